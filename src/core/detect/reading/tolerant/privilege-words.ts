/** The words of GRANT, REVOKE and CREATE USER besides the names. */

import type { Cursor } from "./cursor.ts";
import { account } from "./drop.ts";

/** Rights of more than one word, and those of one that are reserved: https://mariadb.com/kb/en/grant/#privilege-levels and https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html */
const RIGHTS = (
  "ALL PRIVILEGES|ALL|ALTER ROUTINE|ALTER|CREATE ROUTINE|CREATE TABLESPACE|CREATE TEMPORARY TABLES|CREATE USER|CREATE VIEW|CREATE ROLE|CREATE|" +
  "DELETE HISTORY|DELETE VERSIONING ROWS|DELETE|DROP ROLE|DROP|EVENT|EXECUTE|FILE|GRANT OPTION|INDEX|INSERT|LOCK TABLES|PROCESS|PROXY|" +
  "REFERENCES|RELOAD|REPLICATION CLIENT|REPLICATION SLAVE ADMIN|REPLICATION SLAVE|REPLICATION MASTER ADMIN|REPLICATION REPLICA ADMIN|" +
  "REPLICATION REPLICA|BINLOG ADMIN|BINLOG MONITOR|BINLOG REPLAY|CONNECTION ADMIN|FEDERATED ADMIN|READ_ONLY ADMIN|READ ONLY ADMIN|" +
  "SET USER|SHOW DATABASES|SHOW VIEW|SHOW CREATE ROUTINE|SHUTDOWN|SLAVE MONITOR|REPLICA MONITOR|SUPER|TRIGGER|UPDATE|USAGE|SELECT"
)
  .split("|")
  .map((right) => right.split(" "));

/** Goes over one right, or the name of a role or of a right that a plug-in brings; true when every server knows the right. */
export function right(cursor: Cursor): boolean {
  if (RIGHTS.some((words) => cursor.take(...words))) return true;
  account(cursor);
  return false;
}

/** `'u'@'h' IDENTIFIED BY 'p', ...`: the names. */
export function accounts(cursor: Cursor): string[] {
  const found: string[] = [];
  do {
    found.push(account(cursor));
    authentication(cursor);
  } while (cursor.take(","));
  return found;
}

/** IDENTIFIED BY, WITH and VIA. */
function authentication(cursor: Cursor): void {
  while (cursor.take("IDENTIFIED") || cursor.take("AND", "IDENTIFIED")) {
    if (cursor.take("BY")) secret(cursor);
    else {
      if (cursor.takeOne("WITH", "VIA") === null) cursor.fail("BY or WITH");
      do {
        cursor.nameOrString();
        if (cursor.takeOne("BY", "AS", "USING") !== null) secret(cursor);
      } while (cursor.take("OR"));
    }
    if (cursor.take("REPLACE")) cursor.stringValue();
    cursor.take("RETAIN", "CURRENT", "PASSWORD");
  }
  cursor.take("DISCARD", "OLD", "PASSWORD");
}

function secret(cursor: Cursor): void {
  if (cursor.take("RANDOM", "PASSWORD")) return;
  const isCall = cursor.take("PASSWORD") && cursor.take("(");
  cursor.stringValue();
  if (isCall) cursor.expect(")");
}

/** What a statement about accounts says behind their names; false when nothing more stands here. */
export function accountOption(cursor: Cursor): boolean {
  if (cursor.take("WITH")) {
    if (cursor.take("GRANT", "OPTION") || cursor.take("ADMIN", "OPTION")) return true;
    if (cursor.take("ADMIN")) account(cursor);
    else limit(cursor);
    return true;
  }
  if (/^MAX_\w+$/u.test(cursor.word()) || cursor.is("GRANT", "OPTION")) {
    if (!cursor.take("GRANT", "OPTION")) limit(cursor);
    return true;
  }
  if (cursor.take("REQUIRE")) return requirement(cursor);
  if (cursor.take("ACCOUNT")) return one(cursor, "LOCK", "UNLOCK");
  if (cursor.take("COMMENT") || cursor.take("ATTRIBUTE")) {
    cursor.stringValue();
    return true;
  }
  if (cursor.take("DEFAULT", "ROLE")) {
    if (cursor.takeOne("ALL", "NONE") === null) accounts(cursor);
    return true;
  }
  if (cursor.take("PASSWORD")) {
    if (cursor.takeOne("EXPIRE", "HISTORY", "REUSE", "REQUIRE") === null)
      cursor.fail("what is said of the password");
    while (
      cursor.takeOne("NEVER", "DEFAULT", "INTERVAL", "DAY", "CURRENT", "OPTIONAL") !== null ||
      isNumber(cursor)
    );
    return true;
  }
  if (cursor.takeOne("FAILED_LOGIN_ATTEMPTS", "PASSWORD_LOCK_TIME") === null) return false;
  if (!cursor.take("UNBOUNDED") && !isNumber(cursor)) cursor.fail("a number");
  return true;
}

function limit(cursor: Cursor): void {
  if (!/^MAX_\w+$/u.test(cursor.word())) cursor.fail("GRANT OPTION or a limit");
  cursor.at += 1;
  if (!isNumber(cursor)) cursor.fail("a number");
}

function requirement(cursor: Cursor): true {
  if (cursor.takeOne("NONE", "SSL", "X509") !== null) return true;
  do {
    if (cursor.takeOne("ISSUER", "SUBJECT", "CIPHER") === null) cursor.fail("NONE, SSL or X509");
    cursor.stringValue();
    cursor.take("AND");
  } while (["ISSUER", "SUBJECT", "CIPHER"].includes(cursor.word()));
  return true;
}

function one(cursor: Cursor, ...words: string[]): true {
  if (cursor.takeOne(...words) === null) cursor.fail(words.join(" or "));
  return true;
}

function isNumber(cursor: Cursor): boolean {
  if (cursor.token()?.kind !== "number") return false;
  cursor.at += 1;
  return true;
}
