/** CREATE TABLE in all its forms. */

import type { Clause, Column, ColumnTraits, Constraint, InlineKey, TableName } from "../../../operation.ts";
import { readColumn } from "./columns.ts";
import type { Cursor } from "./cursor.ts";
import { constraintOf, readKey, startsKey } from "./keys.ts";
import type { ReadKey } from "./keys.ts";
import { readQuery } from "./grammar/grammar.ts";
import { skipPartitions } from "./partitions.ts";
import { readsRows, tablesIn } from "./queries.ts";
import type { Statement } from "./statement.ts";
import { tableOptions } from "./table-options.ts";

interface Body {
  columns: Column[];
  constraints: Constraint[];
  keys: InlineKey[];
  traits: ColumnTraits[];
}

/** `cursor` stands behind TABLE. */
export function createTable(
  statement: Statement,
  cursor: Cursor,
  { temporary, replace }: { temporary: boolean; replace: boolean },
): void {
  const ifNotExists = cursor.take("IF", "NOT", "EXISTS");
  const own = cursor.tableName();
  const body: Body = { columns: [], constraints: [], keys: [], traits: [] };
  const like = statement.isMysql ? likeOf(cursor) : null;
  if (like === null && cursor.word() === "(" && !isQuery(cursor, 1)) elements(statement, cursor, body);
  const options = statement.isMysql ? tableOptions(cursor) : sqliteOptions(cursor);
  const partitioned = statement.isMysql && cursor.is("PARTITION", "BY");
  if (partitioned) skipPartitions(cursor, statement.dialect);
  if (replace) statement.emit("drop_table", { ...own, details: { ifExists: true, cascade: false } });
  if (statement.isMysql) cursor.takeOne("IGNORE", "REPLACE");
  const named = cursor.take("AS");
  if (named && !isQuery(cursor, 0)) cursor.fail("a query");
  // SQLite takes a query only behind AS, and no columns before it.
  if (named || (statement.isMysql && isQuery(cursor, 0))) {
    if (!statement.isMysql && body.columns.length > 0) cursor.fail("the end of CREATE TABLE");
    const sources = tablesIn(cursor.tokens, cursor.at, cursor.limit, cursor);
    const withData = readsRows(cursor);
    readQuery(cursor);
    if (!cursor.done) cursor.fail("the end of CREATE TABLE");
    statement.emit("create_table_as", { ...own, details: { sources, ifNotExists, temporary, withData } });
    return;
  }
  if (!cursor.done) cursor.fail("the end of CREATE TABLE");
  if (like === null && body.columns.length === 0) cursor.fail("a column");
  const clause: Partial<Clause> = {
    keys: body.keys.length > 0 ? body.keys : null,
    ...(statement.isMysql ? { columns: body.traits } : {}),
    options: Object.keys(options).length > 0 ? options : null,
  };
  const details = {
    columns: body.columns,
    constraints: body.constraints,
    ifNotExists,
    temporary,
    unlogged: false,
    like,
    inherits: [],
    partitioned,
  };
  statement.emit("create_table", { ...own, details, clause });
}

function likeOf(cursor: Cursor): TableName | null {
  if (cursor.take("LIKE")) return cursor.tableName();
  if (!cursor.is("(", "LIKE")) return null;
  cursor.at += 2;
  const like = cursor.tableName();
  cursor.expect(")");
  return like;
}

/** A query begins here, in parentheses or not. */
function isQuery(cursor: Cursor, ahead: number): boolean {
  let at = ahead;
  while (cursor.word(at) === "(") at += 1;
  return ["SELECT", "WITH", "VALUES", "TABLE"].includes(cursor.word(at));
}

function elements(statement: Statement, cursor: Cursor, body: Body): void {
  cursor.expect("(");
  do {
    if (startsKey(cursor, statement.dialect)) addKey(body, readKey(cursor, statement.dialect));
    else if (statement.isMysql && cursor.take("PERIOD", "FOR")) {
      cursor.name();
      cursor.names();
    } else {
      if (!statement.isMysql && body.constraints.length > 0) cursor.fail("a constraint");
      const { column, traits } = readColumn(cursor, statement.dialect);
      body.columns.push(column);
      body.traits.push(traits);
    }
    // SQLite does without a comma between table constraints.
  } while (cursor.take(",") || (!statement.isMysql && startsKey(cursor, statement.dialect)));
  cursor.expect(")");
}

function addKey(body: Body, key: ReadKey): void {
  const constraint = constraintOf(key);
  if (constraint !== null) body.constraints.push(constraint);
  else {
    const { name, columns, expressions, method } = key;
    body.keys.push({ name, columns, expressions, method });
  }
  if (key.type !== "primary_key") return;
  for (const column of body.columns) if (key.columns.includes(column.name)) column.nullable = false;
}

function sqliteOptions(cursor: Cursor): Record<string, string> {
  const found: Record<string, string> = {};
  if (!cursor.is("WITHOUT") && !cursor.is("STRICT")) return found;
  do {
    if (cursor.take("WITHOUT", "ROWID")) found["without rowid"] = "on";
    else if (cursor.take("STRICT")) found["strict"] = "on";
    else cursor.fail("WITHOUT ROWID or STRICT");
  } while (cursor.take(","));
  return found;
}

/** `CREATE VIRTUAL TABLE`: behind USING stands a module of SQLite with columns or options of its own. */
export function createVirtualTable(statement: Statement, cursor: Cursor): void {
  const ifNotExists = cursor.take("IF", "NOT", "EXISTS");
  const own = cursor.tableName();
  cursor.expect("USING");
  const module = cursor.name().toLowerCase();
  const columns: Column[] = [];
  if (cursor.word() === "(") {
    const { from, to } = cursor.parentheses();
    for (const inner = cursor.within(from, to); !inner.done; inner.at += 1) {
      if (inner.isName() && inner.word(1) !== "=") columns.push(virtualColumn(inner.name()));
      inner.skipTo(new Set());
    }
  }
  if (!cursor.done) cursor.fail("the end of CREATE VIRTUAL TABLE");
  statement.emit("create_table", {
    ...own,
    details: {
      columns,
      constraints: [],
      ifNotExists,
      temporary: false,
      unlogged: false,
      like: null,
      inherits: [],
      partitioned: false,
    },
    clause: { options: { using: module } },
  });
}

function virtualColumn(name: string): Column {
  return {
    name,
    type: null,
    nullable: true,
    default: null,
    identity: false,
    generated: null,
    primaryKey: false,
    unique: false,
    check: null,
    references: null,
    collation: null,
  };
}
