/** What SQLite cannot alter Rails does by building the table anew, with all its rows. */

import type { TableName } from "../../../operation.ts";
import { nextStatement } from "../../reading/source/send.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { isSqlite, type Migration } from "./migration.ts";
import { note } from "./send.ts";

/** On SQLite a copy is made, filled, and put in the place of the old table; `visit` notes what it differs in. */
export function rebuilding(
  migration: Migration,
  table: TableName,
  node: Syntax,
  visit: () => void = () => {},
): void {
  if (!isSqlite(migration)) {
    visit();
    return;
  }
  const before = migration.together;
  migration.together = nextStatement(migration);
  note(migration, "rewrite_table", node, { ...table, details: { how: "create, copy, drop and rename" } });
  visit();
  migration.together = before;
}
