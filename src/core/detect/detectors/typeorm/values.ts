/** What TypeORM's objects are to the evaluator. */

import type { Sender } from "../../reading/source/send.ts";
import type { DictValue, HostValue, Value } from "../../reading/source/value.ts";

/** One migration while it is read. */
export type Migration = Sender;

/** The query runner, and what it is reached by. */
export interface RunnerValue extends HostValue {
  host: "runner";
}

/** The connection, its driver and options: what says of the engine which it is. */
export interface ConnectionValue extends HostValue {
  host: "connection";
}

/** The entity manager, or a repository of the entity; `entity` null: not said. */
export interface ManagerValue extends HostValue {
  host: "manager";
  entity: string | null;
}

export type ObjectName =
  | "Table"
  | "TableColumn"
  | "TableIndex"
  | "TableForeignKey"
  | "TableUnique"
  | "TableCheck"
  | "TableExclusion"
  | "View";

/** `new TableColumn({...})` */
export interface ObjectValue extends HostValue {
  host: "object";
  type: ObjectName;
  options: DictValue;
}

/** What `getTable("name")` found in the database. */
export interface FoundValue extends HostValue {
  host: "found";
  vague: true;
  table: Value;
}

/** A query that is built: which statement it is, and what it changes. */
export interface QueryValue extends HostValue {
  host: "query";
  vague: true;
  statement: "insert" | "update" | "delete" | null;
  entity: string | null;
  /** The entity is a class, whose table is not known. */
  isClass: boolean;
  columns: string[];
  rows: number | null;
  where: boolean;
}

export type TypeormValue =
  | RunnerValue
  | ConnectionValue
  | ManagerValue
  | ObjectValue
  | FoundValue
  | QueryValue;

export function host(value: TypeormValue): Value {
  return { kind: "host", value };
}

export function hosted(value: Value | null | undefined): TypeormValue | null {
  return value?.kind === "host" ? (value.value as TypeormValue) : null;
}
