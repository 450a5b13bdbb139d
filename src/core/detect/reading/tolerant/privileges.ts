/** Rights, users and roles. */

import type { Cursor } from "./cursor.ts";
import { account } from "./drop.ts";
import type { Statement } from "./statement.ts";

/** GRANT and REVOKE of rights or of roles. */
export function grant(statement: Statement, cursor: Cursor): void {
  const revoke = cursor.word() === "REVOKE";
  cursor.at += 1;
  cursor.take("IF", "EXISTS");
  const privileges: string[] = [];
  const columns: string[] = [];
  const start = cursor.at;
  const list = new Set(["ON", revoke ? "FROM" : "TO"]);
  do {
    const from = cursor.at;
    cursor.skipTo(new Set([...list, "("]));
    privileges.push(cursor.source(from).toLowerCase());
    if (cursor.at === from) cursor.fail("a right");
    while (cursor.word() === "(") {
      const { from: first, to } = cursor.parentheses();
      columns.push(...cursor.within(first - 1, to + 1).names());
    }
    cursor.skipTo(list);
  } while (cursor.take(","));
  if (!cursor.take("ON")) {
    // Without ON the words are roles, or all rights of a user.
    const role = cursor.source(start);
    statement.emit("change_privileges", {
      name: role,
      details: { revoke, privileges: ["membership"], object: "role" },
    });
    cursor.at = cursor.limit;
    return;
  }
  const object = cursor.takeOne("TABLE", "FUNCTION", "PROCEDURE", "PACKAGE")?.toLowerCase() ?? "table";
  if (cursor.word() === "*" || cursor.word(2) === "*") {
    const schema = cursor.word() === "*" ? null : cursor.name();
    const everything = schema === null ? "all tables" : "all tables in schema";
    statement.emit("change_privileges", { schema, details: { revoke, privileges, object: everything } });
  } else {
    const { schema, table } = cursor.tableName();
    const about = object === "table" ? { table, columns } : { name: table };
    statement.emit("change_privileges", { schema, ...about, details: { revoke, privileges, object } });
  }
  cursor.at = cursor.limit;
}

/** CREATE, ALTER and RENAME of users and roles; `cursor` stands behind USER or ROLE. */
export function changeUser(statement: Statement, cursor: Cursor): void {
  cursor.take("IF", "NOT", "EXISTS");
  cursor.take("IF", "EXISTS");
  const name = account(cursor);
  const options = cursor.source(cursor.at, cursor.limit).toUpperCase();
  const revoke = /\bACCOUNT LOCK\b|\bPASSWORD EXPIRE\b(?! NEVER)/.test(options);
  statement.emit("change_privileges", { name, details: { revoke, privileges: ["login"], object: "role" } });
  cursor.at = cursor.limit;
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
