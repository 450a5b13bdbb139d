/** Queries: SELECT, VALUES and TABLE, what joins them, and what stands before and behind. */

import type { Cursor } from "../cursor.ts";
import { limits, orderBy, windowSpecification } from "./order.ts";
import { alias, dotted, list, parenthesised, part } from "./parts.ts";
import type { Grammar } from "./parts.ts";
import { tableList } from "./tables.ts";

export function query(cursor: Cursor, grammar: Grammar): void {
  cursor.deeper(() => {
    if (cursor.word() === "WITH") commonTables(cursor, grammar);
    term(cursor, grammar);
    queryTail(cursor, grammar);
  });
}

/** `WITH RECURSIVE c (a) AS (...), d AS (...)`. */
export function commonTables(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("WITH");
  cursor.take("RECURSIVE");
  list(cursor, () => {
    part(cursor);
    if (cursor.word() === "(") parenthesised(cursor, () => part(cursor));
    cursor.expect("AS");
    if (cursor.take("NOT")) cursor.expect("MATERIALIZED");
    else cursor.take("MATERIALIZED");
    cursor.expect("(");
    grammar.query(cursor, grammar);
    cursor.expect(")");
    if (cursor.lenient || !cursor.take("CYCLE")) return;
    list(cursor, () => part(cursor));
    cursor.expect("RESTRICT");
  });
}

/** UNION and the like, ORDER BY, LIMIT, locks and INTO, as far as they stand here. */
export function queryTail(cursor: Cursor, grammar: Grammar): void {
  for (let word = setWord(cursor); word !== null; word = setWord(cursor)) {
    if (!cursor.lenient) cursor.takeOne("ALL", "DISTINCT");
    else if (word === "UNION") cursor.take("ALL");
    term(cursor, grammar);
  }
  if (cursor.word() === "ORDER") orderBy(cursor, grammar);
  limits(cursor, grammar);
  if (cursor.lenient) return;
  if (cursor.is("PROCEDURE")) {
    cursor.at += 1;
    part(cursor);
    cursor.parentheses();
  }
  while (into(cursor, grammar) || lock(cursor));
}

function setWord(cursor: Cursor): string | null {
  return cursor.takeOne("UNION", "EXCEPT", "INTERSECT", ...(cursor.lenient ? [] : ["MINUS"]));
}

function term(cursor: Cursor, grammar: Grammar): void {
  if (cursor.word() === "(") {
    // SQLite takes no query in parentheses of its own.
    if (cursor.lenient) cursor.fail("a query");
    cursor.expect("(");
    grammar.query(cursor, grammar);
    cursor.expect(")");
  } else if (cursor.take("VALUES")) rows(cursor, grammar);
  else if (!cursor.lenient && cursor.take("TABLE")) dotted(cursor);
  else select(cursor, grammar);
}

/** `(1, 2), ROW(3, 4)`. */
function rows(cursor: Cursor, grammar: Grammar): void {
  list(cursor, () => {
    if (!cursor.lenient) cursor.take("ROW");
    parenthesised(cursor, () => grammar.expression(cursor, grammar));
  });
}

const MODIFIERS = [
  "ALL",
  "DISTINCT",
  "DISTINCTROW",
  "HIGH_PRIORITY",
  "STRAIGHT_JOIN",
  "SQL_SMALL_RESULT",
  "SQL_BIG_RESULT",
  "SQL_BUFFER_RESULT",
  "SQL_NO_CACHE",
  "SQL_CACHE",
  "SQL_CALC_FOUND_ROWS",
];

function select(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("SELECT");
  if (cursor.lenient) cursor.takeOne("ALL", "DISTINCT");
  else while (cursor.takeOne(...MODIFIERS) !== null);
  selected(cursor, grammar);
  if (!cursor.lenient) into(cursor, grammar);
  if (cursor.take("FROM")) tableList(cursor, grammar);
  if (cursor.take("WHERE")) grammar.expression(cursor, grammar);
  if (cursor.take("GROUP", "BY")) {
    list(cursor, () => {
      grammar.expression(cursor, grammar);
      if (!cursor.lenient) cursor.takeOne("ASC", "DESC");
    });
    if (!cursor.lenient) cursor.take("WITH", "ROLLUP");
  }
  if (cursor.take("HAVING")) grammar.expression(cursor, grammar);
  if (cursor.is("WINDOW")) {
    cursor.at += 1;
    list(cursor, () => {
      part(cursor);
      cursor.expect("AS");
      windowSpecification(cursor, grammar);
    });
  }
}

/** Words behind a column that are no name for it. */
const BEHIND_COLUMN = new Set("EXCEPT INTERSECT OFFSET WINDOW RETURNING MINUS UNION LIMIT".split(" "));

/** `*, t.*, a + 1 AS b`: the columns of a query, and of RETURNING. */
export function selected(cursor: Cursor, grammar: Grammar): void {
  list(cursor, () => {
    if (cursor.take("*")) return;
    if (isEverything(cursor)) return;
    grammar.expression(cursor, grammar);
    alias(cursor, BEHIND_COLUMN);
  });
}

/** `t.*`, `s.t.*`. */
function isEverything(cursor: Cursor): boolean {
  let ahead = 0;
  while (cursor.word(ahead + 1) === ".") {
    ahead += 2;
    if (cursor.word(ahead) === "*") {
      if (!cursor.isName() && cursor.token()?.kind !== "word") return false;
      cursor.at += ahead + 1;
      return true;
    }
  }
  return false;
}

/** `INTO @a, b`, `INTO OUTFILE 'f' ...`. */
function into(cursor: Cursor, grammar: Grammar): boolean {
  if (!cursor.take("INTO")) return false;
  if (cursor.takeOne("OUTFILE", "DUMPFILE") === null) {
    list(cursor, () => grammar.expression(cursor, grammar));
    return true;
  }
  cursor.stringValue();
  const ends = new Set(["FROM", ")", "FOR", "LOCK", "UNION"]);
  // FIELDS and LINES with their strings.
  while (!cursor.done && !ends.has(cursor.word())) cursor.at += 1;
  return true;
}

/** `FOR UPDATE OF a SKIP LOCKED`, `LOCK IN SHARE MODE`. */
function lock(cursor: Cursor): boolean {
  if (cursor.take("FOR", "UPDATE") || cursor.take("FOR", "SHARE")) {
    if (cursor.take("OF")) list(cursor, () => dotted(cursor));
  } else if (!cursor.take("LOCK", "IN", "SHARE", "MODE")) return false;
  if (cursor.take("WAIT")) cursor.anyWord("seconds");
  else if (!cursor.take("NOWAIT")) cursor.take("SKIP", "LOCKED");
  return true;
}
