/** One migration of Rails while it is read: how its version of Rails speaks, what it runs on, and what it records to turn around. */

import type { TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Reader } from "../../reading/source/reader.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import type { Given } from "./given.ts";

/** A call of a schema method that is carried out later, turned around. */
export interface Recorded {
  node: Syntax;
  statement: Syntax;
  conditional: boolean;
  run: () => void;
}

export interface Migration {
  readonly reader: Reader;
  readonly run: Interpreter;
  /** The Rails that it was written for: 402 is 4.2, 801 is 8.1. */
  readonly version: number;
  /** It derives from a class of the application, whose methods are not known. */
  readonly foreignBase: boolean;
  /** Where calls go while a block is turned around; null: they are carried out at once. */
  recorded: Recorded[] | null;
  /** A call is turned around before it is recorded. */
  reverting: boolean;
  /** What cannot be turned around was met: Rails refuses the whole way back. */
  irreversible: boolean;
  /** Counts the statements that are sent, so that each is told from the next. */
  statements: number;
  /** All clauses go into this one statement: `change_table bulk: true`. */
  together: string | null;
  /** Above 0: in a loop over records, which is one `run_code`. */
  overRecords: number;
}

/** One call of a schema method. */
export interface Call {
  migration: Migration;
  name: string;
  given: Given;
  node: Syntax;
}

/** A call whose table is known. */
export interface TableCall extends Call {
  table: TableName;
}

export function isMysql({ reader }: Migration): boolean {
  return reader.dialect === "mysql" || reader.dialect === "mariadb";
}

export function isSqlite({ reader }: Migration): boolean {
  return reader.dialect === "sqlite";
}
