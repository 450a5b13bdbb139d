/** How each engine writes Laravel's types of columns. */

import { unknownType } from "../../reading/source/send.ts";
import { hole, literal, plain, type Piece } from "../../reading/source/text.ts";
import type { EngineName } from "../../../impact.ts";
import { isMissing, namesIn, numberIn } from "./given.ts";
import type { Fluent } from "./values.ts";
import { truthOf, type Value } from "../../reading/source/value.ts";

/** What the types depend on besides the engine. */
export interface TypeSettings {
  engine: EngineName;
  /** Laravel's major version, null when it is not known. */
  version: number | null;
  stringLength: number;
  /** `change()` leaves what it does not say. */
  keepsUnsaid: boolean;
}

type Type = (column: Fluent, settings: TypeSettings) => string;

/** The version counts as at least this one where it is not known. */
export function since({ version }: Pick<TypeSettings, "version">, wanted: number): boolean {
  return version === null || version >= wanted;
}

export function isOn(value: Value | undefined): boolean {
  return value !== undefined && truthOf(value) === true;
}

/** A number of an attribute: null when it is not given, `unknown` when it is not known. */
function size(column: Fluent, name: string): number | null | "unknown" {
  const value = column.attributes.get(name);
  if (isMissing(value)) return null;
  return numberIn(value) ?? "unknown";
}

/** `varchar(255)`: a size that is not known leaves the type unknown. */
function sized(word: string, ...sizes: readonly (number | null | "unknown")[]): string {
  if (sizes.includes("unknown")) return unknownType;
  const known = sizes.filter((one) => one !== null);
  return known.length === 0 ? word : `${word}(${known.join(", ")})`;
}

const lengthOr =
  (word: string): Type =>
  (column, settings) => {
    const length = size(column, "length");
    return sized(word, length === null || length === 0 ? settings.stringLength : length);
  };

const is =
  (word: string): Type =>
  () =>
    word;

/** `(6)` where a precision is said; 0 is said by nobody and means none on MySQL. */
const timed =
  (word: string, zone: string, always: boolean): Type =>
  (column) => {
    const precision = column.attributes.has("precision") ? size(column, "precision") : 0;
    if (precision === "unknown") return unknownType;
    const shown = precision !== null && (always || precision > 0) ? `(${precision})` : "";
    return `${word}${shown}${zone}`;
  };

function allowed(column: Fluent): string | null {
  const names = namesIn(column.attributes.get("allowed"));
  return names === null || names.length === 0
    ? null
    : names.map((name) => `'${name.replaceAll("'", "''")}'`).join(", ");
}

const listed =
  (word: string): Type =>
  (column) => {
    const values = allowed(column);
    return values === null ? unknownType : `${word}(${values})`;
  };

const checked =
  (word: string): Type =>
  (column) => {
    const values = allowed(column);
    return values === null ? word : `${word} check ("${column.column}" in (${values}))`;
  };

const fraction =
  (word: string): Type =>
  (column) =>
    sized(word, size(column, "total"), size(column, "places"));

const shapes = /^(?:point|linestring|polygon|geometrycollection|multipoint|multilinestring|multipolygon)$/u;

function shapeOf(column: Fluent): string | null {
  const subtype = column.attributes.get("subtype");
  const word = subtype?.kind === "text" ? plain(subtype.pieces)?.toLowerCase() : null;
  return word ?? null;
}

const mysqlShape: Type = (column, { engine }) => {
  const word = shapeOf(column);
  const srid = size(column, "srid");
  const shape = word !== null && shapes.test(word) ? word : "geometry";
  if (srid === "unknown" || srid === null || srid === 0) return shape;
  return engine === "mariadb" ? `${shape} ref_system_id=${srid}` : `${shape} srid ${srid}`;
};

const postgresqlShape =
  (word: string): Type =>
  (column) => {
    const shape = shapeOf(column);
    const old = column.attributes.has("old");
    const srid = size(column, "srid");
    if (srid === "unknown") return unknownType;
    if (old) return `geography(${shape}, ${srid ?? 4326})`;
    return shape === null ? word : `${word}(${shape}${srid === null || srid === 0 ? "" : `,${srid}`})`;
  };

const mysql: Record<string, Type> = {
  char: lengthOr("char"),
  string: lengthOr("varchar"),
  tinyText: is("tinytext"),
  text: is("text"),
  mediumText: is("mediumtext"),
  longText: is("longtext"),
  bigInteger: is("bigint"),
  integer: is("int"),
  mediumInteger: is("mediumint"),
  smallInteger: is("smallint"),
  tinyInteger: is("tinyint"),
  float(column, settings) {
    const [total, places] = [size(column, "total"), size(column, "places")];
    if (since(settings, 11)) return sized("float", column.attributes.has("total") ? total : 53);
    return sized("double", total ?? 8, places ?? 2);
  },
  double: (column, settings) => (since(settings, 11) ? "double" : fraction("double")(column, settings)),
  decimal: fraction("decimal"),
  boolean: is("tinyint(1)"),
  enum: listed("enum"),
  set: listed("set"),
  json: is("json"),
  jsonb: is("json"),
  date: is("date"),
  dateTime: timed("datetime", "", false),
  dateTimeTz: timed("datetime", "", false),
  time: timed("time", "", false),
  timeTz: timed("time", "", false),
  timestamp: timed("timestamp", "", false),
  timestampTz: timed("timestamp", "", false),
  year: is("year"),
  binary: (column) => {
    const length = size(column, "length");
    if (length === null) return "blob";
    return sized(isOn(column.attributes.get("fixed")) ? "binary" : "varbinary", length);
  },
  uuid: (_column, settings) => (settings.engine === "mariadb" && since(settings, 11) ? "uuid" : "char(36)"),
  ipAddress: is("varchar(45)"),
  macAddress: is("varchar(17)"),
  geometry: mysqlShape,
  geography: mysqlShape,
  vector: (column) => sized("vector", size(column, "dimensions")),
};

const serial =
  (counting: string, word: string): Type =>
  ({ attributes }) =>
    isOn(attributes.get("autoIncrement")) && !attributes.has("generatedAs") && !attributes.has("change")
      ? counting
      : word;

const postgresql: Record<string, Type> = {
  char: lengthOr("char"),
  string: lengthOr("varchar"),
  tinyText: is("varchar(255)"),
  text: is("text"),
  mediumText: is("text"),
  longText: is("text"),
  integer: serial("serial", "integer"),
  bigInteger: serial("bigserial", "bigint"),
  mediumInteger: serial("serial", "integer"),
  tinyInteger: serial("smallserial", "smallint"),
  smallInteger: serial("smallserial", "smallint"),
  float: (column, settings) => {
    const total = size(column, "total");
    return since(settings, 11)
      ? sized("float", column.attributes.has("total") ? total : 53)
      : "double precision";
  },
  double: is("double precision"),
  real: is("real"),
  decimal: fraction("decimal"),
  boolean: is("boolean"),
  enum: checked("varchar(255)"),
  json: is("json"),
  jsonb: is("jsonb"),
  date: is("date"),
  dateTime: timed("timestamp", " without time zone", true),
  dateTimeTz: timed("timestamp", " with time zone", true),
  time: timed("time", " without time zone", true),
  timeTz: timed("time", " with time zone", true),
  timestamp: timed("timestamp", " without time zone", true),
  timestampTz: timed("timestamp", " with time zone", true),
  year: serial("serial", "integer"),
  binary: is("bytea"),
  uuid: is("uuid"),
  ipAddress: is("inet"),
  macAddress: is("macaddr"),
  geometry: postgresqlShape("geometry"),
  geography: postgresqlShape("geography"),
  vector: (column) => sized("vector", size(column, "dimensions")),
  tsvector: is("tsvector"),
};

const sqlite: Record<string, Type> = {
  char: is("varchar"),
  string: is("varchar"),
  tinyText: is("text"),
  text: is("text"),
  mediumText: is("text"),
  longText: is("text"),
  integer: is("integer"),
  bigInteger: is("integer"),
  mediumInteger: is("integer"),
  tinyInteger: is("integer"),
  smallInteger: is("integer"),
  float: is("float"),
  double: is("double"),
  decimal: is("numeric"),
  boolean: is("tinyint(1)"),
  enum: checked("varchar"),
  json: is("text"),
  jsonb: is("text"),
  date: is("date"),
  dateTime: is("datetime"),
  dateTimeTz: is("datetime"),
  time: is("time"),
  timeTz: is("time"),
  timestamp: is("datetime"),
  timestampTz: is("datetime"),
  year: is("integer"),
  binary: is("blob"),
  uuid: is("varchar"),
  ipAddress: is("varchar"),
  macAddress: is("varchar"),
  geometry: is("geometry"),
  geography: is("geometry"),
};

const types: Record<EngineName, Record<string, Type>> = { mysql, mariadb: mysql, postgresql, sqlite };

/** The type as it stands in SQL. */
export function typeOf(column: Fluent, settings: TypeSettings): readonly Piece[] {
  if (column.type === "raw") {
    const definition = column.attributes.get("definition");
    return definition?.kind === "text" ? definition.pieces : hole("definition");
  }
  const known = types[settings.engine];
  const type = Object.hasOwn(known, column.type) ? known[column.type] : undefined;
  return literal(type?.(column, settings) ?? unknownType);
}
