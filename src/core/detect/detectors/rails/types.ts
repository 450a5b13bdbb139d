/** The types of ActiveRecord as each engine spells them. */

import { stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import type { Given } from "./given.ts";
import { wordOf } from "./given.ts";
import { isMysql, isSqlite, type Migration } from "./migration.ts";
import { unknownType } from "./send.ts";

/** Types that every engine spells in its own way, PostgreSQL's, MySQL's and SQLite's in this order. */
const common: Readonly<Record<string, readonly [string, string, string]>> = {
  string: ["character varying", "varchar", "varchar"],
  text: ["text", "text", "text"],
  integer: ["integer", "int", "integer"],
  bigint: ["bigint", "bigint", "bigint"],
  float: ["float", "float", "float"],
  decimal: ["decimal", "decimal", "decimal"],
  numeric: ["decimal", "decimal", "decimal"],
  datetime: ["timestamp", "datetime", "datetime"],
  timestamp: ["timestamp", "timestamp", "datetime"],
  timestamptz: ["timestamptz", "timestamptz", "timestamptz"],
  time: ["time", "time", "time"],
  date: ["date", "date", "date"],
  binary: ["bytea", "blob", "blob"],
  blob: ["bytea", "blob", "blob"],
  boolean: ["boolean", "tinyint(1)", "boolean"],
  bit_varying: ["bit varying", "bit varying", "bit varying"],
  json: ["json", "json", "json"],
};

const dated = new Set(["datetime", "timestamp", "timestamptz", "time", "interval"]);
const measured = new Set([
  "vector",
  "halfvec",
  "sparsevec",
  "bit",
  "bit_varying",
  "string",
  "varchar",
  "char",
]);
/** PostGIS' types take their shape and their reference system. */
const spatial =
  /^(?:geometry|geography|st_\w+|\w*point|line_string|multi_\w+|geometry_collection|\w*polygon)$/u;

/** The type as SQL. `given`: its options. What is not known stands as a word that is put out again. */
export function typeSql(migration: Migration, type: string, given: Given): string {
  const at = isMysql(migration) ? 1 : isSqlite(migration) ? 2 : 0;
  const plain = isMysql(migration)
    ? mysqlType(migration, type, given)
    : plainType(migration, type, given, at);
  return given.flag("array") && at === 0 ? `${plain}[]` : plain;
}

function plainType(migration: Migration, type: string, given: Given, at: 0 | 1 | 2): string {
  const limit = wordOf(given.option("limit"));
  const name = Object.hasOwn(common, type) ? (common[type]?.[at] ?? type) : type;
  if (isVague(given)) return unknownType;
  if (type === "decimal" || type === "numeric") return `${name}${scaleOf(given)}`;
  if (dated.has(type)) return `${name}${precisionOf(migration, type, given)}`;
  if (at === 0 && type === "integer") return integerOf(limit);
  if (at === 0 && type === "enum") return quotedType(stringOf(given.option("enum_type")));
  if (
    at === 0 &&
    spatial.test(type) &&
    (limit === null || given.has("srid") || given.option("limit")?.kind === "dict")
  )
    return spatialOf(type, given);
  if (at === 0 && !measured.has(type)) return named(name);
  return limit === null || type === "boolean" || type === "json" ? named(name) : `${named(name)}(${limit})`;
}

/** A type of the application's own; one that is no name is taken as it is written: `varchar(20)`. */
function named(type: string): string {
  return type === "" ? unknownType : type;
}

function quotedType(name: string | null): string {
  if (name === null) return unknownType;
  return name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
}

function isVague(given: Given): boolean {
  const vague = (value: Value | undefined): boolean =>
    value !== undefined && value.kind !== "none" && wordOf(value) === null && value.kind !== "dict";
  return vague(given.option("limit")) || vague(given.option("precision")) || vague(given.option("scale"));
}

function scaleOf(given: Given): string {
  const precision = wordOf(given.option("precision"));
  const scale = wordOf(given.option("scale"));
  if (precision === null) return "";
  return scale === null ? `(${precision})` : `(${precision},${scale})`;
}

/** Since 7.0 times have microseconds unless the migration says otherwise. */
function precisionOf({ version }: Migration, type: string, given: Given): string {
  const written = given.option("precision");
  if (written !== undefined) return written.kind === "none" ? "" : `(${wordOf(written)})`;
  const limit = type === "datetime" ? null : wordOf(given.option("limit"));
  if (limit !== null) return `(${limit})`;
  if (type === "interval" || version < 700) return "";
  return type === "datetime" || type === "timestamp" || type === "timestamptz" ? "(6)" : "";
}

function integerOf(limit: string | null): string {
  const bytes = limit === null ? 4 : Number(limit);
  return bytes <= 2 ? "smallint" : bytes <= 4 ? "integer" : "bigint";
}

function spatialOf(type: string, given: Given): string {
  const limit = given.option("limit");
  const nested = limit?.kind === "dict" ? limit : null;
  const geographic = given.flag("geographic") || type === "geography";
  const shape = /^(?:geometry|geography)$/u.test(type) ? null : type.replace(/^st_/u, "").replaceAll("_", "");
  const srid = wordOf(given.option("srid"));
  if (!type.startsWith("st_") && shape !== null && srid === null && !geographic && nested === null)
    return type;
  const inside = [shape, srid].filter((part) => part !== null).join(",");
  return `${geographic ? "geography" : "geometry"}${inside === "" ? "" : `(${inside})`}`;
}

const integers: Readonly<Record<string, string>> = {
  1: "tinyint",
  2: "smallint",
  3: "mediumint",
  4: "int",
};

function mysqlType(migration: Migration, written: string, given: Given): string {
  const unsigned = given.flag("unsigned") || written.startsWith("unsigned_");
  const type = written.replace(/^unsigned_/u, "");
  const behind = unsigned ? " unsigned" : "";
  const limit = wordOf(given.option("limit"));
  if (isVague(given)) return unknownType;
  switch (type) {
    case "integer":
      return `${limit === null ? "int" : (integers[limit] ?? "bigint")}${behind}`;
    case "bigint":
      return `bigint${behind}`;
    case "string":
      return `varchar(${limit ?? "255"})`;
    case "text":
      return `${sizeOf(given, limit)}text`;
    case "binary":
      return limit !== null && Number(limit) <= 0xfff ? `varbinary(${limit})` : `${sizeOf(given, limit)}blob`;
    case "blob":
      return `${sizeOf(given, limit)}blob`;
    case "float":
      return `${limit === null ? "float" : `float(${limit})`}${behind}`;
    case "decimal":
    case "numeric":
      return `decimal${scaleOf(given)}${behind}`;
    case "boolean":
      return "tinyint(1)";
    default:
      return `${plainType(migration, type, given, 1)}${behind}`;
  }
}

function sizeOf(given: Given, limit: string | null): string {
  const size = stringOf(given.option("size"));
  if (size !== null) return size;
  const bytes = limit === null ? null : Number(limit);
  if (bytes === null || (bytes > 0xff && bytes <= 0xffff)) return "";
  if (bytes <= 0xff) return "tiny";
  return bytes <= 0xffffff ? "medium" : "long";
}

/** Whether a value is nil or false, or not there: what Ruby's `unless` takes. */
export function isNothing(value: Value | undefined): boolean {
  return value === undefined || truthOf(value) === false;
}
