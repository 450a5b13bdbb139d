/** ORDER BY, LIMIT and windows. */

import type { Cursor } from "../cursor.ts";
import { level } from "./levels.ts";
import { list } from "./parts.ts";
import type { Grammar } from "./parts.ts";

/** `ORDER BY a DESC NULLS LAST, b`. */
export function orderBy(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("ORDER", "BY");
  list(cursor, () => {
    grammar.expression(cursor, grammar);
    cursor.takeOne("ASC", "DESC");
    if (cursor.lenient && cursor.take("NULLS") && cursor.takeOne("FIRST", "LAST") === null)
      cursor.fail("FIRST or LAST");
  });
  if (!cursor.lenient) cursor.take("WITH", "ROLLUP");
}

/** LIMIT, OFFSET and FETCH, as far as they stand here. */
export function limits(cursor: Cursor, grammar: Grammar): void {
  if (cursor.take("LIMIT")) {
    if (!cursor.lenient && cursor.take("ROWS")) examined(cursor, grammar);
    else {
      grammar.expression(cursor, grammar);
      if (cursor.takeOne(",", "OFFSET") !== null) grammar.expression(cursor, grammar);
      if (!cursor.lenient && cursor.is("ROWS", "EXAMINED")) {
        cursor.at += 1;
        examined(cursor, grammar);
      }
    }
    return;
  }
  if (cursor.lenient) return;
  if (cursor.take("OFFSET")) {
    grammar.expression(cursor, grammar);
    if (cursor.takeOne("ROW", "ROWS") === null) cursor.fail("ROWS");
  }
  if (!cursor.take("FETCH")) return;
  if (cursor.takeOne("FIRST", "NEXT") === null) cursor.fail("FIRST or NEXT");
  if (cursor.word() !== "ROW" && cursor.word() !== "ROWS") grammar.expression(cursor, grammar);
  if (cursor.takeOne("ROW", "ROWS") === null) cursor.fail("ROWS");
  if (!cursor.take("ONLY")) cursor.expect("WITH", "TIES");
}

function examined(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("EXAMINED");
  grammar.expression(cursor, grammar);
}

/** `(w PARTITION BY a ORDER BY b ROWS UNBOUNDED PRECEDING)`. */
export function windowSpecification(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("(");
  if (cursor.isName() && !["PARTITION", "ROWS", "RANGE", "GROUPS"].includes(cursor.word())) cursor.at += 1;
  if (cursor.take("PARTITION")) {
    cursor.expect("BY");
    list(cursor, () => grammar.expression(cursor, grammar));
  }
  if (cursor.word() === "ORDER") orderBy(cursor, grammar);
  if (cursor.takeOne("ROWS", "RANGE", "GROUPS") !== null) frame(cursor, grammar);
  cursor.expect(")");
}

function frame(cursor: Cursor, grammar: Grammar): void {
  if (!cursor.take("BETWEEN")) bound(cursor, grammar);
  else {
    bound(cursor, grammar);
    cursor.expect("AND");
    bound(cursor, grammar);
  }
  if (!cursor.take("EXCLUDE")) return;
  if (cursor.takeOne("GROUP", "TIES") === null && !cursor.take("CURRENT", "ROW"))
    cursor.expect("NO", "OTHERS");
}

function bound(cursor: Cursor, grammar: Grammar): void {
  if (cursor.take("CURRENT", "ROW")) return;
  if (!cursor.take("UNBOUNDED")) grammar.expression(cursor, grammar, level.not);
  if (cursor.takeOne("PRECEDING", "FOLLOWING") === null) cursor.fail("PRECEDING or FOLLOWING");
}
