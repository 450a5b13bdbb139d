/** The variables about what is in the rows: whether an operation fails on them, or what it does with them. */

import { qualified } from "../../operation.ts";
import type { Effect, Scene } from "../engine.ts";
import { isNewTable } from "../known-schema.ts";
import { literal } from "../names.ts";
import type { VariableList } from "./variable-list.ts";

/** What the rows that are there decide: whether it fails, or what it does. */
export function values(variables: VariableList, { operation, schema }: Scene, effect: Effect): void {
  if (operation.table === null || effect.refused !== null) return;
  const table = { schema: operation.schema, table: operation.table };
  if (isNewTable(schema, table)) return;
  const column = operation.columns[0] ?? null;
  const name = column === null ? null : literal(column);
  switch (operation.kind) {
    case "set_not_null":
      if (column !== null) {
        variables.about("null_rows", table, `whether any row has NULL in ${name}: it fails if one does`, {
          column,
        });
      }
      break;
    case "create_index":
    case "add_unique":
    case "add_primary_key": {
      const unique = operation.kind !== "create_index" || operation.details.unique;
      if (
        !unique ||
        column === null ||
        (operation.kind !== "create_index" && operation.details.usingIndex !== null)
      )
        break;
      const columns = operation.columns.map((each) => literal(each)).join(", ");
      const why = `whether two rows have the same values in ${columns}: it fails if they do`;
      if (operation.columns.length === 1) variables.about("distinct_values", table, why, { column });
      else variables.unmeasured("distinct_values", qualified(table.schema, table.table), why);
      break;
    }
    case "alter_column_type":
      if (effect.work === "rewrite" && /time/u.test(operation.details.type ?? "")) {
        variables.general(
          "session_time_zone",
          "the time zone of the session that migrates: values without a zone are read in it",
        );
      }
      break;
    case "truncate_table":
    case "drop_table":
      if (operation.details.cascade) {
        variables.about(
          "referencing_tables",
          table,
          `the tables that reference ${literal(table)}: CASCADE reaches them too`,
        );
      }
      break;
    case "refresh_materialized_view":
      variables.unmeasured(
        "query_time",
        qualified(table.schema, table.table),
        `how long the query of ${literal(table)} takes`,
      );
      break;
    case "drop_index":
      variables.unmeasured(
        "plans",
        qualified(table.schema, table.table),
        `how slow the queries get that used ${literal(operation.name ?? "the index")}`,
      );
      break;
    default:
  }
}
