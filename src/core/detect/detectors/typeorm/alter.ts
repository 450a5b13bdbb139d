/** What the query runner changes of tables that are there. */

import { nextStatement, note, send, sendVague, type Standing } from "../../reading/source/send.ts";
import type { Constraint } from "../../../operation.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import { columnFacts, columnSql, type ColumnFacts } from "./columns.ts";
import { checkSql, exclusionSql, foreignKeySql, indexSql, uniqueSql } from "./constraints.ts";
import {
  columnList,
  flag,
  isMysql,
  isSqlite,
  nameIn,
  namesOf,
  objectsIn,
  optionsOf,
  quoted,
  sql,
  tableOf,
  tablePath,
} from "./spell.ts";
import { comment, enumType } from "./tables.ts";
import { hosted, type Migration } from "./values.ts";

export interface TableCall {
  migration: Migration;
  table: string;
  args: readonly Value[];
  at: Standing;
}

const rebuildWords = "create, copy, drop and rename";

/** What SQLite cannot alter TypeORM does by building the table anew, with all its rows. */
function rebuild({ migration, table, at }: TableCall, together: string): void {
  if (!isSqlite(migration)) return;
  note(migration, "rewrite_table", at, { ...tableOf(table), details: { how: rebuildWords } }, together);
}

function owner({ migration, table }: TableCall): string {
  return `ALTER TABLE ${tablePath(migration, table)}`;
}

export function addColumns(call: TableCall): void {
  const { migration, table, args, at } = call;
  const { objects, open } = objectsIn(args[1]);
  const together = nextStatement(migration);
  rebuild(call, together);
  for (const object of objects) {
    const column = columnFacts(object);
    if (column === null) {
      sendVague(migration, at, `which column it adds to ${table} is not known before it runs`);
      continue;
    }
    addColumn(call, column, together);
  }
  if (open) sendVague(migration, at, `which columns it adds to ${table} is not known before it runs`);
}

function addColumn(call: TableCall, column: ColumnFacts, together: string): void {
  const { migration, table, at } = call;
  enumType(migration, table, column, at);
  // Each column is a statement of its own on the servers.
  const group = isSqlite(migration) ? together : nextStatement(migration);
  send(migration, sql(`${owner(call)} ADD `, columnSql(migration, table, column, false)), at, group);
  const name = columnList(migration, [column.name]);
  if (column.primary && !isSqlite(migration))
    send(migration, sql(`${owner(call)} ADD PRIMARY KEY (${name})`), at);
  if (column.unique && !isSqlite(migration))
    send(
      migration,
      sql(`${owner(call)} ADD ${isMysql(migration) ? "UNIQUE INDEX" : "UNIQUE"} (${name})`),
      at,
    );
  if (migration.reader.dialect === "postgresql") comment(migration, table, column, at);
}

export function dropColumns(call: TableCall): void {
  const { migration, table, args, at } = call;
  const { objects, open } = objectsIn(args[1]);
  const together = nextStatement(migration);
  if (objects.length > 0) rebuild(call, together);
  for (const object of objects) {
    const name = nameIn(object);
    if (name === null)
      sendVague(migration, at, `which column of ${table} it drops is not known before it runs`);
    else {
      const group = isSqlite(migration) ? together : nextStatement(migration);
      send(migration, sql(`${owner(call)} DROP COLUMN ${quoted(migration, name)}`), at, group);
    }
  }
  if (open) sendVague(migration, at, `which columns of ${table} it drops is not known before it runs`);
}

export function renameColumn(call: TableCall): void {
  const { migration, table, args, at } = call;
  const [from, to] = [nameIn(args[1]), nameIn(args[2])];
  if (from === null || to === null) {
    sendVague(migration, at, `which column of ${table} it renames is not known before it runs`);
    return;
  }
  rebuild(call, nextStatement(migration));
  send(
    migration,
    sql(`${owner(call)} RENAME COLUMN ${quoted(migration, from)} TO ${quoted(migration, to)}`),
    at,
  );
}

/** `changeColumn(table, old, new)`. */
export function changeColumn(call: TableCall): void {
  const { migration, table, args, at } = call;
  const [, before, after] = args;
  const name = nameIn(before);
  const column = columnFacts(after);
  if (name === null || column === null) {
    sendVague(migration, at, `which column of ${table} it changes is not known before it runs`);
    return;
  }
  const old = hosted(before)?.host === "object" || before?.kind === "dict" ? columnFacts(before) : null;
  if (isSqlite(migration)) changedOnSqlite(call, name, column, old);
  else if (old === null) {
    // Only the database knows the old type: TypeORM asks it.
    sendVague(
      migration,
      at,
      `if the type or the length of ${table}.${name} differs from ${column.type}, TypeORM drops the column and adds it anew, without its values`,
    );
  } else if (isOtherType(old, column)) {
    send(migration, sql(`${owner(call)} DROP COLUMN ${quoted(migration, name)}`), at);
    addColumn(call, column, nextStatement(migration));
  } else changedInPlace(call, name, column, old);
}

function isOtherType(old: ColumnFacts, column: ColumnFacts): boolean {
  const isArray = (facts: ColumnFacts): boolean => flag(facts.option("isArray"));
  return old.type !== column.type || old.length !== column.length || isArray(old) !== isArray(column);
}

function changedOnSqlite(call: TableCall, name: string, column: ColumnFacts, old: ColumnFacts | null): void {
  const { migration, table, at } = call;
  const together = nextStatement(migration);
  rebuild(call, together);
  const facts = { ...tableOf(table), columns: [name] };
  if (name !== column.name)
    note(migration, "rename_column", at, { ...facts, details: { newName: column.name } }, together);
  if (old === null || isOtherType(old, column)) {
    const details = { type: column.type, oldType: old?.type ?? null, using: null, collation: null };
    note(migration, "alter_column_type", at, { ...facts, details }, together);
  }
  if (!column.nullable && old?.nullable !== false)
    note(migration, "set_not_null", at, { ...facts, details: {} }, together);
}

function changedInPlace(call: TableCall, name: string, column: ColumnFacts, old: ColumnFacts): void {
  const { migration, table, at } = call;
  const together = nextStatement(migration);
  if (isMysql(migration)) {
    send(
      migration,
      sql(`${owner(call)} CHANGE ${quoted(migration, name)} `, columnSql(migration, table, column, false)),
      at,
      together,
    );
    return;
  }
  const say = (words: string): void => {
    send(migration, sql(`${owner(call)} ${words}`), at, together);
  };
  if (name !== column.name)
    say(`RENAME COLUMN ${quoted(migration, name)} TO ${quoted(migration, column.name)}`);
  const subject = `ALTER COLUMN ${quoted(migration, column.name)}`;
  if (column.nullable !== old.nullable) say(`${subject} ${column.nullable ? "DROP" : "SET"} NOT NULL`);
  if (column.unique && !old.unique) say(`ADD UNIQUE (${quoted(migration, column.name)})`);
  const [was, is] = [stringOf(old.option("default")), stringOf(column.option("default"))];
  if (was === is) return;
  if (is === null) say(`${subject} DROP DEFAULT`);
  else say(`${subject} SET DEFAULT ${is}`);
}

type Clause = (migration: Migration, value: Value | undefined) => string | null;

const CLAUSES: Record<string, Clause> = {
  ForeignKey: foreignKeySql,
  UniqueConstraint: uniqueSql,
  CheckConstraint: checkSql,
  ExclusionConstraint: exclusionSql,
};

const TYPES: Record<string, Constraint["type"]> = {
  ForeignKey: "foreign_key",
  UniqueConstraint: "unique",
  CheckConstraint: "check",
  ExclusionConstraint: "exclusion",
};

/** `createForeignKey(s)` and its kin. */
export function addConstraints(call: TableCall, what: string): void {
  const { migration, table, args, at } = call;
  const { objects, open } = objectsIn(args[1]);
  const clause = CLAUSES[what];
  rebuild(call, nextStatement(migration));
  for (const object of objects) {
    const made = clause?.(migration, object) ?? null;
    if (made === null) sendVague(migration, at, `what it adds to ${table} is not known before it runs`);
    else send(migration, sql(`${owner(call)} ADD ${made}`), at);
  }
  if (open) sendVague(migration, at, `what it adds to ${table} is not known before it runs`);
}

/** `dropForeignKey(s)` and its kin: the name is often one that TypeORM finds in the database. */
export function dropConstraints(call: TableCall, what: string): void {
  const { migration, table, args, at } = call;
  const { objects } = objectsIn(args[1]);
  rebuild(call, nextStatement(migration));
  for (const object of objects.length === 0 ? [undefined] : objects) {
    const name = object === undefined ? null : nameIn(object);
    const details = { ifExists: false, cascade: false, type: TYPES[what] ?? null };
    note(migration, "drop_constraint", at, { ...tableOf(table), name, details });
  }
}

export function createIndexes({ migration, table, args, at }: TableCall): void {
  const { objects, open } = objectsIn(args[1]);
  for (const object of objects) {
    const made = indexSql(migration, table, object);
    if (made === null)
      sendVague(migration, at, `which index of ${table} it creates is not known before it runs`);
    else send(migration, sql(made), at);
  }
  if (open) sendVague(migration, at, `which indexes of ${table} it creates is not known before it runs`);
}

export function dropIndexes({ migration, table, args, at }: TableCall): void {
  const { objects } = objectsIn(args[1]);
  for (const object of objects.length === 0 ? [undefined] : objects) {
    const name = object === undefined ? null : nameIn(object);
    const details = { ifExists: false, cascade: false, concurrently: false };
    note(migration, "drop_index", at, { ...tableOf(table), name, details });
  }
}

/** `createPrimaryKey(table, columns)`, `updatePrimaryKeys(table, columns)`. */
export function addPrimaryKey(call: TableCall, replaces: boolean): void {
  const { migration, table, args, at } = call;
  const written = args[1];
  const names =
    written?.kind === "list" ? written.items.map((item) => nameIn(item)) : (namesOf(written) ?? [null]);
  rebuild(call, nextStatement(migration));
  if (replaces) dropPrimaryKey(call);
  const columns = names.filter((name) => name !== null);
  note(migration, "add_primary_key", at, { ...tableOf(table), columns, details: { usingIndex: null } });
}

export function dropPrimaryKey(call: TableCall): void {
  const { migration, table, at } = call;
  rebuild(call, nextStatement(migration));
  const details = { ifExists: false, cascade: false, type: "primary_key" as const };
  note(migration, "drop_constraint", at, { ...tableOf(table), name: null, details });
}

/** The name of a table's option that is a text. */
export function said(value: Value | undefined, name: string): string | null {
  const option = optionsOf(value);
  return option === null ? null : stringOf(option(name));
}
