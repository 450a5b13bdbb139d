/** The names that migrations touch, and whether a text has one of them. */

import type { FileReading } from "../core/detect/detector.ts";
import type { Column, TableName } from "../core/operation.ts";

/** Lower-case names of tables and of what belongs to them. */
export type Names = Set<string>;

/** Every table, index, constraint and type that a reading speaks of. */
export function namesOf(readings: readonly Pick<FileReading, "operations">[]): Names {
  const names: Names = new Set();
  const add = (name: string | null | undefined): void => {
    if (name !== null && name !== undefined) names.add(name.toLowerCase());
  };
  for (const { table, name, details } of readings.flatMap((reading) => reading.operations)) {
    add(table);
    add(name);
    if ("newName" in details) add(details.newName);
    if ("references" in details) add(details.references?.table);
    if ("partition" in details) add(details.partition.table);
    if ("function" in details) add(details.function);
    if ("called" in details) add(details.called);
    for (const type of typesIn(details)) add(type);
    for (const { table: other } of tablesIn(details)) add(other);
  }
  return names;
}

/** The types of columns that are not the engine's own: what they are, an enum or a domain, decides what the column costs. */
function typesIn(details: object): string[] {
  const texts: (string | null)[] = [];
  if ("type" in details) texts.push(details.type as string | null);
  if ("column" in details) texts.push((details.column as Column).type);
  if ("columns" in details) texts.push(...(details.columns as Column[]).map((column) => column.type));
  return texts.flatMap((text) => {
    const [name] =
      /[\p{L}_][\p{L}\p{N}_$]*(?=[^.\p{L}\p{N}_$]*$)/u.exec(text?.replace(/\(.*$|\[\]/gsu, "") ?? "") ?? [];
    return name === undefined || ownTypes.has(name.toLowerCase()) ? [] : [name];
  });
}

/** The last words of PostgreSQL's own type names. */
const ownTypes = new Set(
  `bigint bigserial bit bool boolean bytea char character cidr citext date decimal double float float4 float8 inet int int2 int4 int8
  integer interval json jsonb macaddr money name numeric oid point precision real serial serial2 serial4 serial8 smallint smallserial
  text time timestamp timestamptz timetz tsquery tsvector uuid varbit varchar varying xml zone`.split(/\s+/u),
);

function tablesIn(details: object): readonly TableName[] {
  if ("tables" in details) return details.tables as TableName[];
  return "sources" in details ? (details.sources as TableName[]) : [];
}

/** The tables that the readings touch, as written. */
export function tablesOf(readings: readonly FileReading[]): string[] {
  const tables = readings
    .flatMap((reading) => reading.operations)
    .flatMap(({ table, direction }) => (table === null || direction === "down" ? [] : [table]));
  return [...new Set(tables)];
}

/** Whether a word of the text is one of the names. Names that are no single word are looked for as they are. */
export function hasName(text: string, names: Names): boolean {
  for (const [word] of text.matchAll(/[\p{L}_][\p{L}\p{N}_$]*/gu)) {
    if (names.has(word.toLowerCase())) return true;
  }
  const lower = text.toLowerCase();
  return [...names].some((name) => !/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name) && lower.includes(name));
}
