/** What SQLite cannot alter Rails does by building the table anew, with all its rows. */

import type { TableName } from "../../../operation.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import type { Migration } from "./migration.ts";
import { note } from "./send.ts";

/** `ALTER` on SQLite: a copy is made, filled, and put in the place of the old table, twice. */
export function rebuildTable(migration: Migration, table: TableName, node: Syntax): void {
  note(migration, "rewrite_table", node, { ...table, details: { how: "create, copy, drop and rename" } });
}
