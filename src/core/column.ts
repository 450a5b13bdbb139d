/** Columns and constraints, as migrations declare them. */

/** A name as written, without quotes; `schema` is null when the migration does not say it. */
export interface TableName {
  schema: string | null;
  table: string;
}

/** A default as far as the text says it. What a function does (constant, stable, volatile) is an engine's fact, not the reader's. */
export interface DefaultValue {
  /** The source text, white space folded. */
  text: string;
  /** `literal`: a constant; `expression`: anything else that was read; `client`: set by the ORM, the database never sees it. */
  kind: "literal" | "expression" | "client";
  /** Lower-case names of the functions that it calls, `current_timestamp` and the like among them. */
  functions: string[];
}

/** A column as a migration declares it. `null` always means "the text does not say". */
export interface Column {
  name: string;
  /** Canonical lower-case SQL (`varchar(255)`, `timestamp with time zone`, `numeric(10,2)`, `integer`, `text[]`), null when unknown. */
  type: string | null;
  nullable: boolean | null;
  default: DefaultValue | null;
  identity: boolean;
  generated: "stored" | "virtual" | null;
  primaryKey: boolean;
  unique: boolean;
  /** The source text of an inline CHECK. */
  check: string | null;
  references: (TableName & { columns: string[] }) | null;
  collation: string | null;
}

/** A table constraint inside CREATE TABLE, or one that an operation adds. */
export interface Constraint {
  name: string | null;
  type: "primary_key" | "unique" | "check" | "foreign_key" | "exclusion" | "not_null";
  columns: string[];
  references: (TableName & { columns: string[] }) | null;
  expression: string | null;
}
