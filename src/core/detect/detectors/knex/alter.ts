/** `column.alter()`: all that the chain says is said again, and what it does not say is taken away. */

import { isDialect } from "../../reading/source/dialect-sql.ts";
import { note, send, sendVague } from "../../reading/source/send.ts";
import { truthOf } from "../../reading/source/value.ts";
import { columnSql, condition } from "./columns.ts";
import { tableOf } from "./constraints.ts";
import { defaultText, quoted, sql, wrapped, type Sql } from "./spell.ts";
import { columnType } from "./types.ts";
import type { ColumnValue, Knex, TableValue } from "./values.ts";

export function altered(knex: Knex, table: TableValue, column: ColumnValue, together: string): void {
  const { dialect } = knex.reader;
  if (column.name === null) {
    sendVague(knex, column.at, `which column of ${table.name} it alters is not known before it runs`);
    return;
  }
  if (dialect === "sqlite") rebuilt(knex, table, column, together);
  else if (isDialect(dialect)) {
    const made = columnSql(knex, { ...column, alters: false }, true) ?? [];
    send(
      knex,
      sql(`alter table ${wrapped(knex, table.name, table.schema)} modify `, made),
      column.at,
      together,
    );
  } else onPostgresql(knex, table, column, column.name);
}

/** The statements of Knex's compiler for PostgreSQL, in its order. */
function onPostgresql(knex: Knex, table: TableValue, column: ColumnValue, name: string): void {
  const owner = `alter table ${wrapped(knex, table.name, table.schema)}`;
  const subject = quoted(knex, name);
  const say = (...parts: (string | Sql)[]): void => {
    send(knex, sql(`${owner} alter column ${subject} `, ...parts), column.at);
  };
  say("drop default");
  if (column.alterNullable) say("drop not null");
  if (column.alterType) {
    const type = columnType(knex, column, true);
    const cast = column.type === "enu" ? "::text::" : "::";
    // A check cannot stand in TYPE: the server refuses Knex's own statement, so the type alone is read.
    const bare = column.type === "enu" ? withoutCheck(type) : type;
    say("type ", bare, ` using (${subject}${cast}`, bare, ")");
  }
  const standard = column.modifiers.get("defaultTo");
  if (standard !== undefined) say("set default ", defaultText(standard[0], column.type));
  const nullable = column.modifiers.get("nullable");
  if (column.alterNullable && nullable?.[0] !== undefined && truthOf(nullable[0]) === false)
    say("set not null");
  for (const check of column.modifiers.keys()) {
    if (!check.startsWith("check")) continue;
    const constraint = `${table.name}_${name}_1`;
    send(
      knex,
      sql(`${owner} add constraint ${constraint} check(`, condition(knex, column, check), ")"),
      column.at,
    );
  }
}

function withoutCheck(type: Sql): Sql {
  return type[0]?.text.startsWith("text check") === true ? sql("text") : type;
}

/** Knex builds the table anew, with all its rows. */
function rebuilt(knex: Knex, table: TableValue, column: ColumnValue, together: string): void {
  const facts = { ...tableOf(table), columns: [column.name ?? ""] };
  note(knex, "rewrite_table", column.at, { ...tableOf(table), details: { how: rebuildWords } }, together);
  const type = columnType(knex, column, false)
    .map((piece) => piece.text)
    .join("");
  const details = { type, oldType: null, using: null, collation: null };
  note(knex, "alter_column_type", column.at, { ...facts, details }, together);
  const nullable = column.modifiers.get("nullable");
  const required = nullable?.[0] !== undefined && truthOf(nullable[0]) === false;
  if (required) note(knex, "set_not_null", column.at, { ...facts, details: {} }, together);
}

export const rebuildWords = "create, copy, drop and rename";
