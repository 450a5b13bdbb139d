/** SQLAlchemy's types as the SQL that it compiles them to for PostgreSQL. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import { derives, memberOf } from "../../reading/source/classes.ts";
import { enumMembers } from "../../reading/python/function.ts";
import { getItem, stringOf, stringsOf, type Value } from "../../reading/source/value.ts";
import { hosted, host, type TypeValue } from "./values.ts";

const FIXED: Record<string, string> = {
  SmallInteger: "smallint",
  SMALLINT: "smallint",
  Integer: "integer",
  INTEGER: "integer",
  INT: "integer",
  MEDIUMINT: "integer",
  BigInteger: "bigint",
  BIGINT: "bigint",
  TINYINT: "smallint",
  Text: "text",
  TEXT: "text",
  UnicodeText: "text",
  LONGTEXT: "text",
  MEDIUMTEXT: "text",
  TINYTEXT: "text",
  CLOB: "text",
  CITEXT: "citext",
  Boolean: "boolean",
  BOOLEAN: "boolean",
  Date: "date",
  DATE: "date",
  LargeBinary: "bytea",
  BLOB: "bytea",
  BYTEA: "bytea",
  LONGBLOB: "bytea",
  MEDIUMBLOB: "bytea",
  Binary: "bytea",
  PickleType: "bytea",
  JSON: "json",
  JSONType: "json",
  JSONB: "jsonb",
  UUID: "uuid",
  Uuid: "uuid",
  UUIDType: "uuid",
  GUID: "uuid",
  INET: "inet",
  CIDR: "cidr",
  MACADDR: "macaddr",
  MACADDR8: "macaddr8",
  MONEY: "money",
  OID: "oid",
  REGCLASS: "regclass",
  TSVECTOR: "tsvector",
  TSVectorType: "tsvector",
  TSQUERY: "tsquery",
  HSTORE: "hstore",
  INT4RANGE: "int4range",
  INT8RANGE: "int8range",
  NUMRANGE: "numrange",
  DATERANGE: "daterange",
  TSRANGE: "tsrange",
  TSTZRANGE: "tstzrange",
  REAL: "real",
  Double: "double precision",
  DOUBLE: "double precision",
  DOUBLE_PRECISION: "double precision",
  Interval: "interval",
  INTERVAL: "interval",
  LtreeType: "ltree",
  LTREE: "ltree",
};

const SIZED: Record<string, string> = {
  String: "varchar",
  Unicode: "varchar",
  VARCHAR: "varchar",
  NVARCHAR: "varchar",
  AutoString: "varchar",
  CHAR: "char",
  NCHAR: "char",
  BIT: "bit",
  Vector: "vector",
  VECTOR: "vector",
  HALFVEC: "halfvec",
  VARBINARY: "bytea",
  BINARY: "bytea",
};

const TIMES: Record<string, string> = {
  DateTime: "timestamp",
  DATETIME: "timestamp",
  TIMESTAMP: "timestamp",
  Time: "time",
  TIME: "time",
  TIMESTAMPTZ: "timestamp with time zone",
  UtcDateTime: "timestamp with time zone",
  UTCDateTime: "timestamp with time zone",
  TZDateTime: "timestamp with time zone",
};

const OTHERS = new Set([
  "Numeric",
  "NUMERIC",
  "DECIMAL",
  "Float",
  "FLOAT",
  "Enum",
  "ENUM",
  "ARRAY",
  "Variant",
]);
const NO_TYPES = new Set(["BIT"]);

/** Is this the last name of a type? */
export function isTypeName(name: string): boolean {
  return [FIXED, SIZED, TIMES].some((table) => Object.hasOwn(table, name)) || OTHERS.has(name);
}

/** The type that a value stands for, null when it is none that is known. */
export function typeOf(value: Value | null | undefined): TypeValue | null {
  const known = hosted(value);
  if (known?.host === "type") return known;
  if (value?.kind === "symbol" && isTypeName(lastName(value.path))) {
    return { host: "type", path: value.path, positional: [], keywords: new Map(), source: value.path };
  }
  if (value?.kind === "class" && derives(value, /(?:TypeDecorator|UserDefinedType|TypeEngine)$/u)) {
    return typeOf(memberOf(value, "impl"));
  }
  if (value?.kind === "class")
    return value.bases.map((base) => typeOf(base)).find((type) => type !== null) ?? null;
  return value?.kind === "instance" ? typeOf(value.class) : null;
}

export function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The canonical SQL of a type, null when it is not known. */
export function typeText(value: Value | null | undefined): string | null {
  const type = typeOf(value);
  if (type === null) return null;
  const name = lastName(type.path);
  const [first, second] = type.positional;
  if (Object.hasOwn(FIXED, name)) return FIXED[name] ?? null;
  if (Object.hasOwn(SIZED, name) && !NO_TYPES.has(name)) {
    const length = type.keywords.get("length") ?? type.keywords.get("dim") ?? first;
    const base = SIZED[name] ?? "";
    if (base === "bytea") return base;
    if (length?.kind === "number") return `${base}(${length.value})`;
    return length === undefined || length.kind === "none" || length.kind === "text" ? base : null;
  }
  if (name === "BIT") return first?.kind === "number" ? `bit(${first.value})` : "bit";
  if (Object.hasOwn(TIMES, name)) return timeText(type, TIMES[name] ?? "");
  if (name === "Numeric" || name === "NUMERIC" || name === "DECIMAL") {
    const precision = type.keywords.get("precision") ?? first;
    const scale = type.keywords.get("scale") ?? second;
    if (precision?.kind !== "number") return "numeric";
    return scale?.kind === "number"
      ? `numeric(${precision.value},${scale.value})`
      : `numeric(${precision.value})`;
  }
  if (name === "Float" || name === "FLOAT") {
    const precision = type.keywords.get("precision") ?? first;
    return precision?.kind === "number" && precision.value <= 24 ? "real" : "double precision";
  }
  if (name === "ARRAY") {
    const item = typeText(first ?? type.keywords.get("item_type"));
    const dimensions = type.keywords.get("dimensions");
    const brackets = dimensions?.kind === "number" ? Math.min(Math.max(dimensions.value, 1), 6) : 1;
    return item === null ? null : item + "[]".repeat(brackets);
  }
  if (name === "Variant") return typeText(first);
  return enumText(type);
}

function timeText(type: TypeValue, base: string): string {
  const zone = type.keywords.get("timezone") ?? type.positional[0];
  const precision = type.keywords.get("precision") ?? type.positional[1];
  const size = precision?.kind === "number" ? `(${precision.value})` : "";
  if (base.endsWith("zone")) return base;
  return zone?.kind === "bool" && zone.value ? `${base}${size} with time zone` : `${base}${size}`;
}

/** An enumeration that is a type of the database: its name and values. */
export interface EnumType {
  /** Null when the name is not known. */
  name: string | null;
  schema: string | null;
  values: string[];
  /** The column's table makes it, and nothing says otherwise. */
  created: boolean;
}

/** The database type of an Enum, null when the value is none (or only a VARCHAR). */
export function enumOf(value: Value | null | undefined): EnumType | null {
  const type = typeOf(value);
  if (type === null) return null;
  const name = lastName(type.path);
  if (name === "ARRAY") return enumOf(type.positional[0] ?? type.keywords.get("item_type"));
  if (name !== "Enum" && name !== "ENUM") return null;
  const native = type.keywords.get("native_enum");
  if (native?.kind === "bool" && !native.value) return null;
  const [first] = type.positional;
  const members = first === undefined ? [] : enumMembers(first);
  const written = type.keywords.get("name");
  const made = type.keywords.get("create_type");
  const called = first?.kind === "class" ? first.name.toLowerCase() : null;
  return {
    name: written === undefined ? called : stringOf(written),
    schema: stringOf(type.keywords.get("schema")),
    values:
      members.length > 0
        ? members.map((member) => member.name)
        : type.positional.map(stringOf).filter((item) => item !== null),
    created: !(made?.kind === "bool" && !made.value),
  };
}

function enumText(type: TypeValue): string | null {
  const value = host(type);
  const native = enumOf(value);
  if (native !== null) {
    if (native.name === null) return null;
    return native.schema === null ? native.name : `${native.schema}.${native.name}`;
  }
  const length = type.keywords.get("length");
  if (length?.kind === "number") return `varchar(${length.value})`;
  const [first] = type.positional;
  const members = first === undefined ? [] : enumMembers(first).map((member) => member.name);
  const values = members.length > 0 ? members : type.positional.map(stringOf);
  if (values.length === 0 || values.includes(null)) return "varchar";
  return `varchar(${Math.max(...values.map((item) => item?.length ?? 0))})`;
}

/** `type.with_variant(other, "postgresql")`. */
export function withVariant(self: TypeValue, positional: readonly Value[], own: string): Value {
  const [other, ...dialects] = positional;
  const forUs = dialects.some((dialect) => stringOf(dialect) === own);
  return forUs && other !== undefined ? other : host(self);
}

/** `Variant(type, {"postgresql": other})` of SQLAlchemy 1.x. */
export function oldVariant(positional: readonly Value[]): Value | null {
  const [base, variants] = positional;
  if (variants?.kind === "dict") return getItem(variants, "postgresql") ?? base ?? null;
  return base ?? null;
}

/** The names in a list argument, each a string or a column. */
export function columnNames(run: Interpreter, value: Value | null | undefined): string[] | null {
  if (value === null || value === undefined) return null;
  const strings = stringsOf(value);
  if (strings !== null) return strings;
  const single = stringOf(value);
  if (single !== null) return [single];
  if (value.kind !== "list" && hosted(value)?.host !== "column") return null;
  const { items, open } = value.kind === "list" ? run.iterate(value) : { items: [value], open: false };
  if (open) return null;
  const names = items.map((item) => {
    const column = hosted(item);
    return column?.host === "column" ? stringOf(column.name) : stringOf(item);
  });
  return names.every((name) => name !== null) ? names : null;
}
