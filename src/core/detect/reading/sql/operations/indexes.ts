/** Indexes, and the statements that build indexes or tables anew. */

import type { ClusterStmt, CreateStatsStmt, IndexStmt, ReindexStmt, VacuumStmt } from "libpg-query";

import { behindWord, elements, parenthesised, spanText } from "../expression.ts";
import { isOn, qualifiedOf, strings, tableOf } from "../nodes.ts";
import type { Statement } from "../statement.ts";

export function createIndex(node: IndexStmt, statement: Statement): void {
  const params = node.indexParams ?? [];
  const columns: string[] = [];
  for (const param of params)
    if ("IndexElem" in param && param.IndexElem.name !== undefined) columns.push(param.IndexElem.name);
  const from = statement.byte(node.relation?.location);
  statement.emit("create_index", {
    ...tableOf(node.relation),
    columns,
    name: node.idxname,
    details: {
      unique: node.unique === true,
      concurrently: node.concurrent === true,
      ifNotExists: node.if_not_exists === true,
      method: node.accessMethod === "btree" ? null : (node.accessMethod ?? null),
      expressions: columns.length === params.length ? [] : expressions(node, statement, from),
      where:
        node.whereClause === undefined
          ? null
          : spanText(statement, behindWord(statement, "where", from, statement.text.length)),
      only: node.relation?.inh !== true,
    },
  });
}

/** The source of each element of the index that is no plain column. */
function expressions(node: IndexStmt, statement: Statement, from: number): string[] {
  const list = parenthesised(statement, from, statement.text.length);
  const spans = list === null ? [] : elements(statement, list.start, list.end);
  const found: string[] = [];
  for (const [at, param] of (node.indexParams ?? []).entries())
    if ("IndexElem" in param && param.IndexElem.name === undefined)
      found.push(spanText(statement, spans[at] ?? null) ?? "");
  return found;
}

export function reindex(node: ReindexStmt, statement: Statement): void {
  const concurrently = isOn(node.params, "concurrently");
  switch (node.kind) {
    case "REINDEX_OBJECT_INDEX": {
      const { schema, table } = tableOf(node.relation);
      statement.emit("rebuild_index", { schema, name: table, details: { scope: "index", concurrently } });
      break;
    }
    case "REINDEX_OBJECT_TABLE":
      statement.emit("rebuild_index", {
        ...tableOf(node.relation),
        details: { scope: "table", concurrently },
      });
      break;
    case "REINDEX_OBJECT_SCHEMA":
      statement.emit("rebuild_index", { name: node.name, details: { scope: "schema", concurrently } });
      break;
    default:
      statement.emit("rebuild_index", { name: node.name, details: { scope: "database", concurrently } });
  }
}

export function cluster(node: ClusterStmt, statement: Statement): void {
  if (node.relation === undefined) {
    statement.unknown("rewrites every table that was clustered before, and does not name them");
    return;
  }
  statement.emit("rewrite_table", {
    ...tableOf(node.relation),
    name: node.indexname,
    details: { how: "cluster" },
  });
}

/** VACUUM without FULL, and ANALYZE, block nobody. */
export function vacuum(node: VacuumStmt, statement: Statement): void {
  if (!isOn(node.options, "full")) return;
  const relations = node.rels ?? [];
  if (relations.length === 0)
    statement.unknown("rewrites every table of the database, and does not name them");
  for (const relation of relations)
    if ("VacuumRelation" in relation)
      statement.emit("rewrite_table", {
        ...tableOf(relation.VacuumRelation.relation),
        details: { how: "vacuum full" },
      });
}

/** Extended statistics lock the table as SET STATISTICS does. */
export function createStatistics(node: CreateStatsStmt, statement: Statement): void {
  const name = qualifiedOf(strings(node.defnames)).name;
  for (const relation of node.relations ?? [])
    if ("RangeVar" in relation)
      statement.emit("set_table_option", {
        ...tableOf(relation.RangeVar),
        details: { option: "statistics", value: name },
      });
}
