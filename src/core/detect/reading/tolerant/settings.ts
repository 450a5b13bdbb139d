/** SET and PRAGMA: what the session takes from them, and what acts on more than the session. */

import type { Cursor } from "./cursor.ts";
import { account } from "./drop.ts";
import { readExpression } from "./grammar/grammar.ts";
import type { ReadTokens } from "./bodies.ts";
import { Statement } from "./statement.ts";

const SCOPES = new Set(["SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY"]);

/** `SET a = 1, @b := 2, @@session.c = 3`, SET NAMES, SET ROLE and so on. */
export function set(statement: Statement, cursor: Cursor, read: ReadTokens): void {
  cursor.expect("SET");
  if (cursor.take("PASSWORD")) {
    const name = cursor.take("FOR") ? account(cursor) : "current_user";
    statement.emit("change_privileges", {
      name,
      details: { revoke: false, privileges: ["password"], object: "role" },
    });
    cursor.at = cursor.limit;
    return;
  }
  if (cursor.take("DEFAULT", "ROLE")) {
    statement.emit("change_privileges", {
      name: null,
      details: { revoke: false, privileges: ["default role"], object: "role" },
    });
    cursor.at = cursor.limit;
    return;
  }
  if (cursor.take("STATEMENT")) {
    return forOne(statement, cursor, read);
  }
  if (
    ["NAMES", "CHARACTER", "CHARSET", "ROLE", "TRANSACTION", "RESOURCE"].includes(cursor.word()) &&
    cursor.word(1) !== "="
  ) {
    cursor.at = cursor.limit;
    return;
  }
  do assignment(statement, cursor);
  while (cursor.take(","));
}

/** MariaDB's settings for one statement only: https://mariadb.com/kb/en/set-statement/ */
function forOne(statement: Statement, cursor: Cursor, read: ReadTokens): void {
  const { session, tokens, standing } = statement;
  const { foreignKeyChecks } = session;
  const spelling = { ...session.spelling };
  do assignment(statement, cursor);
  while (cursor.take(","));
  cursor.expect("FOR");
  const inner = new Statement(session, tokens, standing, cursor.at, cursor.limit);
  cursor.at = cursor.limit;
  read(inner);
  session.foreignKeyChecks = foreignKeyChecks;
  Object.assign(session.spelling, spelling);
}

function assignment(statement: Statement, cursor: Cursor): void {
  let scope = "";
  let isUser = false;
  const start = cursor.at;
  if (cursor.take("@", "@")) {
    if (SCOPES.has(cursor.word()) && cursor.word(1) === ".") {
      scope = cursor.word();
      cursor.at += 2;
    }
  } else if (cursor.take("@")) isUser = true;
  else if (SCOPES.has(cursor.word()) && cursor.word(1) !== "=") {
    scope = cursor.word();
    cursor.at += 1;
    if (cursor.take("TRANSACTION")) cursor.at = cursor.limit;
    if (cursor.done) return;
    cursor.take("@", "@");
  }
  const quoted = cursor.token()?.kind === "string";
  let name = isUser && quoted ? cursor.stringValue() : cursor.name();
  while (cursor.take(".")) name += `.${cursor.name()}`;
  cursor.take(":");
  if (!cursor.take("=")) {
    if (isUser || scope !== "" || !["NAMES", "CHARSET"].includes(name.toUpperCase())) cursor.fail("=");
  }
  const from = cursor.at;
  settingValue(cursor);
  const to = cursor.at;
  if (isUser) {
    statement.session.variables.set(name.toLowerCase(), { tokens: cursor.tokens, from, to });
    return;
  }
  if (scope === "GLOBAL" || scope.startsWith("PERSIST")) {
    statement.unknown(`changes a setting of the whole server (${name.slice(0, 60)})`, { from: start, to });
    return;
  }
  remember(statement, name.toLowerCase(), cursor.source(from, to).toUpperCase());
}

/** An expression, or one of the words that are reserved elsewhere. */
function settingValue(cursor: Cursor): void {
  const next = cursor.word(1);
  if (
    (next === "" || next === ",") &&
    cursor.takeOne("ON", "ALL", "BINARY", "ROW", "SYSTEM", "FORCE", "DEFAULT") !== null
  )
    return;
  readExpression(cursor);
}

/** What the statements behind depend on. */
function remember({ session, standing }: Statement, name: string, value: string): void {
  if (name === "foreign_key_checks") {
    const isSure = standing.conditional === session.context.conditional;
    session.foreignKeyChecks = !isSure ? null : isOff(value) ? false : isOn(value) ? true : null;
  } else if (name === "sql_mode") {
    session.spelling.ansiQuotes = /ANSI/.test(value);
    session.spelling.backslashes = !value.includes("NO_BACKSLASH_ESCAPES");
  }
}

function isOff(value: string): boolean {
  return /^['"]?(?:0|OFF|FALSE|NO)['"]?$/.test(value);
}

function isOn(value: string): boolean {
  return /^['"]?(?:1|ON|TRUE|YES)['"]?$/.test(value);
}

/** `PRAGMA name = value`, `PRAGMA name(value)`. */
export function pragma(statement: Statement, cursor: Cursor): void {
  cursor.expect("PRAGMA");
  const name = cursor.tableName().table.toLowerCase();
  const isSet = cursor.takeOne("=", "(") !== null;
  if (isSet && cursor.done) cursor.fail("a value");
  const value = isSet ? cursor.source(cursor.at, cursor.limit).replace(/\)$/, "").trim().toUpperCase() : "";
  cursor.at = cursor.limit;
  if (name === "foreign_keys" && isSet) statement.session.foreignKeyChecks = !isOff(value);
  else if (name === "writable_schema" && isSet && !isOff(value) && value !== "RESET") {
    statement.unknown("lets the statements behind it write into the schema itself");
  }
}
