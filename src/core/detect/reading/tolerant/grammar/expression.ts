/** Expressions, by how tightly their operators bind. */

import type { Cursor } from "../cursor.ts";
import { operand } from "./operand.ts";
import { list, parenthesised, placeholder, startsQuery } from "./parts.ts";
import type { Grammar } from "./parts.ts";
import { level } from "./levels.ts";

/** Goes over an expression; operators that bind less tightly than `least` are left. */
export function expression(cursor: Cursor, grammar: Grammar, least: number = level.any): void {
  cursor.deeper(() => {
    operand(cursor, grammar, least);
    operators(cursor, grammar, least);
  });
}

/** Goes over the operators that follow an operand, with their operands. */
export function operators(cursor: Cursor, grammar: Grammar, least: number): void {
  while (operator(cursor, grammar, least));
}

function operator(cursor: Cursor, grammar: Grammar, least: number): boolean {
  const token = cursor.token();
  if (token === undefined) return false;
  if (token.kind === "symbol") return sign(cursor, grammar, least);
  return token.kind === "word" && wordOperator(cursor, grammar, least, token.word);
}

const SIGNS: Record<string, number> = {
  "|": level.bitOr,
  "&": level.bitAnd,
  "<<": level.shift,
  ">>": level.shift,
  "+": level.add,
  "-": level.add,
  "*": level.times,
  "/": level.times,
  "%": level.times,
  "=": level.compare,
  "<": level.compare,
  ">": level.compare,
  "<=": level.compare,
  ">=": level.compare,
  "<>": level.compare,
  "!=": level.compare,
};
const MYSQL: Record<string, number> = {
  ...SIGNS,
  "||": level.or,
  "&&": level.and,
  "^": level.power,
  "<=>": level.compare,
  "->": level.json,
  "->>": level.json,
};
const SQLITE: Record<string, number> = {
  ...SIGNS,
  "==": level.compare,
  "||": level.json,
  "->": level.json,
  "->>": level.json,
};

/** The operator of up to three signs that stand together here; the longest that is one. */
function signsAt(cursor: Cursor, known: Record<string, number>): string | null {
  let text = "";
  let found: string | null = null;
  for (let ahead = 0; ahead < 3; ahead += 1) {
    const token = cursor.token(ahead);
    if (token?.kind !== "symbol" || (ahead > 0 && cursor.token(ahead - 1)?.end !== token.start)) break;
    text += token.word;
    if (Object.hasOwn(known, text)) found = text;
  }
  return found;
}

function sign(cursor: Cursor, grammar: Grammar, least: number): boolean {
  const known = cursor.lenient ? SQLITE : MYSQL;
  const signs = signsAt(cursor, known);
  if (signs === null) return false;
  const own = known[signs] as number;
  if (own < least) return false;
  cursor.at += signs.length;
  if (own === level.compare && !cursor.lenient && cursor.takeOne("ALL", "ANY", "SOME") !== null) {
    subquery(cursor, grammar);
    return true;
  }
  grammar.expression(cursor, grammar, own + 1);
  return true;
}

function subquery(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("(");
  grammar.query(cursor, grammar);
  cursor.expect(")");
}

const WORDS: Record<string, number> = { OR: level.or, AND: level.and };
const MYSQL_WORDS: Record<string, number> = {
  ...WORDS,
  XOR: level.xor,
  DIV: level.times,
  MOD: level.times,
  REGEXP: level.compare,
  RLIKE: level.compare,
};
const SQLITE_WORDS: Record<string, number> = {
  ...WORDS,
  REGEXP: level.compare,
  GLOB: level.compare,
  MATCH: level.compare,
};
const NEGATED = new Set(["IN", "LIKE", "BETWEEN", "REGEXP"]);
const NEGATED_BY_MYSQL = new Set([...NEGATED, "RLIKE"]);
const NEGATED_BY_SQLITE = new Set([...NEGATED, "GLOB", "MATCH"]);

function wordOperator(cursor: Cursor, grammar: Grammar, least: number, word: string): boolean {
  const known = cursor.lenient ? SQLITE_WORDS : MYSQL_WORDS;
  if (Object.hasOwn(known, word)) {
    const own = known[word] as number;
    if (own < least) return false;
    cursor.at += 1;
    grammar.expression(cursor, grammar, own + 1);
    if (own === level.compare) escape(cursor, grammar);
    return true;
  }
  if (word === "COLLATE") {
    cursor.at += 1;
    cursor.nameOrWord();
    return true;
  }
  if (least > level.compare) return false;
  switch (word) {
    case "NOT": {
      const next = cursor.word(1);
      if (cursor.lenient && next === "NULL") {
        cursor.at += 2;
        return true;
      }
      if (!(cursor.lenient ? NEGATED_BY_SQLITE : NEGATED_BY_MYSQL).has(next)) return false;
      cursor.at += 1;
      return wordOperator(cursor, grammar, least, next);
    }
    case "IS":
      cursor.at += 1;
      is(cursor, grammar);
      return true;
    case "IN":
      cursor.at += 1;
      within(cursor, grammar);
      return true;
    case "BETWEEN":
      cursor.at += 1;
      grammar.expression(cursor, grammar, level.compare + 1);
      cursor.expect("AND");
      grammar.expression(cursor, grammar, level.compare + 1);
      return true;
    case "LIKE":
      cursor.at += 1;
      grammar.expression(cursor, grammar, level.compare + 1);
      escape(cursor, grammar);
      return true;
    default:
      return own(cursor, grammar, word);
  }
}

/** Operators of only one dialect. */
function own(cursor: Cursor, grammar: Grammar, word: string): boolean {
  if (cursor.lenient) return cursor.takeOne("ISNULL", "NOTNULL") !== null;
  if (word === "SOUNDS" && cursor.word(1) === "LIKE") {
    cursor.at += 2;
    grammar.expression(cursor, grammar, level.compare + 1);
    return true;
  }
  if (word !== "MEMBER" || (cursor.word(1) !== "OF" && cursor.word(1) !== "(")) return false;
  cursor.at += 1;
  cursor.take("OF");
  parenthesised(cursor, () => grammar.expression(cursor, grammar));
  return true;
}

function escape(cursor: Cursor, grammar: Grammar): void {
  if (cursor.take("ESCAPE")) grammar.expression(cursor, grammar, level.compare + 1);
}

function is(cursor: Cursor, grammar: Grammar): void {
  cursor.take("NOT");
  if (cursor.lenient) {
    if (cursor.take("DISTINCT")) cursor.expect("FROM");
    grammar.expression(cursor, grammar, level.compare + 1);
  } else if (cursor.takeOne("NULL", "TRUE", "FALSE", "UNKNOWN") === null) cursor.fail("NULL, TRUE or FALSE");
}

/** Behind IN: a list, a query, for SQLite a table, and what a program fills in. */
function within(cursor: Cursor, grammar: Grammar): void {
  if (cursor.word() !== "(") {
    if (placeholder(cursor)) return;
    if (!cursor.lenient && !cursor.word().startsWith("$")) cursor.fail("(");
    grammar.expression(cursor, grammar, level.json);
    return;
  }
  cursor.expect("(");
  if (startsQuery(cursor)) grammar.query(cursor, grammar);
  else if (!cursor.lenient || cursor.word() !== ")") list(cursor, () => grammar.expression(cursor, grammar));
  if (cursor.word() !== ")") grammar.queryTail(cursor, grammar);
  cursor.expect(")");
}
