/** What Knex's builders are to the evaluator. */

import type { ReadOperation } from "../../../operation.ts";
import type { Sender, Standing } from "../../reading/source/send.ts";
import type { Piece } from "../../reading/source/text.ts";
import type { HostValue, Value } from "../../reading/source/value.ts";

/** One migration while it is read. */
export interface Knex extends Sender {
  /** Operations of raw statements that may still turn out to be values of others. */
  readonly raws: Map<RawValue, Noted>;
}

/** What a call noted when it was read. */
export interface Noted {
  operations: readonly ReadOperation[];
  unread: readonly object[];
}

/** `knex`, `trx`. */
export interface ConnectionValue extends HostValue {
  host: "connection";
  schema: string | null;
}

/** `knex.client`, and what it says of the engine. */
export interface ClientValue extends HostValue {
  host: "client";
}

export interface SchemaValue extends HostValue {
  host: "schema";
  schema: string | null;
}

export interface RawValue extends HostValue {
  host: "raw";
  pieces: Piece[];
}

export interface FunctionsValue extends HostValue {
  host: "functions";
}

export interface QueryValue extends HostValue {
  host: "query";
  vague: true;
  schema: string | null;
  /** Null: not said yet; undefined: not known. */
  table: string | null | undefined;
  sources: string[];
  statement: "insert" | "update" | "delete" | null;
  columns: string[];
  where: boolean;
  rows: number | null;
  onConflict: "update" | "nothing" | null;
  made: ReadOperation<"change_data"> | null;
}

/** A row of a query, and what is in it. */
export interface RowValue extends HostValue {
  host: "row";
  vague: true;
}

export interface TableValue extends HostValue {
  host: "table";
  method: "create" | "createIfNot" | "createLike" | "alter";
  schema: string | null;
  name: string;
  like: string | null;
  at: Standing;
  items: Item[];
  single: Map<string, { value: Value | undefined; at: Standing }>;
}

export interface ColumnValue extends HostValue {
  host: "column";
  table: TableValue;
  /** Knex's own name of the type: `varchar`, `enu`, `bool`. */
  type: string;
  name: string | null;
  args: Value[];
  modifiers: Map<string, Value[]>;
  alters: boolean;
  alterNullable: boolean;
  alterType: boolean;
  at: Standing;
  foreign: ForeignValue | null;
}

export interface ForeignValue extends HostValue {
  host: "foreign";
  columns: Value | undefined;
  keyName: Value | undefined;
  references: Value | undefined;
  inTable: Value | undefined;
  onDelete: Value | undefined;
  onUpdate: Value | undefined;
  column: ColumnValue | null;
  at: Standing;
}

/** A method of a table builder that is carried out behind the columns. */
export interface Call {
  item: "call";
  method: string;
  args: Value[];
  at: Standing;
}

export type Item =
  | { item: "column"; column: ColumnValue }
  | { item: "foreign"; foreign: ForeignValue }
  | Call;

export interface ViewValue extends HostValue {
  host: "view";
  create: string | null;
  schema: string | null;
  name: string;
  column: string | null;
  at: Standing;
}

export type KnexValue =
  | ConnectionValue
  | ClientValue
  | SchemaValue
  | RawValue
  | FunctionsValue
  | QueryValue
  | RowValue
  | TableValue
  | ColumnValue
  | ForeignValue
  | ViewValue;

export function host(value: KnexValue): Value {
  return { kind: "host", value };
}

export function hosted(value: Value | null | undefined): KnexValue | null {
  return value?.kind === "host" ? (value.value as KnexValue) : null;
}
