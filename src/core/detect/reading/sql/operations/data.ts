/** Statements that change rows, and those inside WITH clauses. */

import type {
  CommonTableExpr,
  CopyStmt,
  DeleteStmt,
  InsertStmt,
  MergeStmt,
  Node,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from "libpg-query";

import type { Statement as DataStatement, TableName } from "../../../../operation.ts";
import { isLiteral, parenthesised } from "../expression.ts";
import { tableOf, walk } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { tablesIn } from "../tables-in.ts";
import { callsIn } from "./calls.ts";

interface Change {
  statement: DataStatement;
  table: TableName;
  columns: string[];
  sources: TableName[];
  where: boolean;
  rows: number | null;
  onConflict: "update" | "nothing" | null;
}

function change(statement: Statement, facts: Change): void {
  const { table, columns, ...details } = facts;
  statement.emit("change_data", {
    ...table,
    columns,
    details: { ...details, source: statement.original(statement.whole) },
  });
}

export function insert(node: InsertStmt, statement: Statement): void {
  withClause(node.withClause, statement);
  nested(node.selectStmt, statement);
  const table = tableOf(node.relation);
  const isPlain = !hasQuery(statement);
  const rows = literalRows(node.selectStmt, isPlain);
  const action = node.onConflictClause?.action;
  change(statement, {
    statement: "insert",
    table,
    columns: targets(node.cols),
    sources: isPlain && rows !== null ? [] : others(table, tablesIn(node.withClause, node.selectStmt)),
    where: true,
    rows,
    onConflict:
      action === "ONCONFLICT_UPDATE" ? "update" : action === "ONCONFLICT_NOTHING" ? "nothing" : null,
  });
}

/** How many rows VALUES lists, null when one of them reads a table. */
function literalRows(select: Node | undefined, isPlain: boolean): number | null {
  if (select === undefined) return 1;
  if (!("SelectStmt" in select)) return null;
  const { valuesLists, fromClause, larg } = select.SelectStmt;
  if (valuesLists !== undefined && isPlain) return valuesLists.length;
  if (valuesLists !== undefined)
    return valuesLists.some((row) => readsTable(row)) ? null : valuesLists.length;
  if (fromClause !== undefined || larg !== undefined || readsTable(select.SelectStmt.targetList)) return null;
  return 1;
}

/** Can a query stand in the statement? Most data statements hold none, and their trees need no walk. */
function hasQuery(statement: Statement): boolean {
  return /\b(?:select|with|table)\b/i.test(statement.text);
}

function readsTable(node: unknown): boolean {
  if (Array.isArray(node) && node.every((item: Node) => isLiteral(item))) return false;
  let found = false;
  walk(node, (type) => {
    if (type === "SubLink") found = true;
  });
  return found;
}

export function update(node: UpdateStmt, statement: Statement): void {
  withClause(node.withClause, statement);
  const table = tableOf(node.relation);
  change(statement, {
    statement: "update",
    table,
    columns: targets(node.targetList),
    sources:
      node.fromClause !== undefined || hasQuery(statement)
        ? others(table, tablesIn(node.withClause, node.fromClause, node.whereClause, node.targetList))
        : [],
    where: node.whereClause !== undefined,
    rows: null,
    onConflict: null,
  });
}

export function remove(node: DeleteStmt, statement: Statement): void {
  withClause(node.withClause, statement);
  const table = tableOf(node.relation);
  change(statement, {
    statement: "delete",
    table,
    columns: [],
    sources:
      node.usingClause !== undefined || hasQuery(statement)
        ? others(table, tablesIn(node.withClause, node.usingClause, node.whereClause))
        : [],
    where: node.whereClause !== undefined,
    rows: null,
    onConflict: null,
  });
}

export function merge(node: MergeStmt, statement: Statement): void {
  withClause(node.withClause, statement);
  const table = tableOf(node.relation);
  const columns = new Set<string>();
  for (const when of node.mergeWhenClauses ?? [])
    if ("MergeWhenClause" in when)
      for (const name of targets(when.MergeWhenClause.targetList)) columns.add(name);
  change(statement, {
    statement: "merge",
    table,
    columns: [...columns],
    sources: others(table, tablesIn(node.withClause, node.sourceRelation)),
    where: true,
    rows: null,
    onConflict: null,
  });
}

/** COPY ... FROM writes rows; COPY ... TO only reads, unless it goes to a program. */
export function copy(node: CopyStmt, statement: Statement): void {
  if (node.is_from !== true) {
    if (node.query !== undefined) statement.read(node.query);
    if (node.is_program === true)
      statement.emit("run_code", {
        details: {
          source: statement.original(statement.whole),
          called: null,
          tables: node.relation === undefined ? tablesIn(node.query) : [tableOf(node.relation)],
        },
      });
    return;
  }
  const columns: string[] = [];
  for (const item of node.attlist ?? []) if ("String" in item) columns.push(item.String.sval ?? "");
  change(statement, {
    statement: "copy",
    table: tableOf(node.relation),
    columns,
    sources: [],
    where: true,
    rows: null,
    onConflict: null,
  });
}

/** A query alone changes nothing, but what it calls may, and so may its WITH clauses. */
export function select(node: SelectStmt, statement: Statement): void {
  const into = node.intoClause ?? node.larg?.intoClause;
  nested({ SelectStmt: node }, statement);
  if (into !== undefined)
    statement.emit("create_table_as", {
      ...tableOf(into.rel),
      details: {
        sources: tablesIn(node),
        ifNotExists: false,
        temporary: into.rel?.relpersistence === "t",
        withData: true,
      },
    });
  callsIn(node, statement);
}

/** The data statements in WITH clauses anywhere in a query, the innermost first. */
export function nested(query: Node | undefined, statement: Statement): void {
  if (query === undefined || !/\bwith\b/i.test(statement.text)) return;
  const found: CommonTableExpr[] = [];
  walk(query, (type, body) => {
    if (type !== "CommonTableExpr") return true;
    const expression = body as CommonTableExpr;
    if (expression.ctequery === undefined || "SelectStmt" in expression.ctequery) return true;
    found.push(expression);
    return false;
  });
  for (const expression of found) {
    const from = statement.byte(expression.location);
    const span =
      expression.aliascolnames === undefined ? parenthesised(statement, from, statement.whole.end) : null;
    statement.within(span ?? statement.whole).read(expression.ctequery as Node);
  }
}

function withClause(node: WithClause | undefined, statement: Statement): void {
  if (node !== undefined) nested({ WithClause: node }, statement);
}

function targets(nodes: readonly Node[] | undefined): string[] {
  const found: string[] = [];
  for (const node of nodes ?? []) {
    if ("ResTarget" in node && node.ResTarget.name !== undefined && !found.includes(node.ResTarget.name))
      found.push(node.ResTarget.name);
  }
  return found;
}

/** The tables that are read besides the one that is written. */
function others(table: TableName, tables: TableName[]): TableName[] {
  return tables.filter((other) => other.table !== table.table || other.schema !== table.schema);
}
