/** Operands: literals, names, variables, calls, CASE, queries in parentheses. */

import type { Cursor } from "../cursor.ts";
import { isReserved } from "../reserved.ts";
import { call, callsReserved } from "./call.ts";
import { castType } from "./cast.ts";
import { level } from "./levels.ts";
import { dotted, isQueryTail, list, parenthesised, part, placeholder, startsQuery } from "./parts.ts";
import type { Grammar } from "./parts.ts";
import { interval, match } from "./words.ts";

export function operand(cursor: Cursor, grammar: Grammar, least: number): void {
  const token = cursor.token();
  switch (token?.kind) {
    case "number":
      cursor.at += 1;
      return;
    case "string":
      cursor.at += 1;
      // Strings beside each other are one.
      while (!cursor.lenient && cursor.token()?.kind === "string") cursor.at += 1;
      return;
    case "name":
      return nameOrCall(cursor, grammar);
    case "word":
      return word(cursor, grammar, least, token.word);
    case "symbol":
      return symbol(cursor, grammar, token.word);
    default:
      cursor.fail("an operand");
  }
}

function symbol(cursor: Cursor, grammar: Grammar, sign: string): void {
  if (sign === "(") {
    parenthesis(cursor, grammar);
    return;
  }
  if (sign === "-" || sign === "+" || sign === "~" || (sign === "!" && !cursor.lenient)) {
    // Signs in front of signs: a long row of them does not nest.
    while (["-", "+", "~", "!"].includes(cursor.word())) cursor.at += 1;
    grammar.expression(cursor, grammar, level.sign);
  } else if (sign === "@") variable(cursor, grammar);
  else if (sign === "." && !cursor.lenient) {
    // .table.column
    cursor.at += 1;
    part(cursor);
    cursor.expect(".");
    part(cursor);
  } else if (!placeholder(cursor)) {
    if (sign !== "{" || cursor.lenient) cursor.fail("an operand");
    // {d '2020-01-01'}
    cursor.at += 1;
    part(cursor);
    grammar.expression(cursor, grammar);
    cursor.expect("}");
  }
}

/** `@a`, `@'a'`, `@@global.a`, `@a := 1`. */
function variable(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("@");
  if (cursor.lenient) {
    if (cursor.token()?.kind !== "word" && cursor.token()?.kind !== "number") cursor.fail("a parameter");
    cursor.at += 1;
    return;
  }
  if (cursor.take("@")) {
    // SESSION and GLOBAL among them.
    cursor.nameOrWord();
    while (cursor.take(".")) part(cursor);
    return;
  }
  const token = cursor.token();
  if (token === undefined || token.kind === "symbol") cursor.fail("a variable");
  cursor.at += 1;
  while (cursor.take(".")) part(cursor);
  if (cursor.take(":", "=")) grammar.expression(cursor, grammar);
}

/** An expression, a row or a query in parentheses; true when it was a query. */
function parenthesis(cursor: Cursor, grammar: Grammar): boolean {
  let isQuery = false;
  cursor.deeper(() => {
    cursor.expect("(");
    isQuery = startsQuery(cursor);
    if (isQuery) grammar.query(cursor, grammar);
    else if (cursor.word() !== "(") list(cursor, () => grammar.expression(cursor, grammar));
    else {
      isQuery = parenthesis(cursor, grammar);
      // SQLite joins no queries in parentheses.
      if (isQuery && !cursor.lenient && isQueryTail(cursor)) grammar.queryTail(cursor, grammar);
      else if (!isQuery || cursor.word() !== ")") {
        isQuery = false;
        grammar.operators(cursor, grammar, level.any);
        if (cursor.take(",")) list(cursor, () => grammar.expression(cursor, grammar));
      }
    }
    cursor.expect(")");
  });
  return isQuery;
}

function word(cursor: Cursor, grammar: Grammar, least: number, own: string): void {
  switch (own) {
    case "CASE":
      return cases(cursor, grammar);
    case "CAST":
      if (cursor.word(1) === "(") return cast(cursor, grammar);
      break;
    case "EXISTS":
      if (cursor.word(1) === "(") {
        cursor.at += 1;
        if ((cursor.lenient && cursor.word(1) === "(") || !parenthesis(cursor, grammar))
          cursor.fail("a query in EXISTS");
        return;
      }
      break;
    case "NOT":
      // SQLite takes it behind every operator.
      if (least > level.not && !cursor.lenient) cursor.fail("an operand");
      while (cursor.take("NOT"));
      grammar.expression(cursor, grammar, cursor.lenient ? level.compare : level.not);
      return;
    case "NULL":
      cursor.at += 1;
      return;
    default:
      if (!cursor.lenient && mysqlWord(cursor, grammar, own)) return;
  }
  nameOrCall(cursor, grammar);
}

const LITERALS = new Set(["DATE", "TIME", "TIMESTAMP"]);

/** Words that only MySQL and MariaDB have; false when the word is none of them. */
function mysqlWord(cursor: Cursor, grammar: Grammar, own: string): boolean {
  const next = cursor.token(1);
  switch (own) {
    case "TRUE":
    case "FALSE":
      cursor.at += 1;
      return true;
    case "BINARY":
      cursor.at += 1;
      grammar.expression(cursor, grammar, level.sign);
      return true;
    case "CONVERT":
      if (next?.word !== "(") return false;
      convert(cursor, grammar);
      return true;
    case "INTERVAL":
      interval(cursor, grammar);
      return true;
    case "DEFAULT":
      cursor.at += 1;
      if (cursor.word() === "(") parenthesised(cursor, () => dotted(cursor));
      return true;
    case "IGNORE":
      // MariaDB: the value that a column gets anyway.
      if (next !== undefined && ![",", ")", "WHERE", "ON"].includes(next.word)) return false;
      cursor.at += 1;
      return true;
    case "ROW":
      if (next?.word !== "(") return false;
      cursor.expect("ROW", "(");
      grammar.expression(cursor, grammar);
      cursor.expect(",");
      list(cursor, () => grammar.expression(cursor, grammar));
      cursor.expect(")");
      return true;
    case "MATCH":
      match(cursor, grammar);
      return true;
    case "NEXT":
    case "PREVIOUS":
      if (cursor.word(1) !== "VALUE" || cursor.word(2) !== "FOR") return false;
      cursor.at += 3;
      dotted(cursor);
      return true;
    default:
      if (!BARE.has(own)) return introducer(cursor, own, next?.kind);
      cursor.at += 1;
      if (!cursor.take("(")) return true;
      if (cursor.word() !== ")") grammar.expression(cursor, grammar);
      cursor.expect(")");
      return true;
  }
}

/** Reserved words that call a function without parentheses. */
const BARE = new Set("CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME LOCALTIME LOCALTIMESTAMP".split(" "));

const SQLITE_BARE = new Set(["CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"]);

/** `_utf8mb4 'text'`, `DATE '2020-01-01'`. */
function introducer(cursor: Cursor, own: string, next: string | undefined): boolean {
  const isOne =
    next === "string" ? own.startsWith("_") || LITERALS.has(own) : next === "number" && own.startsWith("_");
  if (!isOne) {
    if (CHARSETS.has(own)) cursor.fail("a string behind its character set");
    return false;
  }
  cursor.at += 2;
  while (cursor.token()?.kind === "string") cursor.at += 1;
  return true;
}

const CHARSETS = new Set("_UTF8 _UTF8MB3 _UTF8MB4 _LATIN1 _UCS2 _UTF16 _UTF32 _BINARY _ASCII".split(" "));

function nameOrCall(cursor: Cursor, grammar: Grammar): void {
  const token = cursor.token();
  const isWord = token?.kind === "word";
  if (
    cursor.word(1) === "(" &&
    (!isWord || !isReserved(token.word, cursor.lenient) || (!cursor.lenient && callsReserved(token.word)))
  ) {
    if (cursor.lenient && SQLITE_BARE.has(token?.word ?? "")) cursor.fail("a function");
    call(cursor, grammar);
    return;
  }
  if (cursor.word(1) !== "." && !cursor.isName()) cursor.fail("an operand");
  dotted(cursor);
  if (!cursor.lenient && cursor.word() === "(" && cursor.word(-2) === ".") {
    cursor.at -= 1;
    call(cursor, grammar);
  }
}

function cases(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("CASE");
  if (cursor.word() !== "WHEN") grammar.expression(cursor, grammar);
  do {
    cursor.expect("WHEN");
    grammar.expression(cursor, grammar);
    cursor.expect("THEN");
    grammar.expression(cursor, grammar);
  } while (cursor.word() === "WHEN");
  if (cursor.take("ELSE")) grammar.expression(cursor, grammar);
  cursor.expect("END");
}

function cast(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("CAST", "(");
  grammar.expression(cursor, grammar);
  if (cursor.take("AT")) {
    if (!cursor.take("LOCAL")) cursor.expect("TIME", "ZONE");
    cursor.take("INTERVAL");
    cursor.stringValue();
  }
  cursor.expect("AS");
  castType(cursor);
  cursor.take("ARRAY");
  cursor.expect(")");
}

function convert(cursor: Cursor, grammar: Grammar): void {
  cursor.expect("CONVERT", "(");
  grammar.expression(cursor, grammar);
  if (cursor.take(",")) castType(cursor);
  else {
    cursor.expect("USING");
    cursor.nameOrWord();
  }
  cursor.expect(")");
}
