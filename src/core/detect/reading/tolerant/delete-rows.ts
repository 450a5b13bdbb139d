/** DELETE of one table, or of several that a join finds. */

import type { TableName } from "../../../operation.ts";
import { noteCalls } from "./calls.ts";
import { aliasesIn, change, fewTables, goesOn, hasWord, modifiers, ofAlias, sourcesOf } from "./change.ts";
import type { Cursor } from "./cursor.ts";
import type { Statement } from "./statement.ts";

export function remove(statement: Statement, cursor: Cursor): void {
  const start = cursor.at;
  cursor.expect("DELETE");
  while (cursor.takeOne(...modifiers) !== null);
  const isPlain = cursor.take("FROM");
  const targets = [target(cursor)];
  while (cursor.take(",")) targets.push(target(cursor));
  const behindTargets = cursor.at;
  const sources = sourcesOf(statement, cursor);
  noteCalls(statement, cursor, start);
  const where = hasWord(cursor, cursor.at, "WHERE");
  if (cursor.take("AS")) cursor.name();
  else if (cursor.isName() && !BEHIND_DELETE.includes(cursor.word())) cursor.name();
  goesOn(cursor, ...BEHIND_DELETE);
  const joins = !isPlain || targets.length > 1 || cursor.word() === "USING";
  fewTables(targets.length);
  const aliases = joins ? aliasesIn(cursor, behindTargets) : new Map<string, TableName>();
  for (const each of joins ? targets : targets.slice(0, 1)) {
    const table = joins ? ofAlias(aliases, each) : each;
    change(statement, {
      statement: "delete",
      table,
      columns: [],
      sources,
      where,
      rows: null,
      onConflict: null,
    });
  }
  cursor.at = cursor.limit;
}

const BEHIND_DELETE = [
  "FROM",
  "USING",
  "WHERE",
  "ORDER",
  "LIMIT",
  "RETURNING",
  "PARTITION",
  "FOR",
  "INDEXED",
  "NOT",
];

/** `t`, `s.t`, `t.*`. */
function target(cursor: Cursor): TableName {
  const first = cursor.name();
  if (!cursor.take(".")) return { schema: null, table: first };
  if (cursor.take("*")) return { schema: null, table: first };
  const table = cursor.name();
  if (cursor.take(".")) cursor.expect("*");
  return { schema: first, table };
}
