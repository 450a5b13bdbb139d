/** The source text of expressions, and what can be said of them without running them. */

import type { DefaultValue } from "../../../operation.ts";
import type { Cursor } from "./cursor.ts";
import { readExpression, readParenthesised } from "./grammar/grammar.ts";
import type { Token } from "./split.ts";

/** Functions that are called without parentheses. */
const BARE = new Set([
  "CURRENT_TIMESTAMP",
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_USER",
  "LOCALTIME",
  "LOCALTIMESTAMP",
  "UTC_DATE",
  "UTC_TIME",
  "UTC_TIMESTAMP",
]);

/** Words before a parenthesis that call nothing. */
export const noCalls = new Set(
  (
    "AND OR NOT XOR IN ANY ALL SOME EXISTS BETWEEN LIKE REGEXP RLIKE IS CASE WHEN THEN ELSE END AS ON USING FROM JOIN WHERE HAVING BY " +
    "SELECT DISTINCT UNION EXCEPT INTERSECT VALUES VALUE INTO SET OVER PARTITION ORDER GROUP LIMIT OFFSET RETURNING WITH KEY INDEX " +
    "PRIMARY UNIQUE CHECK DEFAULT INTERVAL ROW ROWS RANGE DIV MOD BINARY COLLATE ESCAPE AGAINST CHAR VARCHAR NCHAR DECIMAL NUMERIC DEC " +
    "VARBINARY DATETIME TIMESTAMP TIME YEAR FLOAT DOUBLE INT INTEGER BIGINT UNSIGNED SIGNED TABLE LATERAL FILTER MATCH GLOB FOR USE FORCE " +
    "IGNORE INNER LEFT RIGHT CROSS OUTER STRAIGHT_JOIN NATURAL REPLACE CONFLICT DO UPDATE MATERIALIZED COLUMNS PATH NESTED RECURSIVE THAN LESS TEXT"
  ).split(" "),
);

/** Goes over a default as MySQL, MariaDB and SQLite take it: a signed literal, a call, or anything in parentheses. */
export function defaultValue(cursor: Cursor): DefaultValue {
  const start = cursor.at;
  let isLiteral = true;
  while (cursor.takeOne("+", "-") !== null);
  const token = cursor.token();
  if (token === undefined) cursor.fail("a default");
  if (token.word === "(") {
    const { from, to } = readParenthesised(cursor);
    isLiteral = isConstant(cursor, from, to);
  } else if (token.kind === "string" || isIntroducer(cursor)) {
    if (token.kind === "word") cursor.at += 1;
    do cursor.at += 1;
    while (cursor.token()?.kind === "string");
  } else if (cursor.is("NEXT", "VALUE") || cursor.is("PREVIOUS", "VALUE")) {
    readExpression(cursor);
    isLiteral = false;
  } else {
    if (token.kind !== "word" && token.kind !== "number" && token.kind !== "name") cursor.fail("a default");
    if (NEVER.has(token.word)) cursor.fail("a default");
    isLiteral =
      token.kind === "number" || LITERAL.has(token.word) || (cursor.lenient && !BARE.has(token.word));
    cursor.at += 1;
    while (cursor.take(".")) cursor.at += 1;
    if (cursor.word() === "(" && !cursor.lenient) {
      cursor.at -= 1;
      readExpression(cursor);
      isLiteral = false;
    }
  }
  const functions = isLiteral ? [] : functionNames(cursor.tokens, start, cursor.at);
  return { text: cursor.source(start), kind: isLiteral ? "literal" : "expression", functions };
}

/** Words behind which the default is missing. */
const NEVER = new Set(
  "NOT UNIQUE PRIMARY KEY REFERENCES CHECK CONSTRAINT COLLATE GENERATED AS DEFAULT COMMENT".split(" "),
);

const LITERAL = new Set(["TRUE", "FALSE", "NULL", "ON", "OFF", "YES", "NO"]);

/** `_utf8mb4'text'`, `DATE '2020-01-01'`: a word that belongs to the literal behind it. */
function isIntroducer(cursor: Cursor): boolean {
  const next = cursor.token(1)?.kind;
  const word = cursor.word();
  if (word.startsWith("_")) return next === "string" || next === "number";
  return next === "string" && (word === "DATE" || word === "TIME" || word === "TIMESTAMP");
}

/** Nothing but one literal, with signs and parentheses. */
function isConstant(cursor: Cursor, from: number, to: number): boolean {
  let literals = 0;
  for (let at = from; at < to; at += 1) {
    const { kind, word } = cursor.tokens[at] as Token;
    if (kind === "string" || kind === "number" || LITERAL.has(word)) literals += 1;
    else if (word !== "(" && word !== ")" && word !== "-" && word !== "+" && !word.startsWith("_"))
      return false;
  }
  return literals === 1;
}

/** The lower-case names of the functions that tokens `[from, to)` call, CURRENT_TIMESTAMP and the like among them. */
export function functionNames(tokens: readonly Token[], from: number, to: number): string[] {
  const found = new Set<string>();
  for (let at = from; at < to; at += 1) {
    const { kind, word } = tokens[at] as Token;
    if (kind !== "word") continue;
    const isCall = at + 1 < to && tokens[at + 1]?.word === "(" && !noCalls.has(word);
    if (isCall || BARE.has(word)) found.add(word.toLowerCase());
  }
  return [...found];
}
