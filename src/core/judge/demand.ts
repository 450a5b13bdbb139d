/** What an operation demands of its author: nothing, a note, or a note and an exception. */

import { hidesEquality } from "../assess/no-equality.ts";
import { isRepeated } from "../assess/topology.ts";
import { matchesAny } from "../glob.ts";
import type { AssessedOperation, Demand } from "../operation.ts";
import { qualified } from "../operation.ts";
import { changeContext } from "./change-context.ts";
import type { ChangeContext } from "./change-context.ts";
import type { DemandOverride, Policy } from "./policy.ts";

/** Literal rows that are still seed rows, and no data migration. */
const seedRows = 1000;

/** The demand of one operation of a change (all of it, both directions, in migration order). Operations of `down` demand nothing. */
export function demandOf(
  operation: AssessedOperation,
  policy: Policy,
  change: readonly AssessedOperation[],
): Demand {
  if (operation.direction === "down") return "listed";
  const asked = policy.demands.findLast((override) => fits(override, operation));
  if (asked !== undefined) return asked.demand;
  const usual = usualDemand(operation, changeContext(change));
  const light = usual === "listed" || usual === "hint";
  const wanted = policy.notes.demand === "any-change" || delaysReplicas(operation, policy);
  return light && wanted ? "note" : usual;
}

/** Nothing waits on the server itself, but its replicas fall behind. */
function delaysReplicas({ database, kind, impacts }: AssessedOperation, policy: Policy): boolean {
  const topology = policy.databases.find(({ name }) => name === database)?.topology;
  if (topology !== "replicas") return false;
  return impacts.some(({ engine, grows, work }) => grows && isRepeated(engine, kind, work));
}

function fits(override: DemandOverride, operation: AssessedOperation): boolean {
  const { kinds, tables, paths, database } = override;
  if (kinds.length > 0 && !kinds.includes(operation.kind)) return false;
  if (database !== null && database !== operation.database) return false;
  if (paths.length > 0 && !matchesAny(operation.place.path, paths)) return false;
  if (tables.length === 0) return true;
  const { schema, table } = operation;
  return table !== null && (matchesAny(table, tables) || matchesAny(qualified(schema, table), tables));
}

/** The table of the design, from the bottom: the first row that fits counts. */
function usualDemand(operation: AssessedOperation, context: ChangeContext): Demand {
  const replaced = context.madeAgain.has(operation);
  if (replaced && !operation.impacts.some((impact) => impact.grows)) return "hint";
  if (operation.impact.offline || operation.impacts.some((impact) => impact.offline)) {
    return "note_and_exception";
  }
  if (emptiesTable(operation)) return "note_and_exception";
  if (movesData(operation, context) || losesData(operation) || rowsCanRefuse(operation)) return "note";
  if (operation.newTable) return operation.impact.locks.length > 0 ? "hint" : "listed";
  if (operation.impacts.some(({ engine }) => hidesEquality(operation, engine))) return "note";
  return lightDemand(operation);
}

/** TRUNCATE, and DELETE without WHERE, of an existing table. */
function emptiesTable(operation: AssessedOperation): boolean {
  if (operation.newTable) return false;
  if (operation.kind === "truncate_table") return true;
  if (operation.kind !== "change_data") return false;
  return operation.details.statement === "delete" && !operation.details.where;
}

/** Rows of an existing table are changed or copied. Seed rows are not: a few literal ones that replace nothing. */
export function movesData(operation: AssessedOperation, context: ChangeContext): boolean {
  if (operation.kind === "create_table_as") {
    return operation.details.withData && context.readsExisting(operation, operation.details.sources);
  }
  if (operation.kind !== "change_data") return false;
  const { statement, sources, rows, onConflict } = operation.details;
  if (context.readsExisting(operation, sources)) return true;
  if (operation.newTable) return false;
  if (statement !== "insert" && statement !== "copy") return true;
  return rows === null || rows > seedRows || onConflict === "update";
}

/** Something that no `down` brings back is taken from an existing table, and no old code needs it. */
function losesData(operation: AssessedOperation): boolean {
  if (operation.newTable || !operation.impact.irreversible) return false;
  return ["drop_table", "drop_column", "drop_partition", "alter_column_type"].includes(operation.kind);
}

/** Nothing waits, but the rows that are there can make it fail. */
function rowsCanRefuse(operation: AssessedOperation): boolean {
  if (operation.newTable) return false;
  if (operation.kind === "set_not_null") return true;
  if (operation.kind === "create_index") return operation.details.unique;
  if (operation.kind !== "add_unique" && operation.kind !== "add_primary_key") return false;
  return operation.details.usingIndex === null;
}

/** What is left is brief or online, and about things that exist: a hint or less where the table says so, else a note. */
function lightDemand(operation: AssessedOperation): Demand {
  switch (operation.kind) {
    case "create_table":
    case "create_table_as":
      return operation.impact.locks.length > 0 ? "hint" : "listed";
    case "create_index":
      return operation.details.concurrently ? "listed" : "hint";
    case "create_function":
      return operation.details.replace ? "hint" : "listed";
    case "create_materialized_view":
      return operation.details.withData ? "hint" : "listed";
    case "change_privileges":
      return operation.details.revoke ? "note" : "listed";
    case "create_view":
    case "create_type":
    case "create_domain":
    case "create_sequence":
    case "create_schema":
    case "set_comment":
      return "listed";
    case "add_column":
    case "alter_column_type":
    case "set_default":
    case "drop_default":
    case "drop_not_null":
    case "drop_index":
    case "drop_constraint":
    case "rename_index":
    case "rename_constraint":
    case "add_unique":
    case "add_primary_key":
    case "add_check":
    case "add_foreign_key":
    case "validate_constraint":
    case "create_trigger":
    case "set_trigger":
    case "add_enum_value":
    case "replace_view":
    case "create_partition":
    case "change_data":
      return "hint";
    case "run_code":
    case "unknown_statement":
      return "note";
    default:
      return operation.impact.grows ? "hint" : "note";
  }
}
