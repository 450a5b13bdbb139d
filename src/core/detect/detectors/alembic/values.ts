/** What Alembic's and SQLAlchemy's objects are known to be. */

import type { Statement, TableName } from "../../../operation.ts";
import type { Piece } from "../../reading/source/text.ts";
import type { Value } from "../../reading/source/value.ts";

export interface ColumnValue {
  host: "column";
  name: Value;
  type: Value | null;
  nullable: boolean | null;
  /** Set by the client, never by the database. */
  default: Value | null;
  serverDefault: Value | null;
  primaryKey: boolean;
  unique: boolean;
  index: boolean;
  autoincrement: boolean;
  identity: boolean;
  computed: "stored" | "virtual" | null;
  reference: ReferenceValue | null;
  checks: ConstraintValue[];
  /** The table that it was taken from (`t.c.x`). */
  table: TableName | null;
}

export interface ReferenceValue {
  host: "reference";
  /** The table is null when it is not known. */
  to: (TableName & { columns: string[] }) | null;
}

export interface ConstraintValue {
  host: "constraint";
  type: "primary_key" | "unique" | "check" | "foreign_key" | "exclusion";
  name: Value | null;
  columns: string[] | null;
  references: (TableName & { columns: string[] }) | null;
  expression: Value | null;
  onDelete: string | null;
  table: TableName | null;
}

export interface IndexValue {
  host: "index";
  name: Value;
  columns: Value[];
  keywords: ReadonlyMap<string, Value>;
  table: TableName | null;
}

export interface TableValue {
  host: "table";
  /** Null when the name is not known. */
  name: TableName | null;
  columns: ColumnValue[];
  constraints: ConstraintValue[];
  indexes: IndexValue[];
  prefixes: string[];
  partitioned: boolean;
}

/** A type with its arguments; `path` is its full name. */
export interface TypeValue {
  host: "type";
  path: string;
  positional: Value[];
  keywords: ReadonlyMap<string, Value>;
  source: string;
}

/** An SQL expression. */
export interface ExpressionValue {
  host: "expression";
  /** The SQL where it is written as SQL (`sa.text`), else null. */
  sql: Piece[] | null;
  source: string;
  functions: string[];
  tables: TableName[];
  /** `sa.text` takes `:name` as a parameter. */
  text: boolean;
}

/** `update()`, `insert()` or `delete()`. */
export interface StatementValue {
  host: "statement";
  statement: Statement;
  table: TableName | null;
  columns: string[];
  where: boolean;
  rows: number | null;
  sources: TableName[];
  onConflict: "update" | "nothing" | null;
  source: string;
}

/** A view, function or trigger of alembic_utils. */
export interface EntityValue {
  host: "entity";
  word: string;
  schema: string | null;
  signature: string | null;
  definition: Piece[] | null;
  on: string | null;
}

export type Alembic =
  | { host: "table_reference"; column: { schema: string | null; table: string; column: string } | null }
  | EntityValue
  | { host: "op" }
  | { host: "batch"; table: TableName | null }
  | { host: "context" }
  | { host: "autocommit" }
  | { host: "connection"; autocommit: boolean }
  | { host: "dialect" }
  | { host: "inspector" }
  | { host: "session" }
  | { host: "base" }
  | { host: "metadata"; tables: TableValue[]; schema: string | null; models: boolean }
  | { host: "columns"; table: TableValue }
  | { host: "select"; tables: TableName[]; functions: string[] }
  | { host: "query"; tables: TableName[]; known: boolean; where: boolean }
  | { host: "row"; tables: TableName[]; vague: true }
  | { host: "ddl"; action: string; object: Value | null; name: string | null }
  | { host: "identity" }
  | { host: "computed"; persisted: boolean }
  | { host: "sequence"; name: string | null; schema: string | null }
  | TableValue
  | ColumnValue
  | ReferenceValue
  | ConstraintValue
  | IndexValue
  | TypeValue
  | ExpressionValue
  | StatementValue;

/** The framework's half of a value; null when it is plain Python. */
export function hosted(value: Value | null | undefined): Alembic | null {
  return value?.kind === "host" ? (value.value as Alembic) : null;
}

export function host(value: Alembic): Value {
  return { kind: "host", value };
}

/** `schema.table` or `table`, split. */
export function splitName(name: string, schema: string | null = null): TableName {
  const dot = name.indexOf(".");
  if (dot === -1) return { schema, table: name };
  return { schema: name.slice(0, dot), table: name.slice(dot + 1) };
}

/** All tables, each once. */
export function distinct(tables: readonly TableName[]): TableName[] {
  const seen = new Map(tables.map((table) => [JSON.stringify([table.schema, table.table]), table]));
  return [...seen.values()];
}
