/** Whole tables: CREATE, CREATE AS, partitions, TRUNCATE, LOCK. */

import type {
  CreateForeignTableStmt,
  CreateStmt,
  CreateTableAsStmt,
  LockStmt,
  TruncateStmt,
} from "libpg-query";

import type { Column, Constraint, DetailsByKind, TableName } from "../../../../operation.ts";
import { elements } from "../expression.ts";
import { rangeVars, tableOf } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { tablesIn } from "../tables-in.ts";
import { columnOf, constraintOf } from "./columns.ts";
import { boundsOf, keyOf } from "./partitions.ts";

export function createTable(node: CreateStmt, statement: Statement): void {
  const own = tableOf(node.relation);
  if (node.partbound !== undefined) {
    const parent = tableOf(rangeVars(node.inhRelations)[0]);
    statement.emit("create_partition", {
      ...parent,
      details: { partition: own, default: node.partbound.is_default === true },
      partitioning: { key: null, bounds: boundsOf(node.partbound) },
    });
    return;
  }
  const partitioning = node.partspec === undefined ? undefined : { key: keyOf(node.partspec), bounds: null };
  statement.emit("create_table", { ...own, details: tableDetails(node, statement), partitioning });
}

export function createForeignTable(node: CreateForeignTableStmt, statement: Statement): void {
  if (node.base !== undefined) createTable(node.base, statement);
}

function tableDetails(node: CreateStmt, statement: Statement): DetailsByKind["create_table"] {
  const columns: Column[] = [];
  const constraints: Constraint[] = [];
  let like: TableName | null = null;
  for (const element of node.tableElts ?? []) {
    if ("ColumnDef" in element) columns.push(columnOf(statement, element.ColumnDef));
    else if ("TableLikeClause" in element) like ??= tableOf(element.TableLikeClause.relation);
    else if ("Constraint" in element) {
      const constraint = constraintOf(statement, element.Constraint);
      if (constraint !== null) constraints.push(constraint);
    }
  }
  return {
    columns,
    constraints,
    ifNotExists: node.if_not_exists === true,
    temporary: node.relation?.relpersistence === "t",
    unlogged: node.relation?.relpersistence === "u",
    like,
    inherits: rangeVars(node.inhRelations).map((range) => tableOf(range)),
    partitioned: node.partspec !== undefined,
  };
}

export function createTableAs(node: CreateTableAsStmt, statement: Statement): void {
  const target = node.into?.rel;
  const sources = tablesIn(node.query);
  const withData = node.into?.skipData !== true;
  if (node.objtype === "OBJECT_MATVIEW") {
    statement.emit("create_materialized_view", { ...tableOf(target), details: { sources, withData } });
    return;
  }
  statement.emit("create_table_as", {
    ...tableOf(target),
    details: {
      sources,
      ifNotExists: node.if_not_exists === true,
      temporary: target?.relpersistence === "t",
      withData,
    },
  });
}

export function truncate(node: TruncateStmt, statement: Statement): void {
  const ranges = rangeVars(node.relations);
  const spans = listSpans(statement, ranges.length);
  for (const [at, range] of ranges.entries())
    statement.emit(
      "truncate_table",
      {
        ...tableOf(range),
        details: { cascade: node.behavior === "DROP_CASCADE", restartIdentity: node.restart_seqs === true },
      },
      spans[at],
    );
}

const LOCK_MODES = [
  "",
  "access share",
  "row share",
  "row exclusive",
  "share update exclusive",
  "share",
  "share row exclusive",
  "exclusive",
  "access exclusive",
];

export function lockTable(node: LockStmt, statement: Statement): void {
  const ranges = rangeVars(node.relations);
  const spans = listSpans(statement, ranges.length);
  const mode = LOCK_MODES[node.mode ?? 0] ?? "";
  for (const [at, range] of ranges.entries())
    statement.emit("lock_table", { ...tableOf(range), details: { mode } }, spans[at]);
}

/** The places of the objects of a list: the whole statement for one, else the text between the commas. */
export function listSpans(
  statement: Statement,
  count: number,
): ({ start: number; end: number } | undefined)[] {
  if (count < 2) return [];
  const spans = elements(statement, 0);
  return spans.length === count ? spans : [];
}
