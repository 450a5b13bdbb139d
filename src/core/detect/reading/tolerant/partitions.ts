/** PARTITION BY and the definitions of partitions. */

import type { Cursor } from "./cursor.ts";
import type { Dialect } from "./dialect.ts";
import { readExpression, readParenthesised } from "./grammar/grammar.ts";
import { tableOption } from "./table-options.ts";

/** Goes over PARTITION BY and all that belongs to it. */
export function skipPartitions(cursor: Cursor, dialect: Dialect): void {
  cursor.expect("PARTITION", "BY");
  const linear = cursor.take("LINEAR");
  const way = cursor.takeOne("HASH", "KEY", ...(linear ? [] : ["RANGE", "LIST", "SYSTEM_TIME"]));
  if (way === null) cursor.fail("a way to partition");
  if (way === "SYSTEM_TIME") systemTime(cursor);
  else parts(cursor, way);
  if (cursor.take("PARTITIONS")) number(cursor);
  if (cursor.take("SUBPARTITION", "BY")) {
    cursor.take("LINEAR");
    parts(cursor, cursor.takeOne("HASH", "KEY") ?? cursor.fail("HASH or KEY"));
    if (cursor.take("SUBPARTITIONS")) number(cursor);
  }
  if (cursor.word() === "(" && (cursor.word(1) === "PARTITION" || cursor.isName(1)))
    definitions(cursor, dialect);
}

/** What the rows are told apart by. */
function parts(cursor: Cursor, way: string): void {
  if (way === "KEY") {
    if (cursor.take("ALGORITHM")) {
      cursor.expect("=");
      number(cursor);
    }
    if (cursor.word(1) === ")") cursor.parentheses();
    else cursor.names();
  } else if (cursor.take("COLUMNS")) cursor.names();
  else readParenthesised(cursor);
}

/** `INTERVAL 1 MONTH STARTS '2020-01-01' AUTO`, `LIMIT 1000`. */
function systemTime(cursor: Cursor): void {
  if (cursor.take("LIMIT")) number(cursor);
  else if (cursor.word() === "INTERVAL") {
    readExpression(cursor);
    if (cursor.take("STARTS")) readExpression(cursor);
  }
  cursor.take("AUTO");
}

function number(cursor: Cursor): void {
  if (cursor.token()?.kind !== "number") cursor.fail("a number");
  cursor.at += 1;
}

function definitions(cursor: Cursor, dialect: Dialect): void {
  cursor.expect("(");
  do partition(cursor, dialect);
  while (cursor.take(","));
  cursor.expect(")");
}

/** `PARTITION p VALUES LESS THAN (10) ENGINE = InnoDB`; its name, and whether it takes what no other does. */
export function partition(cursor: Cursor, dialect: Dialect): { name: string; isDefault: boolean } {
  // MariaDB does without the word.
  cursor.take("PARTITION");
  const name = cursor.name();
  const isDefault = partitionValues(cursor, dialect);
  options(cursor);
  if (!cursor.take("(")) return { name, isDefault };
  do {
    cursor.expect("SUBPARTITION");
    cursor.name();
    options(cursor);
  } while (cursor.take(","));
  cursor.expect(")");
  return { name, isDefault };
}

/** What a partition holds; true when it takes what no other does. */
export function partitionValues(cursor: Cursor, dialect: Dialect): boolean {
  if (cursor.take("DEFAULT")) return true;
  if (cursor.takeOne("HISTORY", "CURRENT") !== null || !cursor.take("VALUES")) return false;
  if (cursor.take("LESS")) {
    // MariaDB 11.4 does without: https://jira.mariadb.org/browse/MDEV-22164
    if (!cursor.take("THAN") && dialect === "mysql") cursor.fail("THAN");
    if (cursor.take("MAXVALUE")) return true;
  } else {
    cursor.expect("IN");
    if (cursor.take("DEFAULT")) return true;
  }
  return values(cursor);
}

function values(cursor: Cursor): boolean {
  let isDefault = false;
  cursor.deeper(() => {
    cursor.expect("(");
    do {
      const own = cursor.takeOne("MAXVALUE", "DEFAULT") !== null;
      if (!own && cursor.word() === "(") values(cursor);
      else if (!own) readExpression(cursor);
      isDefault ||= own;
    } while (cursor.take(","));
    cursor.expect(")");
  });
  return isDefault;
}

function options(cursor: Cursor): void {
  do cursor.take("STORAGE");
  while (tableOption(cursor) !== null);
}
