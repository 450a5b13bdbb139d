/** One ALTER TABLE on its way to operations. */

import type { TableName } from "../../../operation.ts";
import type { Cursor } from "./cursor.ts";
import type { Statement } from "./statement.ts";

export interface Alter {
  statement: Statement;
  /** Where its clauses are read. */
  cursor: Cursor;
  table: TableName;
}
