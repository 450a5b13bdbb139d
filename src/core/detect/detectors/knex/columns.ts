/** A column as SQL, and what Knex says of it in statements of its own. */

import { send } from "../../reading/source/send.ts";
import { truthOf, stringOf, type Value } from "../../reading/source/value.ts";
import { defaultText, escaped, quoted, sql, text, wrapped, type Sql } from "./spell.ts";
import { columnType, countsUp } from "./types.ts";
import type { ColumnValue, Knex } from "./values.ts";

/** The definition of a column, null when its name is not known. */
export function columnSql(knex: Knex, column: ColumnValue, keyed: boolean): Sql | null {
  if (column.name === null) return null;
  return sql(quoted(knex, column.name), " ", columnType(knex, column, keyed), modifiers(knex, column));
}

function modifiers(knex: Knex, column: ColumnValue): Sql {
  const { dialect } = knex.reader;
  const mysql = dialect !== "postgresql" && dialect !== "sqlite";
  const found: Sql[] = [];
  const given = (name: string): readonly Value[] | undefined => column.modifiers.get(name);
  if (!countsUp(column)) {
    if (mysql && given("unsigned") !== undefined) found.push(sql("unsigned"));
    const nullable = given("nullable");
    if (nullable !== undefined) found.push(sql(nullability(nullable[0])));
    const standard = given("defaultTo");
    if (standard !== undefined) found.push(defaultClause(knex, column, standard[0]));
    for (const name of column.modifiers.keys())
      if (name.startsWith("check")) found.push(check(knex, column, name));
  }
  if (mysql) found.push(...onlyMysql(knex, column));
  return found.flatMap((part) => (part.length === 0 ? part : sql(" ", part)));
}

export function nullability(value: Value | undefined): string {
  return value !== undefined && truthOf(value) === false ? "not null" : "null";
}

/** MySQL takes no default of NULL, and none of text. */
function defaultClause(knex: Knex, column: ColumnValue, value: Value | undefined): Sql {
  const { dialect } = knex.reader;
  const mysql = dialect !== "postgresql" && dialect !== "sqlite";
  const isNull = value === undefined || value.kind === "none";
  if (mysql && (isNull || /text|blob/u.test(column.type))) return [];
  const written = defaultText(value, column.type);
  const isObject = value?.kind === "dict" || value?.kind === "list";
  if (mysql && isObject && /^jsonb?$/u.test(column.type)) return sql("default (", written, ")");
  return sql("default ", written);
}

function onlyMysql(knex: Knex, column: ColumnValue): Sql[] {
  const said = (name: string): string | null => stringOf(column.modifiers.get(name)?.[0]);
  const [comment, collation, after] = [said("comment"), said("collate"), said("after")];
  return [
    sql(comment === null || comment === "" ? "" : `comment ${text(comment)}`),
    sql(collation === null ? "" : `collate '${collation}'`),
    sql(column.modifiers.has("first") ? "first" : ""),
    sql(after === null ? "" : `after ${wrapped(knex, after)}`),
  ];
}

/** The condition of `checkPositive` and its kin. */
export function condition(knex: Knex, column: ColumnValue, name: string): Sql {
  const [first, second] = column.modifiers.get(name) ?? [];
  const subject = quoted(knex, column.name ?? "");
  switch (name) {
    case "checkPositive":
      return sql(subject, " > 0");
    case "checkNegative":
      return sql(subject, " < 0");
    case "checkIn":
    case "checkNotIn":
      return sql(subject, name === "checkIn" ? " in (" : " not in (", escaped(first), ")");
    case "checkLength":
      return sql(`length(${subject}) ${stringOf(first) ?? "="} `, escaped(second));
    case "checkRegex":
      return sql(subject, knex.reader.dialect === "postgresql" ? " ~ " : " REGEXP ", escaped(first));
    case "checkBetween": {
      const [low, high] = first?.kind === "list" ? first.items : [];
      return sql(subject, " between ", escaped(low), " and ", escaped(high));
    }
    default:
      return escaped(first);
  }
}

function check(knex: Knex, column: ColumnValue, name: string): Sql {
  // A column that is altered gets its checks in statements of their own.
  if (column.alters) return [];
  const at = /In$|Between$|Regex$|^check$/u.test(name) ? 1 : name === "checkLength" ? 2 : 0;
  const given = stringOf(column.modifiers.get(name)?.[at]);
  return sql(given === null ? "" : `constraint ${given} `, "check (", condition(knex, column, name), ")");
}

/** PostgreSQL's comment of a column is a statement of its own. */
export function comments(knex: Knex, column: ColumnValue): void {
  const comment = column.modifiers.get("comment");
  if (comment === undefined || knex.reader.dialect !== "postgresql" || column.name === null) return;
  const table = wrapped(knex, column.table.name, column.table.schema);
  const said = stringOf(comment[0]);
  const written = said === null ? "NULL" : text(said);
  send(knex, sql(`comment on column ${table}.${quoted(knex, column.name)} is ${written}`), column.at);
}
