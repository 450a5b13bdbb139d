/** The one place where names become part of SQL for PostgreSQL. */

import type { TableName } from "../../operation.ts";
import { isDeceptive } from "../names.ts";

/** Words of `pg_get_keywords()` that are no plain names on some version from 10 to 18; a test asks a live server. */
const keywords = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast " +
    "char character check coalesce collate collation column concurrently constraint create cross current_catalog " +
    "current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable " +
    "desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group " +
    "grouping having ilike in initially inner inout int integer intersect interval into is isnull join json json_array " +
    "json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value " +
    "lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize " +
    "not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary " +
    "real references returning right row select session_user setof similar smallint some substring symmetric system_user " +
    "table tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic " +
    "verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi " +
    "xmlroot xmlserialize xmltable"
  ).split(" "),
);

/** A name as an identifier: as it is where that is safe, else in double quotes. Null when it cannot be shown safely. */
export function quoteIdentifier(name: string): string | null {
  if (name === "" || isDeceptive(name)) return null;
  if (/^[a-z_][a-z0-9_]*$/u.test(name) && !keywords.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** Text as a string literal, whatever `standard_conforming_strings` says. Null when it cannot be shown safely. */
export function quoteLiteral(text: string): string | null {
  if (isDeceptive(text)) return null;
  const doubled = text.replaceAll("'", "''");
  return text.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}

/** `schema.table`, each part quoted where it must be. */
export function quoteTable({ schema, table }: TableName): string | null {
  const own = quoteIdentifier(table);
  if (schema === null || own === null) return own;
  const before = quoteIdentifier(schema);
  return before === null ? null : `${before}.${own}`;
}

/** The relation as a value: `to_regclass('public."user"')`, NULL where no such relation is found. */
export function regclass(name: TableName): string | null {
  const table = quoteTable(name);
  const text = table === null ? null : quoteLiteral(table);
  return text === null ? null : `to_regclass(${text})`;
}
