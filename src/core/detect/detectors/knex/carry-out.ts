/** Carries out what was recorded of a table, in Knex's order: columns first, then what was called on the table. */

import { bool, getItem, stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import { nextStatement, note, send, sendVague } from "../../reading/source/send.ts";
import { given } from "../../reading/typescript/arguments.ts";
import { altered } from "./alter.ts";
import { columnSql, comments } from "./columns.ts";
import { carryOutCall } from "./calls.ts";
import { addForeign, foreignClause, tableOf } from "./constraints.ts";
import { columnize, namesIn, quoted, sql, text, wrapped, type Sql } from "./spell.ts";
import { bound } from "./raw.ts";
import { nativeName } from "./types.ts";
import type { Call, ColumnValue, Knex, TableValue } from "./values.ts";

/** Every column of the same table that is added. */
function columnsOf(table: TableValue, alters: boolean): ColumnValue[] {
  return table.items.flatMap((item) =>
    item.item === "column" && item.column.alters === alters ? [item.column] : [],
  );
}

/** Of a column that each branch of a condition declares otherwise, the first counts. */
function distinct(columns: readonly ColumnValue[]): ColumnValue[] {
  const names = new Set<string>();
  return columns.filter(({ name, at }) => {
    if (name === null || !at.conditional) return true;
    const isFirst = !names.has(name);
    names.add(name);
    return isFirst;
  });
}

export function carryOut(knex: Knex, table: TableValue): void {
  if (table.method === "alter") alterTable(knex, table);
  else createTable(knex, table);
}

function createTable(knex: Knex, table: TableValue): void {
  const { dialect } = knex.reader;
  const columns = distinct(columnsOf(table, false));
  for (const column of columns) nativeEnum(knex, column);
  const inline = dialect === "sqlite";
  const foreigns = table.items.flatMap((item) => (item.item === "foreign" ? [item.foreign] : []));
  const parts: Sql[] = columns.flatMap((column) => {
    const made = columnSql(knex, column, canBeKey(table));
    return made === null ? [] : [made];
  });
  if (inline)
    for (const foreign of foreigns) {
      const clause = foreignClause(knex, table, foreign);
      if (clause !== null) parts.push(clause);
    }
  const primary = primaryClause(knex, table);
  if (primary !== null) parts.push(primary);
  for (const check of callsOf(table, "check")) {
    const predicate = bound(knex, given(...check.args.slice(0, 2)), check.at.node);
    if (predicate !== null) parts.push(sql("check (", predicate, ")"));
  }
  const head = `create table ${table.method === "createIfNot" ? "if not exists " : ""}`;
  const name = wrapped(knex, table.name, table.schema);
  const body = parts.flatMap((part, at) => sql(at === 0 ? "" : ", ", part));
  const whole =
    table.like === null
      ? sql(head, name, " (", body, ")", tableOptions(knex, table))
      : likeTable(knex, table, head, name);
  // PostgreSQL takes a table without columns, the others do not.
  if (parts.length > 0 || table.like !== null || dialect === "postgresql") send(knex, whole, table.at);
  else note(knex, "create_table", table.at, { ...tableOf(table), details: emptyTable(table) });
  if (table.like !== null) for (const column of columns) addColumn(knex, table, column, nextStatement(knex));
  if (dialect === "postgresql") {
    tableComment(knex, table);
    for (const column of columns) comments(knex, column);
  }
  for (const item of table.items) {
    if (item.item === "foreign" && !inline) addForeign(knex, table, item.foreign);
    if (item.item === "call" && item.method !== "primary" && item.method !== "check")
      carryOutCall(knex, table, item);
  }
}

function emptyTable(table: TableValue): {
  columns: [];
  constraints: [];
  ifNotExists: boolean;
  temporary: false;
  unlogged: false;
  like: null;
  inherits: [];
  partitioned: false;
} {
  const ifNotExists = table.method === "createIfNot";
  return {
    columns: [],
    constraints: [],
    ifNotExists,
    temporary: false,
    unlogged: false,
    like: null,
    inherits: [],
    partitioned: false,
  };
}

function likeTable(knex: Knex, table: TableValue, head: string, name: string): Sql {
  const like = wrapped(knex, table.like ?? "", table.schema);
  const { dialect } = knex.reader;
  if (dialect === "postgresql") return sql(head, name, ` (like ${like} including all)`);
  if (dialect === "sqlite") return sql(head, name, ` as select * from ${like} where 0=1`);
  return sql(head, name, ` like ${like}`);
}

function alterTable(knex: Knex, table: TableValue): void {
  const added = columnsOf(table, false);
  const together = nextStatement(knex);
  for (const column of added) {
    nativeEnum(knex, column);
    addColumn(knex, table, column, together);
  }
  const changed = columnsOf(table, true);
  const once = nextStatement(knex);
  for (const column of changed) altered(knex, table, column, once);
  for (const column of [...added, ...changed]) comments(knex, column);
  for (const item of table.items) {
    if (item.item === "foreign") addForeign(knex, table, item.foreign);
    if (item.item === "call") carryOutCall(knex, table, item);
  }
  tableComment(knex, table);
}

function addColumn(knex: Knex, table: TableValue, column: ColumnValue, together: string): void {
  const made = columnSql(knex, column, canBeKey(table));
  const name = wrapped(knex, table.name, table.schema);
  if (made === null)
    sendVague(knex, column.at, `which column it adds to ${table.name} is not known before it runs`);
  else send(knex, sql(`alter table ${name} add column `, made), column.at, together);
}

function callsOf(table: TableValue, method: string): Call[] {
  return table.items.flatMap((item) => (item.item === "call" && item.method === method ? [item] : []));
}

/** `increments` is the primary key unless the table is given another. */
function canBeKey(table: TableValue): boolean {
  return callsOf(table, "primary").length === 0;
}

function primaryClause(knex: Knex, table: TableValue): Sql | null {
  const [first] = callsOf(table, "primary");
  if (first === undefined) return null;
  const [columns, options] = first.args;
  const names = namesIn(columns);
  const given = options?.kind === "dict" ? getItem(options, "constraintName") : options;
  const named = stringOf(given);
  const other = knex.reader.dialect === "postgresql" ? `${table.name}_pkey` : null;
  const name = named ?? other;
  if (names === null) return null;
  const counts = table.items.some((item) => item.item === "column" && item.column.type === "increments");
  const word = counts && knex.reader.dialect === "sqlite" ? "unique" : "primary key";
  return sql(
    name === null ? "" : `constraint ${quoted(knex, name)} `,
    `${word} (`,
    columnize(knex, names),
    ")",
  );
}

function tableOptions(knex: Knex, table: TableValue): string {
  const option = (name: string): string | null => stringOf(table.single.get(name)?.value);
  const { dialect } = knex.reader;
  if (dialect === "postgresql") {
    const parent = option("inherits");
    return parent === null ? "" : ` inherits (${wrapped(knex, parent)})`;
  }
  if (dialect === "sqlite") return "";
  const [charset, collate, engine, comment] = ["charset", "collate", "engine", "comment"].map(option);
  return [
    charset ? ` default character set ${charset}` : "",
    collate ? ` collate ${collate}` : "",
    engine ? ` engine = ${engine}` : "",
    comment ? ` comment = ${text(comment)}` : "",
  ].join("");
}

function tableComment(knex: Knex, table: TableValue): void {
  const comment = table.single.get("comment");
  const { dialect } = knex.reader;
  if (comment === undefined || dialect === "sqlite") return;
  const said = text(stringOf(comment.value) ?? "");
  const name = wrapped(knex, table.name, table.schema);
  const written =
    dialect === "postgresql"
      ? `comment on table ${name} is ${said}`
      : `alter table ${name} comment = ${said}`;
  send(knex, sql(written), comment.at);
}

function nativeEnum(knex: Knex, column: ColumnValue): void {
  if (column.type !== "enu" || knex.reader.dialect !== "postgresql") return;
  const [, allowed, options] = column.args;
  const flag = (name: string): boolean =>
    options?.kind === "dict" && truthOf(getItem(options, name) ?? bool(false)) === true;
  if (!flag("useNative") || flag("existingType")) return;
  const name = nativeName(knex, column);
  const values: Value[] = allowed?.kind === "list" ? allowed.items : [];
  const words = values.map((value) => text(stringOf(value) ?? ""));
  if (name === null) sendVague(knex, column.at, "which type it creates is not known before it runs");
  else send(knex, sql(`create type ${name} as enum (${words.join(", ")})`), column.at);
}
