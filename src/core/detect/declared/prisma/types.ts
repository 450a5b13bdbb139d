/** The types of columns that Prisma makes of its own types, by database. */

import type { Attribute, Value } from "./attributes.ts";

export type Provider = "postgresql" | "mysql" | "sqlite" | "other";

const usual: Readonly<Record<string, Readonly<Record<Provider, string>>>> = {
  String: { postgresql: "text", mysql: "varchar(191)", sqlite: "TEXT", other: "string" },
  Boolean: { postgresql: "boolean", mysql: "tinyint(1)", sqlite: "BOOLEAN", other: "boolean" },
  Int: { postgresql: "integer", mysql: "int", sqlite: "INTEGER", other: "int" },
  BigInt: { postgresql: "bigint", mysql: "bigint", sqlite: "BIGINT", other: "bigint" },
  Float: { postgresql: "double precision", mysql: "double", sqlite: "REAL", other: "float" },
  Decimal: {
    postgresql: "numeric(65,30)",
    mysql: "decimal(65,30)",
    sqlite: "DECIMAL",
    other: "decimal",
  },
  DateTime: { postgresql: "timestamp(3)", mysql: "datetime(3)", sqlite: "DATETIME", other: "datetime" },
  Json: { postgresql: "jsonb", mysql: "json", sqlite: "JSONB", other: "json" },
  Bytes: { postgresql: "bytea", mysql: "longblob", sqlite: "BLOB", other: "bytes" },
};

/** `@db.Timestamptz(6)` and the others whose name alone is no type of the database. */
const native: Readonly<Record<string, { name: string; behind?: string }>> = {
  decimal: { name: "numeric" },
  timestamptz: { name: "timestamp", behind: " with time zone" },
  timetz: { name: "time", behind: " with time zone" },
  doubleprecision: { name: "double precision" },
  varbit: { name: "bit varying" },
  unsignedint: { name: "int", behind: " unsigned" },
  unsignedbigint: { name: "bigint", behind: " unsigned" },
  unsignedsmallint: { name: "smallint", behind: " unsigned" },
  unsignedtinyint: { name: "tinyint", behind: " unsigned" },
  unsignedmediumint: { name: "mediumint", behind: " unsigned" },
};

export function isScalar(type: string): boolean {
  return Object.hasOwn(usual, type);
}

/** The type of a column of one of Prisma's own types. */
export function scalarType(type: string, provider: Provider, attribute: Attribute | undefined): string {
  if (attribute === undefined) return usual[type]?.[provider] ?? type.toLowerCase();
  const word = attribute.name.slice("db.".length).toLowerCase();
  const sizes = attribute.args.map(({ value }) => sizeOf(value)).join(",");
  const own = Object.hasOwn(native, word) && !(word === "decimal" && provider === "mysql");
  const { name, behind = "" } = own ? (native[word] ?? { name: word }) : { name: word };
  return `${name}${sizes === "" ? "" : `(${sizes})`}${behind}`;
}

function sizeOf(value: Value): string {
  return "text" in value ? value.text : "";
}

/** What counts up has a type of its own in PostgreSQL. */
export function countingType(type: string, provider: Provider): string {
  if (provider !== "postgresql") return type;
  return { smallint: "smallserial", integer: "serial", bigint: "bigserial" }[type] ?? type;
}

export function providerOf(word: string | undefined): Provider {
  if (word === undefined || word === "postgresql" || word === "postgres" || word === "cockroachdb")
    return "postgresql";
  return word === "mysql" || word === "sqlite" ? word : "other";
}
