/** Columns as CREATE TABLE and ALTER TABLE declare them. */

import type { Column, ColumnTraits, TableName } from "../../../operation.ts";
import type { Cursor } from "./cursor.ts";
import type { Dialect } from "./dialect.ts";
import { defaultValue } from "./expressions.ts";
import { readParenthesised } from "./grammar/grammar.ts";
import { mysqlType, sqliteType } from "./types.ts";

export interface ReadColumn {
  column: Column;
  traits: ColumnTraits;
  /** ON DELETE of its REFERENCES. */
  onDelete: string | null;
}

/** Reads a column from its name on, up to what is no part of it. */
export function readColumn(cursor: Cursor, dialect: Dialect): ReadColumn {
  const name = cursor.name();
  if (dialect === "sqlite" || !cursor.take(".")) return readDefinition(cursor, dialect, name);
  // MySQL takes the table before it, and the database before that.
  const { schema, table } = cursor.tableName();
  return readDefinition(cursor, dialect, schema === null ? table : cursor.take(".") ? cursor.name() : table);
}

/** The same behind the name. */
export function readDefinition(cursor: Cursor, dialect: Dialect, name: string): ReadColumn {
  const type = dialect === "sqlite" ? sqliteType(cursor) : mysqlType(cursor);
  const column: Column = {
    name,
    type: type.text,
    nullable: !type.serial,
    default: null,
    identity: false,
    generated: null,
    primaryKey: false,
    unique: type.serial,
    check: null,
    references: null,
    collation: null,
  };
  const traits: ColumnTraits = {
    charset: type.charset,
    counts: type.serial,
    expression: null,
    onUpdate: null,
    invisible: false,
    others: [],
  };
  const read = { column, traits, onDelete: null };
  while (attribute(cursor, dialect, read));
  if (column.primaryKey) column.nullable = false;
  column.identity = traits.counts;
  return read;
}

/** One attribute; false when none stands here. */
function attribute(cursor: Cursor, dialect: Dialect, read: ReadColumn): boolean {
  const { column, traits } = read;
  const start = cursor.at;
  switch (cursor.word()) {
    case "NOT":
      if (cursor.word(1) === "DEFERRABLE") return deferrable(cursor);
      cursor.expect("NOT", "NULL");
      column.nullable = false;
      return onConflict(cursor);
    case "NULL":
      cursor.at += 1;
      column.nullable = true;
      return onConflict(cursor);
    case "DEFAULT":
      cursor.at += 1;
      column.default = defaultValue(cursor);
      return true;
    case "ON":
      if (cursor.lenient) return false;
      cursor.expect("ON", "UPDATE");
      if (cursor.word() === "(") cursor.fail("a time");
      traits.onUpdate = defaultValue(cursor).text;
      return true;
    case "AUTO_INCREMENT":
      if (cursor.lenient) return false;
      cursor.at += 1;
      traits.counts = true;
      return true;
    case "SERIAL":
      if (cursor.lenient) return false;
      cursor.expect("SERIAL", "DEFAULT", "VALUE");
      Object.assign(column, { nullable: false, unique: true });
      traits.counts = true;
      return true;
    case "UNIQUE":
      cursor.at += 1;
      if (!cursor.lenient) cursor.take("KEY");
      column.unique = true;
      return onConflict(cursor);
    case "PRIMARY":
    case "KEY":
      if (!cursor.take("PRIMARY") && cursor.lenient) cursor.fail("PRIMARY");
      // KEY alone makes a primary key in MySQL.
      cursor.expect("KEY");
      cursor.takeOne("ASC", "DESC");
      column.primaryKey = true;
      onConflict(cursor);
      if (cursor.lenient && cursor.take("AUTOINCREMENT")) traits.counts = true;
      return true;
    case "GENERATED":
    case "AS":
      generated(cursor, read);
      return true;
    case "CONSTRAINT":
      cursor.at += 1;
      // MySQL's constraint needs no name.
      if (dialect !== "mysql" || cursor.word() !== "CHECK") cursor.name();
      if (dialect === "mysql" && cursor.word() !== "CHECK") cursor.fail("CHECK");
      if (dialect === "mariadb" && cursor.word() !== "REFERENCES") cursor.fail("REFERENCES");
      return true;
    case "CHECK": {
      cursor.at += 1;
      const { from, to } = readParenthesised(cursor);
      const text = cursor.source(from, to);
      column.check = column.check === null ? text : `(${column.check}) AND (${text})`;
      if (!cursor.take("ENFORCED") && cursor.take("NOT", "ENFORCED"))
        traits.others.push("check not enforced");
      return true;
    }
    case "REFERENCES": {
      const { table, onDelete } = references(cursor);
      // MySQL takes the words and makes no foreign key of them; MariaDB and SQLite do.
      if (dialect !== "mysql") Object.assign(column, { references: table });
      read.onDelete = onDelete;
      return true;
    }
    case "DEFERRABLE":
      return deferrable(cursor);
    case "COLLATE":
      cursor.at += 1;
      if (!cursor.lenient) cursor.take("=");
      column.collation = cursor.nameOrString();
      return true;
    default:
      if (dialect === "sqlite" || !option(cursor, dialect, read)) return false;
      return cursor.at > start;
  }
}

/** The attributes that only MySQL and MariaDB have. */
function option(cursor: Cursor, dialect: Dialect, { column, traits }: ReadColumn): boolean {
  const word = cursor.word();
  switch (word) {
    case "CHARACTER":
    case "CHARSET":
      if (!cursor.take("CHARSET")) cursor.expect("CHARACTER", "SET");
      cursor.take("=");
      traits.charset = cursor.nameOrString();
      return true;
    case "CHAR":
      cursor.expect("CHAR", "SET");
      traits.charset = cursor.nameOrString();
      return true;
    case "ASCII":
    case "UNICODE":
      cursor.at += 1;
      traits.charset = word === "ASCII" ? "latin1" : "ucs2";
      return true;
    case "BYTE":
      cursor.at += 1;
      traits.charset = "binary";
      return true;
    case "BINARY":
      cursor.at += 1;
      column.collation ??= "binary";
      return true;
    case "COMMENT":
      cursor.at += 1;
      cursor.take("=");
      cursor.stringValue();
      while (cursor.token()?.kind === "string") cursor.at += 1;
      return true;
    case "VISIBLE":
    case "INVISIBLE":
      cursor.at += 1;
      traits.invisible = word === "INVISIBLE";
      return true;
    case "COLUMN_FORMAT":
    case "STORAGE":
    case "SRID":
    case "REF_SYSTEM_ID":
    case "ENGINE_ATTRIBUTE":
    case "SECONDARY_ENGINE_ATTRIBUTE": {
      const start = cursor.at;
      cursor.at += 1;
      cursor.take("=");
      cursor.at += 1;
      traits.others.push(cursor.source(start).toLowerCase());
      return true;
    }
    case "COMPRESSED":
      cursor.at += 1;
      if (cursor.take("=")) cursor.anyWord("a method of compression");
      traits.others.push("compressed");
      return true;
    case "WITH":
    case "WITHOUT":
      cursor.at += 1;
      cursor.expect("SYSTEM", "VERSIONING");
      traits.others.push(`${word.toLowerCase()} system versioning`);
      return true;
    default:
      // Engines of MariaDB have attributes of their own.
      if (dialect !== "mariadb" || cursor.token()?.kind !== "word" || cursor.word(1) !== "=") return false;
      if (word === "ALGORITHM" || word === "LOCK") return false;
      cursor.at += 3;
      traits.others.push(cursor.source(cursor.at - 3).toLowerCase());
      return true;
  }
}

function generated(cursor: Cursor, { column, traits }: ReadColumn): void {
  if (cursor.take("GENERATED")) {
    // SQLite does without ALWAYS.
    if (!cursor.take("ALWAYS") && !cursor.lenient) cursor.expect("BY", "DEFAULT");
  }
  cursor.expect("AS");
  if (cursor.take("ROW")) {
    const end = cursor.takeOne("START", "END") ?? cursor.fail("START or END");
    traits.others.push(`row ${end.toLowerCase()}`);
    return;
  }
  const { from, to } = readParenthesised(cursor);
  traits.expression = cursor.source(from, to);
  const kept = cursor.takeOne("STORED", "PERSISTENT", "VIRTUAL");
  column.generated = kept === "STORED" || kept === "PERSISTENT" ? "stored" : "virtual";
}

/** SQLite: what is done with a row that breaks it. */
export function onConflict(cursor: Cursor): true {
  if (cursor.lenient && cursor.take("ON", "CONFLICT")) cursor.anyWord("what to do in a conflict");
  return true;
}

function deferrable(cursor: Cursor): true {
  cursor.take("NOT");
  cursor.expect("DEFERRABLE");
  if (cursor.take("INITIALLY")) cursor.anyWord("DEFERRED or IMMEDIATE");
  return true;
}

/** `REFERENCES t (c) ON DELETE ...`. */
export function references(cursor: Cursor): {
  table: TableName & { columns: string[] };
  onDelete: string | null;
} {
  cursor.expect("REFERENCES");
  const table = { ...cursor.tableName(), columns: cursor.word() === "(" ? cursor.names() : [] };
  let onDelete: string | null = null;
  for (;;) {
    if (cursor.take("MATCH")) cursor.anyWord("how it matches");
    else if (cursor.take("ON", "DELETE")) onDelete = action(cursor);
    else if (cursor.take("ON", "UPDATE")) action(cursor);
    else if (cursor.is("DEFERRABLE") || cursor.is("NOT", "DEFERRABLE")) deferrable(cursor);
    else return { table, onDelete };
  }
}

/** The action in lower case; null for the default. */
function action(cursor: Cursor): string | null {
  if (cursor.take("NO", "ACTION")) return null;
  if (cursor.take("SET"))
    return `set ${(cursor.takeOne("NULL", "DEFAULT") ?? cursor.fail("NULL or DEFAULT")).toLowerCase()}`;
  return (cursor.takeOne("CASCADE", "RESTRICT") ?? cursor.fail("what happens to the rows")).toLowerCase();
}
