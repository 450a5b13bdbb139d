/** How a statement is to be carried out: ALGORITHM, LOCK, WAIT, VALIDATION. */

import type { Cursor } from "./cursor.ts";
import type { Statement } from "./statement.ts";

/** ALGORITHM, LOCK, WAIT and VALIDATION: how the whole statement is carried out. False when none stands here. */
export function carriedOut(statement: Statement, cursor: Cursor): boolean {
  const { shared } = statement;
  if (cursor.take("ALGORITHM")) {
    cursor.take("=");
    shared.algorithm = cursor.anyWord("an algorithm").toLowerCase();
    return true;
  }
  if (cursor.take("LOCK")) {
    cursor.take("=");
    shared.lock = cursor.anyWord("a lock").toLowerCase();
    return true;
  }
  if (cursor.is("WITH", "VALIDATION") || cursor.is("WITHOUT", "VALIDATION")) {
    shared.validation = cursor.word() === "WITH";
    cursor.at += 2;
    return true;
  }
  return lockWait(statement, cursor);
}

export function lockWait(statement: Statement, cursor: Cursor): boolean {
  if (cursor.take("NOWAIT")) statement.shared.wait = 0;
  else if (cursor.is("WAIT") && cursor.token(1)?.kind === "number") {
    cursor.at += 1;
    statement.shared.wait = Number(cursor.anyWord("seconds"));
  } else return false;
  return true;
}
