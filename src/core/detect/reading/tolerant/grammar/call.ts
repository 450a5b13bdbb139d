/** Calls of functions, with the words of their own that some take between their arguments. */

import type { Cursor } from "../cursor.ts";
import { level } from "./levels.ts";
import { castType } from "./cast.ts";
import { list, part } from "./parts.ts";
import type { Grammar } from "./parts.ts";
import { orderBy, windowSpecification } from "./order.ts";

/** Reserved words of MySQL that are functions before a parenthesis. */
const CALLABLE = new Set(
  "IF LEFT RIGHT REPEAT REPLACE INSERT MOD DATABASE SCHEMA CHAR VALUES USER CURRENT_USER UTC_DATE UTC_TIME UTC_TIMESTAMP".split(
    " ",
  ),
);

export function callsReserved(word: string): boolean {
  return CALLABLE.has(word);
}

/** Goes over `name(...)` and what belongs to the call. */
export function call(cursor: Cursor, grammar: Grammar): void {
  const name = cursor.word();
  cursor.at += 1;
  cursor.expect("(");
  if (!cursor.lenient && Object.hasOwn(WORDED, name)) WORDED[name]?.(cursor, grammar);
  else if (cursor.lenient && name === "RAISE") raise(cursor, grammar);
  else if (!cursor.take("*") && (cursor.word() !== ")" || (!cursor.lenient && AGGREGATES.has(name))))
    argumentsOf(cursor, grammar);
  cursor.expect(")");
  behindCall(cursor, grammar);
}

/** MySQL's grammar has them with what they count. */
const AGGREGATES = new Set(
  "COUNT SUM MIN MAX AVG STD STDDEV VARIANCE BIT_AND BIT_OR BIT_XOR GROUP_CONCAT JSON_ARRAYAGG JSON_OBJECTAGG".split(
    " ",
  ),
);

function argumentsOf(cursor: Cursor, grammar: Grammar): void {
  cursor.takeOne("DISTINCT", "ALL");
  list(cursor, () => {
    grammar.expression(cursor, grammar);
    if (cursor.lenient) return;
    // Dynamic columns have types, arguments of loadable functions names.
    if (cursor.take("AS")) cursor.nameOrWord();
    jsonAnswers(cursor, grammar);
  });
  if (cursor.word() === "ORDER") orderBy(cursor, grammar);
  if (cursor.lenient) return;
  if (cursor.take("SEPARATOR")) cursor.stringValue();
  if (cursor.take("LIMIT")) list(cursor, () => grammar.expression(cursor, grammar));
}

/** `JSON_VALUE(a, '$.b' RETURNING char DEFAULT 'x' ON EMPTY ERROR ON ERROR)`. */
function jsonAnswers(cursor: Cursor, grammar: Grammar): void {
  if (cursor.take("RETURNING")) castType(cursor);
  while (cursor.is("NULL", "ON") || cursor.is("ERROR", "ON") || cursor.word() === "DEFAULT") {
    if (cursor.take("DEFAULT")) grammar.expression(cursor, grammar);
    else cursor.at += 1;
    cursor.expect("ON");
    if (cursor.takeOne("EMPTY", "ERROR") === null) cursor.fail("EMPTY or ERROR");
  }
}

type Reader = (cursor: Cursor, grammar: Grammar) => void;

const substring: Reader = (cursor, grammar) => {
  grammar.expression(cursor, grammar);
  if (!cursor.take("FROM")) {
    while (cursor.take(",")) grammar.expression(cursor, grammar);
    return;
  }
  grammar.expression(cursor, grammar);
  if (cursor.take("FOR")) grammar.expression(cursor, grammar);
};

/** Functions of MySQL and MariaDB with words between their arguments. */
const WORDED: Record<string, Reader> = {
  SUBSTRING: substring,
  SUBSTR: substring,
  MID: substring,
  EXTRACT: (cursor, grammar) => {
    cursor.anyWord("a unit of time");
    cursor.expect("FROM");
    grammar.expression(cursor, grammar);
  },
  TRIM: (cursor, grammar) => {
    const side = cursor.takeOne("BOTH", "LEADING", "TRAILING");
    if (side !== null && cursor.take("FROM")) return grammar.expression(cursor, grammar);
    grammar.expression(cursor, grammar);
    if (cursor.take("FROM")) grammar.expression(cursor, grammar);
    else if (side !== null) cursor.expect("FROM");
  },
  POSITION: (cursor, grammar) => {
    grammar.expression(cursor, grammar, level.compare + 1);
    if (cursor.take("IN")) grammar.expression(cursor, grammar);
    else argumentsBehind(cursor, grammar);
  },
  CHAR: (cursor, grammar) => {
    list(cursor, () => grammar.expression(cursor, grammar));
    if (cursor.take("USING")) cursor.nameOrWord();
  },
  CHR: (cursor, grammar) => {
    grammar.expression(cursor, grammar);
    if (cursor.take("USING")) cursor.nameOrWord();
  },
  WEIGHT_STRING: (cursor, grammar) => {
    grammar.expression(cursor, grammar);
    if (cursor.take("AS")) castType(cursor);
    if (!cursor.take("LEVEL")) return argumentsBehind(cursor, grammar);
    do {
      cursor.anyWord("a level");
      while (cursor.takeOne("ASC", "DESC", "REVERSE") !== null);
    } while (cursor.takeOne(",", "-") !== null);
  },
  COLUMN_GET: (cursor, grammar) => {
    grammar.expression(cursor, grammar);
    cursor.expect(",");
    grammar.expression(cursor, grammar);
    cursor.expect("AS");
    castType(cursor);
  },
  COLUMN_CREATE: columns,
  COLUMN_ADD: columns,
};

function columns(cursor: Cursor, grammar: Grammar): void {
  list(cursor, () => {
    grammar.expression(cursor, grammar);
    if (cursor.take("AS")) castType(cursor);
  });
}

function argumentsBehind(cursor: Cursor, grammar: Grammar): void {
  while (cursor.take(",")) grammar.expression(cursor, grammar);
}

/** `RAISE(ABORT, 'text')`, `RAISE(IGNORE)`. */
function raise(cursor: Cursor, grammar: Grammar): void {
  if (cursor.take("IGNORE")) return;
  if (cursor.takeOne("ROLLBACK", "ABORT", "FAIL") === null) cursor.fail("IGNORE, ROLLBACK, ABORT or FAIL");
  cursor.expect(",");
  grammar.expression(cursor, grammar);
}

/** FILTER, OVER and the like. */
function behindCall(cursor: Cursor, grammar: Grammar): void {
  if (cursor.is("WITHIN", "GROUP", "(")) {
    cursor.at += 3;
    orderBy(cursor, grammar);
    cursor.expect(")");
  }
  if (cursor.is("FILTER", "(")) {
    cursor.at += 2;
    cursor.expect("WHERE");
    grammar.expression(cursor, grammar);
    cursor.expect(")");
  }
  if (cursor.is("FROM", "FIRST") || cursor.is("FROM", "LAST")) {
    const isCount = cursor.word(2) === "OVER" || cursor.word(3) === "NULLS";
    if (isCount) cursor.at += 2;
  }
  if (cursor.is("RESPECT", "NULLS") || cursor.is("IGNORE", "NULLS")) cursor.at += 2;
  if (cursor.word() !== "OVER" || (cursor.word(1) !== "(" && !cursor.isName(1))) return;
  cursor.at += 1;
  if (cursor.word() === "(") windowSpecification(cursor, grammar);
  else part(cursor);
}
