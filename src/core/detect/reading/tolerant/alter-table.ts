/** ALTER TABLE of MySQL, MariaDB and SQLite: its clauses in order. */

import { addClause, alterClause, dropClause } from "./alter-parts.ts";
import { changeColumn, modifyColumn } from "./alter-columns.ts";
import { optionClause } from "./alter-options.ts";
import { partitionClause } from "./alter-partitions.ts";
import { columnOrIndexRename, renameTable } from "./rename.ts";
import { Unreadable } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import type { Alter } from "./alter.ts";
import { carriedOut, lockWait } from "./carried-out.ts";
import { knownOptions } from "./table-options.ts";
import type { Statement } from "./statement.ts";

/** `cursor` stands behind TABLE. */
export function alterTable(statement: Statement, cursor: Cursor): void {
  if (statement.isMysql) cursor.take("IF", "EXISTS");
  const table = cursor.tableName();
  if (statement.isMysql) lockWait(statement, cursor);
  const alter: Alter = { statement, cursor, table };
  if (!statement.isMysql) return sqliteClause(alter);
  while (!cursor.done) {
    const start = cursor.at;
    try {
      clause(alter);
      if (!cursor.done && cursor.word() !== "," && !isOptionNext(cursor))
        cursor.fail("the end of the clause");
    } catch (cause) {
      if (!(cause instanceof Unreadable)) throw cause;
      cursor.at = start;
      while (!cursor.done && cursor.word() !== ",") skipOne(cursor);
      statement.refuse(cause.message, { from: start, to: cursor.at });
    }
    cursor.take(",");
  }
}

/** SQLite takes one clause only. */
function sqliteClause(alter: Alter): void {
  const { cursor } = alter;
  if (!["ADD", "DROP", "RENAME", "ALTER"].includes(cursor.word())) cursor.fail("ADD, DROP, RENAME or ALTER");
  clause(alter);
}

/** Table options and partitions follow each other without a comma. */
function isOptionNext(cursor: Cursor): boolean {
  const word = cursor.word();
  if (
    word === "PARTITION" ||
    word === "REMOVE" ||
    word === "DEFAULT" ||
    word === "CHARACTER" ||
    word === "WITH" ||
    (word === "UNION" && cursor.word(1) === "(")
  )
    return true;
  const kind = cursor.token()?.kind;
  if (kind === "name") return cursor.word(1) === "=";
  if (word === "ALGORITHM" || word === "LOCK") return false;
  return kind === "word" && (cursor.word(1) === "=" || knownOptions.has(word));
}

/** Goes over a broken clause without looking into it. */
function skipOne(cursor: Cursor): void {
  try {
    if (cursor.word() === "(") {
      cursor.parentheses();
      return;
    }
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    cursor.at = cursor.limit;
    return;
  }
  cursor.at += 1;
}

function clause(alter: Alter): void {
  const { statement, cursor } = alter;
  switch (cursor.word()) {
    case "ADD":
      return addClause(alter);
    case "DROP":
      return dropClause(alter);
    case "ALTER":
      return alterClause(alter);
    case "RENAME":
      if (!columnOrIndexRename(alter)) renameTable(alter);
      return;
    case "CHANGE":
      return changeColumn(alter);
    case "MODIFY":
      return modifyColumn(alter);
    default:
      if (carriedOut(statement, cursor) || partitionClause(alter)) return;
      optionClause(alter);
  }
}
