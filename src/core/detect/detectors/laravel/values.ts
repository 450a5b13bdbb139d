/** What Laravel's objects are while a migration is read. */

import type { TableName } from "../../../operation.ts";
import type { Standing } from "../../reading/source/send.ts";
import type { Piece } from "../../reading/source/text.ts";
import { type HostValue, type Value } from "../../reading/source/value.ts";

/** A column, an index or another command of a Blueprint, with all that the calls behind it said. */
export interface Fluent {
  /** `add` for a column, else Laravel's own name of the command: `dropColumn`, `foreign`. */
  name: string;
  /** A column's name; null where it is not known. */
  column: string | null;
  /** Laravel's name of a column's type: `bigInteger`. */
  type: string;
  columns: readonly Part[];
  /** The name of an index or a constraint. */
  index: string | null;
  attributes: Map<string, Value>;
  at: Standing;
}

/** A column of an index: its name, or an expression of SQL. */
export type Part = string | { pieces: readonly Piece[] };

export interface Blueprint {
  table: string;
  creating: boolean;
  /** Columns and commands in the order in which they were called. */
  commands: Fluent[];
  /** `engine`, `charset`, `collation`, `temporary`. */
  options: Map<string, Value>;
  /** What `after('x', fn)` puts the next column behind. */
  after: string | null;
  at: Standing;
}

/** Where a query or a connection goes. */
export interface Query {
  /** Null: the table is not known. */
  table: TableName | null;
  /** Whether it is surely that table: of a model whose source is not to be had it is only what the convention says. */
  sure: boolean;
  where: boolean;
  sources: readonly TableName[];
  /** The rows are a model's. */
  model: string | null;
  /** Rows are marked as deleted, not deleted. */
  softDeletes: boolean;
}

export type Laravel =
  | { readonly host: "schema"; readonly vague?: boolean; connection: string | null }
  | { readonly host: "blueprint"; readonly vague?: boolean; blueprint: Blueprint }
  | { readonly host: "fluent"; readonly vague?: boolean; blueprint: Blueprint; fluent: Fluent }
  | { readonly host: "connection"; readonly vague?: boolean; connection: string | null }
  | { readonly host: "pdo"; readonly vague?: boolean; connection: string | null }
  | { readonly host: "expression"; readonly vague?: boolean; pieces: readonly Piece[] }
  | ({ readonly host: "query"; readonly vague?: boolean } & Query)
  | { readonly host: "row"; readonly vague: true; query: Query }
  | { readonly host: "collection"; readonly vague?: boolean; value: Value }
  /** Something that only gives answers: the schema manager, the console's output. */
  | { readonly host: "harmless"; readonly vague?: boolean }
  /** `env('X', 'y')` in a file of settings. */
  | { readonly host: "env"; readonly vague: true; fallback: Value };

export function host(value: Laravel): Value {
  return { kind: "host", value };
}

/** The Laravel object behind a value, null when it is none. */
export function hosted(value: Value | undefined | null): Laravel | null {
  return value?.kind === "host" ? (value.value as HostValue & Laravel) : null;
}

/** A row, or a list of rows, whose values are not known. */
export function rowOf(query: Query): Value {
  return host({ host: "row", vague: true, query });
}

/** `schema.table`, or the table alone, without an alias. */
export function tableName(written: string): TableName {
  const name = written.trim().split(/\s+as\s+/iu)[0] ?? written;
  const dot = name.lastIndexOf(".");
  return dot === -1
    ? { schema: null, table: name }
    : { schema: name.slice(0, dot), table: name.slice(dot + 1) };
}
