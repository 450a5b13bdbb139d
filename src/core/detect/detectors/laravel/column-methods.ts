/** The methods of a Blueprint that make columns, and the type and the attributes that each gives them. */

import { bool, NONE, number, text, type Arguments, type Value } from "../../reading/source/value.ts";
import { given, nameOf } from "./given.ts";

/** What one call declares; `name` null: it is not known. */
export interface Declared {
  type: string;
  name: string | null;
  attributes: Record<string, Value | undefined>;
}

interface Method {
  type: string;
  /** The name of the column where none is given. */
  fallback?: string;
  /** Names of the parameters behind the column's. */
  parameters?: readonly string[];
  /** What they are where they are not given. */
  defaults?: Readonly<Record<string, Value>>;
  fixed?: Readonly<Record<string, Value>>;
}

const YES = bool(true);
const integers: Record<string, string> = {
  integer: "integer",
  tinyInteger: "tinyInteger",
  smallInteger: "smallInteger",
  mediumInteger: "mediumInteger",
  bigInteger: "bigInteger",
};

const methods: Record<string, Method> = {
  id: { type: "bigInteger", fallback: "id", fixed: { autoIncrement: YES, unsigned: YES } },
  char: { type: "char", parameters: ["length"] },
  string: { type: "string", parameters: ["length"] },
  tinyText: { type: "tinyText" },
  text: { type: "text" },
  mediumText: { type: "mediumText" },
  longText: { type: "longText" },
  foreignId: { type: "bigInteger", fixed: { unsigned: YES, foreignId: YES } },
  foreignUuid: { type: "uuid", fixed: { foreignId: YES } },
  foreignUlid: {
    type: "char",
    parameters: ["length"],
    defaults: { length: number(26) },
    fixed: { foreignId: YES },
  },
  float: { type: "float", parameters: ["total", "places", "unsigned"] },
  double: { type: "double", parameters: ["total", "places", "unsigned"] },
  decimal: {
    type: "decimal",
    parameters: ["total", "places", "unsigned"],
    defaults: { total: number(8), places: number(2) },
  },
  unsignedFloat: { type: "float", parameters: ["total", "places"], fixed: { unsigned: YES } },
  unsignedDouble: { type: "double", parameters: ["total", "places"], fixed: { unsigned: YES } },
  unsignedDecimal: {
    type: "decimal",
    parameters: ["total", "places"],
    defaults: { total: number(8), places: number(2) },
    fixed: { unsigned: YES },
  },
  boolean: { type: "boolean" },
  enum: { type: "enum", parameters: ["allowed"] },
  set: { type: "set", parameters: ["allowed"] },
  json: { type: "json" },
  jsonb: { type: "jsonb" },
  date: { type: "date" },
  dateTime: { type: "dateTime", parameters: ["precision"] },
  dateTimeTz: { type: "dateTimeTz", parameters: ["precision"] },
  time: { type: "time", parameters: ["precision"] },
  timeTz: { type: "timeTz", parameters: ["precision"] },
  timestamp: { type: "timestamp", parameters: ["precision"] },
  timestampTz: { type: "timestampTz", parameters: ["precision"] },
  year: { type: "year" },
  binary: { type: "binary", parameters: ["length", "fixed"] },
  uuid: { type: "uuid", fallback: "uuid" },
  ulid: { type: "char", fallback: "ulid", parameters: ["length"], defaults: { length: number(26) } },
  ipAddress: { type: "ipAddress", fallback: "ip_address" },
  macAddress: { type: "macAddress", fallback: "mac_address" },
  geometry: { type: "geometry", parameters: ["subtype", "srid"] },
  geography: { type: "geography", parameters: ["subtype", "srid"], defaults: { srid: number(4326) } },
  computed: { type: "computed", parameters: ["expression"] },
  vector: { type: "vector", parameters: ["dimensions"] },
  tsvector: { type: "tsvector" },
  rawColumn: { type: "raw", parameters: ["definition"] },
  rememberToken: {
    type: "string",
    fallback: "remember_token",
    fixed: { length: number(100), nullable: YES },
  },
  softDeletes: {
    type: "timestamp",
    fallback: "deleted_at",
    parameters: ["precision"],
    fixed: { nullable: YES },
  },
  softDeletesTz: {
    type: "timestampTz",
    fallback: "deleted_at",
    parameters: ["precision"],
    fixed: { nullable: YES },
  },
  softDeletesDatetime: {
    type: "dateTime",
    fallback: "deleted_at",
    parameters: ["precision"],
    fixed: { nullable: YES },
  },
};

for (const [name, type] of Object.entries(integers)) {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const size = name.replace("Integer", "");
  methods[name] = { type, parameters: ["autoIncrement", "unsigned"] };
  methods[`unsigned${capital}`] = { type, parameters: ["autoIncrement"], fixed: { unsigned: YES } };
  methods[size === "integer" ? "increments" : `${size}Increments`] = {
    type,
    fixed: { autoIncrement: YES, unsigned: YES },
  };
}
methods["integerIncrements"] = methods["increments"] as Method;

for (const shape of [
  "point",
  "lineString",
  "polygon",
  "geometryCollection",
  "multiPoint",
  "multiLineString",
  "multiPolygon",
  "multiPolygonZ",
]) {
  methods[shape] = {
    type: "geometry",
    parameters: ["srid"],
    fixed: { subtype: text(shape.toLowerCase()), old: YES },
  };
}

/** PHP does not care how a method's name is written. */
const byName = new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]));

/** The column of a call, null when the method makes none, or several. */
export function declaredColumn(method: string, args: Arguments): Declared | null {
  if (method.toLowerCase() === "addcolumn") return genericColumn(args);
  const known = byName.get(method.toLowerCase());
  if (known === undefined) return null;
  const given0 = known.fallback === "remember_token" ? undefined : given(args, 0, "column");
  const name = given0 === undefined && known.fallback !== undefined ? known.fallback : nameOf(given0);
  const attributes: Declared["attributes"] = { ...known.defaults };
  for (const [at, parameter] of (known.parameters ?? []).entries()) {
    const value = given(args, at + 1, parameter);
    if (value !== undefined) attributes[parameter] = value;
  }
  return { type: known.type, name, attributes: { ...attributes, ...known.fixed } };
}

/** `addColumn('string', 'name', ['length' => 5])`. */
function genericColumn(args: Arguments): Declared {
  const parameters = given(args, 2, "parameters");
  const attributes: Declared["attributes"] = {};
  if (parameters?.kind === "dict")
    for (const { key, value } of parameters.entries.values()) attributes[nameOf(key) ?? ""] = value;
  return {
    type: nameOf(given(args, 0, "type")) ?? "unknown",
    name: nameOf(given(args, 1, "name")),
    attributes,
  };
}

/** `timestamps()` and its kin: two columns that can be null. */
export function timestampColumns(method: string, args: Arguments): Declared[] | null {
  const types: Record<string, string> = {
    timestamps: "timestamp",
    nullabletimestamps: "timestamp",
    timestampstz: "timestampTz",
    nullabletimestampstz: "timestampTz",
    datetimes: "dateTime",
  };
  const type = types[method.toLowerCase()];
  if (type === undefined) return null;
  const precision = given(args, 0, "precision");
  return ["created_at", "updated_at"].map((name) => ({
    type,
    name,
    attributes: { precision, nullable: YES },
  }));
}

/** `morphs('x')` and its kin: a type, an id, and an index over both. */
export function morphColumns(method: string, args: Arguments, fallback: MorphKey): Declared[] | null {
  const match = /^(nullable)?(numeric|uuid|ulid)?morphs$/iu.exec(method);
  if (match === null) return null;
  const name = nameOf(given(args, 0, "name"));
  const key = (match[2]?.toLowerCase() ?? fallback) as MorphKey | "numeric";
  const after = given(args, 2, "after");
  const nullable = match[1] === undefined ? {} : { nullable: YES };
  const type = name === null ? null : `${name}_type`;
  const behind = after === undefined || after.kind === "none" || type === null ? {} : { after: text(type) };
  const id =
    key === "uuid"
      ? { type: "uuid", attributes: {} }
      : key === "ulid"
        ? { type: "char", attributes: { length: number(26) } }
        : { type: "bigInteger", attributes: { unsigned: YES } };
  return [
    { type: "string", name: type, attributes: { ...nullable, after: after ?? NONE } },
    {
      type: id.type,
      name: name === null ? null : `${name}_id`,
      attributes: { ...id.attributes, ...nullable, ...behind },
    },
  ];
}

export type MorphKey = "int" | "uuid" | "ulid";
