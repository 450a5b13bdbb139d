/** The tables of a query, and how they are joined. */

import type { Cursor } from "../cursor.ts";
import { alias, dotted, isQueryTail, list, parenthesised, part, startsQuery } from "./parts.ts";
import type { Grammar } from "./parts.ts";
import { level } from "./levels.ts";
import { jsonTable } from "./json-table.ts";

/** `a, b LEFT JOIN c ON ... , (SELECT ...) d`. */
export function tableList(cursor: Cursor, grammar: Grammar): void {
  list(cursor, () => joined(cursor, grammar));
}

function joined(cursor: Cursor, grammar: Grammar): void {
  table(cursor, grammar);
  joins(cursor, grammar);
}

/** The joins behind a table: each outer one of MySQL has a condition, which may stand behind the joins inside it. */
export function joins(cursor: Cursor, grammar: Grammar): void {
  // SQLite takes a condition behind every table, but only one.
  let open = cursor.lenient ? 1 : 0;
  let outer = 0;
  for (;;) {
    const kind = join(cursor);
    if (kind !== null) {
      table(cursor, grammar);
      if (cursor.lenient) open = 1;
      else open += kind === "natural" ? 0 : 1;
      outer += kind === "outer" ? 1 : 0;
      continue;
    }
    if (open === 0 || cursor.is("ON", "DUPLICATE", "KEY")) break;
    if (cursor.take("ON")) grammar.expression(cursor, grammar);
    else if (cursor.take("USING")) parenthesised(cursor, () => part(cursor));
    else break;
    open -= 1;
    outer -= 1;
  }
  if (outer > 0 && !cursor.lenient) cursor.fail("ON or USING");
}

/** Goes over the words of a join; null when none stands here. */
function join(cursor: Cursor): "natural" | "outer" | "inner" | null {
  const start = cursor.at;
  const natural = cursor.take("NATURAL");
  if (!cursor.lenient && cursor.take("STRAIGHT_JOIN")) return natural ? "natural" : "inner";
  const side = cursor.takeOne("LEFT", "RIGHT", "FULL");
  if (side !== null) cursor.take("OUTER");
  else cursor.takeOne("INNER", "CROSS");
  if (cursor.take("JOIN")) return natural ? "natural" : side === null ? "inner" : "outer";
  if (cursor.at > start && side !== "FULL") cursor.fail("JOIN");
  cursor.at = start;
  return null;
}

/** Words behind a table that are no name for it. */
const BEHIND_TABLE = new Set(
  (
    "EXCEPT INTERSECT OFFSET WINDOW RETURNING MINUS UNION LIMIT CROSS INNER LEFT RIGHT NATURAL OUTER FULL JOIN INDEXED PARTITION SET " +
    "USE FORCE IGNORE STRAIGHT_JOIN FOR ON USING WHERE"
  ).split(" "),
);

function table(cursor: Cursor, grammar: Grammar): void {
  if (cursor.word() === "(") {
    if (parenthesis(cursor, grammar)) derived(cursor, grammar);
    else if (cursor.lenient) alias(cursor, BEHIND_TABLE);
    return;
  }
  if (cursor.lenient) {
    dotted(cursor);
    if (cursor.take("(")) {
      if (cursor.word() !== ")") list(cursor, () => grammar.expression(cursor, grammar));
      cursor.expect(")");
    }
    alias(cursor, BEHIND_TABLE);
    indexed(cursor);
    return;
  }
  if (cursor.is("LATERAL", "(")) {
    cursor.at += 1;
    if (!parenthesis(cursor, grammar)) cursor.fail("a query");
    return derived(cursor, grammar);
  }
  if (cursor.is("JSON_TABLE", "(")) {
    jsonTable(cursor, grammar);
    if (!alias(cursor, BEHIND_TABLE)) cursor.fail("a name for the table");
    return;
  }
  if (cursor.word() === "{" && cursor.word(1) === "OJ") {
    cursor.at += 2;
    joined(cursor, grammar);
    cursor.expect("}");
    return;
  }
  if (cursor.take("DUAL")) return;
  named(cursor, grammar);
}

/** `t PARTITION (p) FOR SYSTEM_TIME AS OF ... AS a USE INDEX (i)`. */
function named(cursor: Cursor, grammar: Grammar): void {
  dotted(cursor);
  if (cursor.take("PARTITION")) parenthesised(cursor, () => part(cursor));
  if (cursor.take("FOR", "SYSTEM_TIME")) systemTime(cursor, grammar);
  alias(cursor, BEHIND_TABLE);
  while (cursor.takeOne("USE", "FORCE", "IGNORE") !== null) {
    if (cursor.takeOne("INDEX", "KEY") === null) cursor.fail("INDEX");
    if (cursor.take("FOR") && !cursor.take("JOIN") && !cursor.take("ORDER", "BY"))
      cursor.expect("GROUP", "BY");
    cursor.expect("(");
    if (cursor.word() !== ")") list(cursor, () => (cursor.take("PRIMARY") ? undefined : part(cursor)));
    cursor.expect(")");
  }
}

/** MariaDB's history of a table. */
function systemTime(cursor: Cursor, grammar: Grammar): void {
  if (cursor.take("ALL")) return;
  const moment = (): void => {
    cursor.takeOne("TIMESTAMP", "TRANSACTION");
    grammar.expression(cursor, grammar, level.compare + 1);
  };
  if (cursor.take("AS", "OF")) return moment();
  if (cursor.take("BETWEEN")) {
    moment();
    cursor.expect("AND");
  } else {
    cursor.expect("FROM");
    moment();
    cursor.expect("TO");
  }
  moment();
}

/** MariaDB's `FOR PORTION OF p FROM a TO b`. */
export function systemPeriod(cursor: Cursor, grammar: Grammar): void {
  if (!cursor.take("FOR", "PORTION", "OF")) return;
  part(cursor);
  cursor.expect("FROM");
  grammar.expression(cursor, grammar);
  cursor.expect("TO");
  grammar.expression(cursor, grammar);
}

/** SQLite's `INDEXED BY i`, `NOT INDEXED`. */
export function indexed(cursor: Cursor): void {
  if (cursor.take("INDEXED")) {
    cursor.expect("BY");
    part(cursor);
  } else cursor.take("NOT", "INDEXED");
}

/** What MySQL wants behind a query that stands for a table. */
function derived(cursor: Cursor, grammar: Grammar): void {
  if (!cursor.lenient && cursor.take("FOR", "SYSTEM_TIME")) systemTime(cursor, grammar);
  if (!alias(cursor, BEHIND_TABLE)) {
    if (!cursor.lenient) cursor.fail("a name for the query");
  } else if (!cursor.lenient && cursor.word() === "(") parenthesised(cursor, () => part(cursor));
}

/** A query or a list of tables in parentheses; true when it was a query. */
function parenthesis(cursor: Cursor, grammar: Grammar): boolean {
  let isQuery = false;
  cursor.deeper(() => {
    cursor.expect("(");
    isQuery = startsQuery(cursor);
    if (isQuery) grammar.query(cursor, grammar);
    else if (cursor.word() !== "(") tableList(cursor, grammar);
    else {
      isQuery = parenthesis(cursor, grammar);
      if (isQuery && !cursor.lenient && isQueryTail(cursor)) grammar.queryTail(cursor, grammar);
      else if (!isQuery || cursor.word() !== ")") {
        if (isQuery) derived(cursor, grammar);
        isQuery = false;
        joins(cursor, grammar);
        if (cursor.take(",")) tableList(cursor, grammar);
      }
    }
    cursor.expect(")");
  });
  return isQuery;
}
