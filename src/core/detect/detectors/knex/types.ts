/** The types of Knex's table builder, and what each engine is told. */

import { getItem, stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import { unknownType } from "../../reading/source/send.ts";
import { plain } from "../../reading/source/text.ts";
import { quoted, sql, text, wrapped, type Sql } from "./spell.ts";
import { hosted, type ColumnValue, type Knex } from "./values.ts";

const ALIASES: Record<string, string> = {
  float: "floating",
  enum: "enu",
  boolean: "bool",
  string: "varchar",
  bigint: "bigint",
  int: "integer",
  biginteger: "bigint",
  "date time": "datetime",
};

const TYPES = new Set(
  (
    "tinyint smallint mediumint int bigint decimal float double real bit boolean serial date datetime timestamp time year " +
    "geometry geography point char varchar tinytext text mediumtext longtext binary varbinary tinyblob mediumblob blob " +
    "longblob enum set bool increments bigincrements integer biginteger string json jsonb uuid enu specifictype"
  ).split(" "),
);

const SPELLED =
  /^(?:[a-z]+|tinyText|mediumText|longText|tinyBlob|mediumBlob|longBlob|dateTime|bigIncrements|bigInteger|specificType)$/u;

export function isColumnType(name: string): boolean {
  return SPELLED.test(name) && TYPES.has(name.toLowerCase());
}

/** Knex's own name of a type. */
export function typeNamed(name: string): string {
  const lower = name.toLowerCase();
  return ALIASES[lower] ?? lower;
}

export function countsUp({ type }: ColumnValue): boolean {
  return type.includes("increments");
}

const num = (value: Value | undefined, other: number): number => {
  if (value?.kind === "number") return value.value;
  const written = Number(stringOf(value) ?? "x");
  return Number.isNaN(written) ? other : written;
};

/** The type as SQL; `keyed`: an `increments` column may be the primary key. */
export function columnType(knex: Knex, column: ColumnValue, keyed: boolean): Sql {
  const { dialect } = knex.reader;
  if (column.type === "specifictype") return specific(column.args[1]);
  if (column.type === "enu") return enumeration(knex, column);
  const key = keyed && primaryKeyOf(column.args[column.type === "uuid" ? 1 : 1], column.type !== "uuid");
  const made =
    dialect === "sqlite"
      ? sqlite(column)
      : dialect === "postgresql"
        ? postgresql(column, key)
        : mysql(column, key);
  return sql(made);
}

function primaryKeyOf(options: Value | undefined, other: boolean): boolean {
  if (options?.kind !== "dict") return other;
  return truthOf(getItem(options, "primaryKey") ?? { kind: "none" }) === true;
}

function specific(type: Value | undefined): Sql {
  const raw = hosted(type);
  const written = raw?.host === "raw" ? raw.pieces : type?.kind === "text" ? type.pieces : [];
  const known = plain(written);
  return sql(known === null || known.trim() === "" ? unknownType : known);
}

function enumeration(knex: Knex, column: ColumnValue): Sql {
  const [, allowed, options] = column.args;
  const values = (allowed?.kind === "list" ? allowed.items : []).map((item) =>
    item.kind === "number" ? String(item.value) : stringOf(item),
  );
  const known = allowed?.kind === "list" && !allowed.open && values.every((value) => value !== null);
  const listed = values.map((value) => text(value ?? "")).join(", ");
  if (knex.reader.dialect === "mysql" || knex.reader.dialect === "mariadb")
    return sql(known ? `enum(${listed})` : unknownType);
  const native =
    options?.kind === "dict" && truthOf(getItem(options, "useNative") ?? { kind: "none" }) === true;
  if (native && knex.reader.dialect === "postgresql") {
    const name = nativeName(knex, column);
    return sql(name ?? unknownType);
  }
  return sql(
    known && column.name !== null ? `text check (${quoted(knex, column.name)} in (${listed}))` : "text",
  );
}

/** The type that `useNative` makes or takes, null when it is not known. */
export function nativeName(knex: Knex, column: ColumnValue): string | null {
  const options = column.args[2];
  if (options?.kind !== "dict") return null;
  const name = stringOf(getItem(options, "enumName"));
  const schema = stringOf(getItem(options, "schemaName")) ?? column.table.schema;
  return name === null ? null : wrapped(knex, name, schema);
}

const POSTGRESQL: Record<string, string> = {
  tinyint: "smallint",
  mediumint: "integer",
  bool: "boolean",
  double: "double precision",
  floating: "real",
  binary: "bytea",
  serial: "serial",
  tinytext: "text",
  mediumtext: "text",
  longtext: "text",
  year: "integer",
};

function postgresql({ type, args }: ColumnValue, key: boolean): string {
  const [, first, second] = args;
  const primary = key ? " primary key" : "";
  switch (type) {
    case "increments":
      return `serial${primary}`;
    case "bigincrements":
      return `bigserial${primary}`;
    case "uuid":
      return `uuid${primary}`;
    case "bit":
      return first?.kind === "number" ? `bit(${first.value})` : "bit";
    case "datetime":
    case "timestamp":
      return timestamp(first, second);
    case "decimal":
      return first?.kind === "none" ? "decimal" : decimal(first, second);
    case "varchar":
    case "char":
      return `${type}(${num(first, 255)})`;
    default:
      return POSTGRESQL[type] ?? type;
  }
}

function decimal(precision: Value | undefined, scale: Value | undefined): string {
  return `decimal(${num(precision, 8)}, ${num(scale, 2)})`;
}

function timestamp(first: Value | undefined, second: Value | undefined): string {
  const options = first?.kind === "dict" ? first : null;
  const without =
    options === null ? truthOf(first ?? { kind: "none" }) === true : isFalse(getItem(options, "useTz"));
  const precision = options === null ? second : getItem(options, "precision");
  const digits = precision?.kind === "number" ? `(${precision.value})` : "";
  return `${without ? "timestamp" : "timestamptz"}${digits}`;
}

function isFalse(value: Value | null): boolean {
  return value?.kind === "bool" && !value.value;
}

const MYSQL: Record<string, string> = {
  bool: "boolean",
  serial: "serial",
  real: "real",
  uuid: "char(36)",
  jsonb: "json",
};

function mysql({ type, args }: ColumnValue, key: boolean): string {
  const [, first, second] = args;
  const counter = `unsigned not null${key ? " auto_increment primary key" : ""}`;
  const digits = precisionOf(first);
  switch (type) {
    case "increments":
      return `int ${counter}`;
    case "bigincrements":
      return `bigint ${counter}`;
    case "integer":
    case "tinyint": {
      const name = type === "integer" ? "int" : "tinyint";
      return first?.kind === "number" ? `${name}(${first.value})` : name;
    }
    case "text": {
      const size = stringOf(first) ?? "";
      return /^(?:medium|long)(?:text)?$/u.test(size) ? `${size.replace(/text$/u, "")}text` : "text";
    }
    case "datetime":
    case "timestamp":
    case "time":
      return digits === null ? type : `${type}(${digits})`;
    case "bit":
      return first?.kind === "number" ? `bit(${first.value})` : "bit";
    case "binary":
      return first?.kind === "number" ? `varbinary(${first.value})` : "blob";
    case "double":
      return first === undefined || first.kind === "none"
        ? "double"
        : `double(${num(first, 8)}, ${num(second, 2)})`;
    case "floating":
      return `float(${num(first, 8)}, ${num(second, 2)})`;
    case "decimal":
      return decimal(first, second);
    case "varchar":
    case "char":
    case "varbinary":
      return `${type}(${num(first, 255)})`;
    case "uuid":
      return first?.kind === "dict" && truthOf(getItem(first, "useBinaryUuid") ?? { kind: "none" }) === true
        ? "binary(16)"
        : "char(36)";
    default:
      return MYSQL[type] ?? type;
  }
}

function precisionOf(value: Value | undefined): number | null {
  const given = value?.kind === "dict" ? getItem(value, "precision") : value;
  return given?.kind === "number" ? given.value : null;
}

const SQLITE: Record<string, string> = {
  increments: "integer not null primary key autoincrement",
  bigincrements: "integer not null primary key autoincrement",
  jsonb: "json",
  double: "float",
  decimal: "float",
  floating: "float",
  timestamp: "datetime",
  bool: "boolean",
  binary: "blob",
  bit: "text",
  uuid: "char(36)",
  smallint: "integer",
  mediumint: "integer",
};

function sqlite({ type, args }: ColumnValue): string {
  if (type === "varchar" || type === "char") return `${type}(${num(args[1], 255)})`;
  return SQLITE[type] ?? type;
}
