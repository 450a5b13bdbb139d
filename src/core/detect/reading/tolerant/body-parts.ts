/** Parts of stored programs: parameters, declarations, the range of a loop, conditions, and what the program says of itself. */

import type { Cursor } from "./cursor.ts";
import { readExpression, readQuery, startsQuery } from "./grammar/grammar.ts";
import { mysqlType } from "./types.ts";

/** `(IN a int, OUT b varchar(9))`. */
export function parameters(cursor: Cursor): void {
  cursor.expect("(");
  if (cursor.take(")")) return;
  do {
    cursor.takeOne("IN", "OUT", "INOUT");
    cursor.name();
    variableType(cursor);
    if (cursor.take("DEFAULT")) readExpression(cursor);
  } while (cursor.take(","));
  cursor.expect(")");
}

/** The type of a variable, a parameter or a result. */
export function variableType(cursor: Cursor): void {
  if (cursor.take("TYPE", "OF")) {
    cursor.tableName();
    if (cursor.take(".")) cursor.name();
    return;
  }
  if (cursor.take("ROW")) {
    if (cursor.take("TYPE", "OF")) cursor.tableName();
    else cursor.parentheses();
    return;
  }
  mysqlType(cursor);
  for (;;) {
    if (cursor.take("CHARSET") || cursor.take("CHARACTER", "SET") || cursor.take("COLLATE"))
      cursor.nameOrString();
    else if (cursor.takeOne("BINARY", "ASCII", "UNICODE", "BYTE") === null) return;
  }
}

const CHARACTERISTICS = [
  ["LANGUAGE", "SQL"],
  ["NOT", "DETERMINISTIC"],
  ["DETERMINISTIC"],
  ["CONTAINS", "SQL"],
  ["NO", "SQL"],
  ["READS", "SQL", "DATA"],
  ["MODIFIES", "SQL", "DATA"],
  ["SQL", "SECURITY", "DEFINER"],
  ["SQL", "SECURITY", "INVOKER"],
];

/** What a program says of itself before its body. */
export function characteristics(cursor: Cursor): void {
  for (;;) {
    if (cursor.take("COMMENT")) cursor.stringValue();
    else if (!CHARACTERISTICS.some((words) => cursor.take(...words))) return;
  }
}

/** DECLARE; true when a statement follows, which is what a handler does. */
export function declaration(cursor: Cursor): boolean {
  cursor.expect("DECLARE");
  if (cursor.word(1) === "HANDLER") {
    if (cursor.takeOne("CONTINUE", "EXIT", "UNDO") === null) cursor.fail("CONTINUE or EXIT");
    cursor.expect("HANDLER", "FOR");
    do condition(cursor);
    while (cursor.take(","));
    return true;
  }
  do cursor.name();
  while (cursor.take(","));
  if (cursor.take("CURSOR")) {
    if (cursor.word() === "(") parameters(cursor);
    cursor.expect("FOR");
    // MariaDB opens a cursor for a prepared statement too.
    if (startsQuery(cursor) || cursor.word() === "(") readQuery(cursor);
    else cursor.name();
  } else if (cursor.take("CONDITION")) {
    cursor.expect("FOR");
    condition(cursor);
  } else {
    variableType(cursor);
    if (cursor.take("DEFAULT")) readExpression(cursor);
  }
  return false;
}

function condition(cursor: Cursor): void {
  if (cursor.take("SQLSTATE")) {
    cursor.take("VALUE");
    cursor.stringValue();
  } else if (cursor.take("SQLWARNING") || cursor.take("SQLEXCEPTION") || cursor.take("NOT", "FOUND")) return;
  else if (cursor.token()?.kind === "number") cursor.at += 1;
  else cursor.name();
}

/** `FOR i IN 1..3 DO`, `FOR r IN (SELECT ...) DO`. */
export function loopRange(cursor: Cursor): void {
  cursor.expect("FOR");
  cursor.name();
  cursor.expect("IN");
  if (cursor.word() === "(" && (cursor.word(1) === "SELECT" || cursor.word(1) === "WITH")) {
    cursor.expect("(");
    readQuery(cursor);
    cursor.expect(")");
  } else {
    const from = cursor.at;
    cursor.skipTo(new Set(["DO", ";"]), false);
    if (cursor.at === from) cursor.fail("what the loop goes over");
  }
  cursor.expect("DO");
}

/** `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'x'`, `GET DIAGNOSTICS n = NUMBER`. */
export function diagnostics(cursor: Cursor): void {
  if (cursor.take("GET")) {
    cursor.takeOne("CURRENT", "STACKED");
    cursor.expect("DIAGNOSTICS");
    if (cursor.take("CONDITION")) readExpression(cursor);
  } else {
    const isFirst = cursor.word() === "SIGNAL";
    cursor.at += 1;
    if (isFirst || (!cursor.done && cursor.word() !== "SET" && cursor.word() !== ";")) condition(cursor);
    if (!cursor.take("SET")) return;
  }
  do {
    readExpression(cursor);
  } while (cursor.take(","));
}
