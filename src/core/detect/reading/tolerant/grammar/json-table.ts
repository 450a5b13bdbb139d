/** `JSON_TABLE(a, '$[*]' COLUMNS (...))`. */

import type { Cursor } from "../cursor.ts";
import { mysqlType } from "../types.ts";
import { level } from "./levels.ts";
import { list, part } from "./parts.ts";
import type { Grammar } from "./parts.ts";

export function jsonTable(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("JSON_TABLE", "(");
  grammar.expression(cursor, grammar);
  cursor.expect(",");
  grammar.expression(cursor, grammar);
  columns(cursor, grammar);
  cursor.expect(")");
}

function columns(cursor: Cursor, grammar: Grammar): void {
  cursor.deeper(() => {
    cursor.expect("COLUMNS", "(");
    list(cursor, () => column(cursor, grammar));
    cursor.expect(")");
  });
}

function column(cursor: Cursor, grammar: Grammar): void {
  if (cursor.take("NESTED")) {
    cursor.take("PATH");
    grammar.expression(cursor, grammar, level.json);
    return columns(cursor, grammar);
  }
  part(cursor);
  if (cursor.take("FOR", "ORDINALITY")) return;
  mysqlType(cursor);
  if (cursor.take("CHARACTER", "SET") || cursor.take("CHARSET") || cursor.take("COLLATE"))
    cursor.nameOrWord();
  if (cursor.take("COLLATE")) cursor.nameOrWord();
  cursor.take("EXISTS");
  cursor.expect("PATH");
  grammar.expression(cursor, grammar, level.json);
  while (cursor.word() !== "," && cursor.word() !== ")") {
    if (cursor.take("DEFAULT")) grammar.expression(cursor, grammar);
    else if (cursor.takeOne("NULL", "ERROR") === null) cursor.fail("NULL, ERROR or DEFAULT");
    cursor.expect("ON");
    if (cursor.takeOne("EMPTY", "ERROR") === null) cursor.fail("EMPTY or ERROR");
  }
}
