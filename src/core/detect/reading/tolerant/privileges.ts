/** Rights, users and roles. */

import type { Cursor } from "./cursor.ts";
import { account } from "./drop.ts";
import { accountOption, accounts, right } from "./privilege-words.ts";
import type { Statement } from "./statement.ts";

/** GRANT and REVOKE of rights or of roles. */
export function grant(statement: Statement, cursor: Cursor): void {
  const revoke = cursor.word() === "REVOKE";
  cursor.at += 1;
  cursor.take("IF", "EXISTS");
  const privileges: string[] = [];
  const columns: string[] = [];
  const start = cursor.at;
  let isKnown = true;
  if (revoke) cursor.take("ADMIN", "OPTION", "FOR");
  do {
    const from = cursor.at;
    if (!right(cursor)) isKnown = false;
    privileges.push(cursor.source(from).toLowerCase());
    if (cursor.word() === "(") columns.push(...cursor.names());
  } while (cursor.take(","));
  if (cursor.word() !== "ON") {
    // Without ON the words are roles, or all rights of a user.
    const role = cursor.source(start);
    statement.emit("change_privileges", {
      name: role,
      details: { revoke, privileges: ["membership"], object: "role" },
    });
  } else {
    // MySQL's plug-ins bring rights of their own.
    if (!isKnown && statement.dialect === "mariadb") cursor.fail("a right");
    cursor.expect("ON");
    onWhat(statement, cursor, { revoke, privileges, columns });
  }
  cursor.expect(revoke ? "FROM" : "TO");
  accounts(cursor);
  while (accountOption(cursor));
  if (cursor.take("AS")) {
    account(cursor);
    if (cursor.take("WITH", "ROLE") && cursor.takeOne("ALL", "NONE", "DEFAULT") === null) accounts(cursor);
  }
  cursor.take("IGNORE", "UNKNOWN", "USER");
}

/** What the rights are on. */
function onWhat(
  statement: Statement,
  cursor: Cursor,
  { revoke, privileges, columns }: { revoke: boolean; privileges: string[]; columns: string[] },
): void {
  if (privileges[0] === "proxy") {
    const name = account(cursor);
    statement.emit("change_privileges", { name, details: { revoke, privileges, object: "role" } });
    return;
  }
  const object = cursor.takeOne("TABLE", "FUNCTION", "PROCEDURE", "PACKAGE")?.toLowerCase() ?? "table";
  if (object === "package") cursor.take("BODY");
  if (cursor.word() === "*" || (cursor.word(1) === "." && cursor.word(2) === "*")) {
    const schema = cursor.take("*") ? null : cursor.name();
    if (schema !== null || cursor.word() === ".") cursor.expect(".", "*");
    const everything = schema === null ? "all tables" : "all tables in schema";
    statement.emit("change_privileges", { schema, details: { revoke, privileges, object: everything } });
    return;
  }
  const { schema, table } = cursor.tableName();
  const about = object === "table" ? { table, columns } : { name: table };
  statement.emit("change_privileges", { schema, ...about, details: { revoke, privileges, object } });
}

/** CREATE, ALTER and RENAME of users and roles; `cursor` stands behind USER or ROLE. */
export function changeUser(statement: Statement, cursor: Cursor): void {
  cursor.take("IF", "NOT", "EXISTS");
  cursor.take("IF", "EXISTS");
  const names = accounts(cursor);
  const from = cursor.at;
  while (accountOption(cursor));
  const options = cursor.source(from).toUpperCase();
  const revoke = /\bACCOUNT LOCK\b|\bPASSWORD EXPIRE\b(?! NEVER)/.test(options);
  for (const name of names)
    statement.emit("change_privileges", { name, details: { revoke, privileges: ["login"], object: "role" } });
}

/** `RENAME USER a TO b`: nobody logs in under the old name any more. */
export function renameUser(statement: Statement, cursor: Cursor): void {
  do {
    const name = account(cursor);
    cursor.expect("TO");
    account(cursor);
    statement.emit("change_privileges", {
      name,
      details: { revoke: true, privileges: ["login"], object: "role" },
    });
  } while (cursor.take(","));
}
