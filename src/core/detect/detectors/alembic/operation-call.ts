/** One call of an operation of Alembic's, with what it was given. */

import type { TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import type { Reader } from "../../reading/source/reader.ts";
import type { Given } from "./signatures.ts";

export interface Operation {
  reader: Reader;
  run: Interpreter;
  node: Syntax;
  given: Given;
  /** The table that it is about: from its argument or from the batch; null when it is not known. */
  table: TableName | null;
}
