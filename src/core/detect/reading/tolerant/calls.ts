/** Functions that a statement calls: what the server does not bring may change anything. */

import type { Cursor } from "./cursor.ts";
import { callsIn, tablesIn } from "./queries.ts";
import { isOwnFunction } from "./own-functions.ts";
import type { Statement } from "./statement.ts";

/** Notes each call from token `from` on of a function that the server does not bring. SQLite has no others that SQL can make. */
export function noteCalls(statement: Statement, cursor: Cursor, from: number): void {
  if (!statement.isMysql) return;
  const seen = new Set<string>();
  for (const { name } of callsIn(cursor.tokens, from, cursor.limit, cursor.text)) {
    if (isOwnFunction(name) || seen.has(name)) continue;
    seen.add(name);
    const tables = tablesIn(cursor.tokens, from, cursor.limit, cursor);
    statement.emit("run_code", { details: { source: statement.source, called: name, tables } });
  }
}
