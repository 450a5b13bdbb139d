/** DROP of everything but parts of a table. */

import { carriedOut, lockWait } from "./carried-out.ts";
import type { Cursor } from "./cursor.ts";
import { dropEvent } from "./events.ts";
import type { Statement } from "./statement.ts";

/** `cursor` stands behind DROP. */
export function drop(statement: Statement, cursor: Cursor): void {
  cursor.takeOne("TEMPORARY", "TEMP");
  const word = cursor.anyWord("what to drop");
  switch (word) {
    case "TABLE":
    case "TABLES":
      return dropMany(statement, cursor, "drop_table");
    case "VIEW":
      return dropMany(statement, cursor, "drop_view");
    case "INDEX":
      return dropIndex(statement, cursor);
    case "DATABASE":
    case "SCHEMA":
      return dropNamed(statement, cursor, "drop_schema", true);
    case "TRIGGER":
      return dropNamed(statement, cursor, "drop_trigger");
    case "PROCEDURE":
    case "FUNCTION":
      return dropNamed(statement, cursor, "drop_function");
    case "SEQUENCE":
      return dropNamed(statement, cursor, "drop_sequence");
    case "EVENT":
      return dropEvent(statement, cursor);
    case "USER":
    case "ROLE":
      return dropUsers(statement, cursor);
    case "PREPARE":
      cursor.name();
      return;
    default:
      statement.unknown(`drops ${DROPPED[word] ?? "an object whose kind is not known"}`);
      cursor.at = cursor.limit;
  }
}

const DROPPED: Record<string, string> = {
  SERVER: "the definition of another server",
  TABLESPACE: "a tablespace",
  UNDO: "an undo tablespace",
  LOGFILE: "a log file group",
  PACKAGE: "a package of stored programs",
  RESOURCE: "a resource group",
  SPATIAL: "a spatial reference system",
};

function dropMany(statement: Statement, cursor: Cursor, kind: "drop_table" | "drop_view"): void {
  const ifExists = cursor.take("IF", "EXISTS");
  const names: { name: ReturnType<Cursor["tableName"]>; from: number; to: number }[] = [];
  do {
    const from = cursor.at;
    names.push({ name: cursor.tableName(), from, to: cursor.at });
  } while (statement.isMysql && cursor.take(","));
  if (statement.isMysql) lockWait(statement, cursor);
  const cascade = statement.isMysql && cursor.takeOne("RESTRICT", "CASCADE") === "CASCADE";
  for (const { name, from, to } of names)
    statement.emit(kind, { ...name, details: { ifExists, cascade } }, { from, to });
}

function dropIndex(statement: Statement, cursor: Cursor): void {
  const ifExists = cursor.take("IF", "EXISTS");
  const details = { ifExists, cascade: false, concurrently: false };
  if (!statement.isMysql) {
    const { schema, table: name } = cursor.tableName();
    statement.emit("drop_index", { schema, name, details });
    return;
  }
  const name = cursor.name();
  cursor.expect("ON");
  const table = cursor.tableName();
  // MariaDB takes only how long it waits.
  if (statement.dialect === "mariadb") lockWait(statement, cursor);
  else while (carriedOut(statement, cursor));
  if (name.toUpperCase() !== "PRIMARY") statement.emit("drop_index", { ...table, name, details });
  else {
    const primary = { ifExists, cascade: false, type: "primary_key" as const };
    statement.emit("drop_constraint", { ...table, name: "PRIMARY", details: primary });
  }
}

function dropNamed(
  statement: Statement,
  cursor: Cursor,
  kind: "drop_schema" | "drop_trigger" | "drop_function" | "drop_sequence",
  cascade = false,
): void {
  const ifExists = cursor.take("IF", "EXISTS");
  const listed = kind === "drop_sequence";
  if (!listed && cursor.word() === ".") cursor.fail("a name");
  for (let more = true; more; more = listed && cursor.take(",")) {
    const { schema, table: name } = cursor.tableName();
    statement.emit(kind, { schema, name, details: { ifExists, cascade } });
  }
}

function dropUsers(statement: Statement, cursor: Cursor): void {
  cursor.take("IF", "EXISTS");
  do {
    const name = account(cursor);
    statement.emit("change_privileges", {
      name,
      details: { revoke: true, privileges: ["all"], object: "role" },
    });
  } while (cursor.take(","));
}

/** `'user'@'host'`, as written without quotes. */
export function account(cursor: Cursor): string {
  const user = cursor.token()?.kind === "string" ? cursor.stringValue() : cursor.name();
  if (cursor.take("(")) {
    // CURRENT_USER() and USER()
    if (!/^(?:current_)?user$/iu.test(user)) cursor.fail("the end of the name");
    cursor.expect(")");
  }
  if (!cursor.take("@")) return user;
  const host = cursor.token()?.kind === "string" ? cursor.stringValue() : cursor.anyWordOrName();
  return `${user}@${host}`;
}
