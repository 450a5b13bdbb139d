/** ADD, DROP and ALTER clauses of ALTER TABLE. */

import type { Alter } from "./alter.ts";
import { addColumn } from "./alter-columns.ts";
import { addPartitions, dropPartitions } from "./alter-partitions.ts";
import { keyClause, notNullOf, readKey, startsKey } from "./keys.ts";
import type { ReadKey } from "./keys.ts";
import { onConflict } from "./columns.ts";
import { defaultValue } from "./expressions.ts";
import type { Constraint } from "../../../operation.ts";

export function addClause(alter: Alter): void {
  const { statement, cursor, table } = alter;
  const from = cursor.at;
  cursor.expect("ADD");
  if (!statement.isMysql) return addToSqlite(alter, from);
  if (cursor.take("PARTITION")) return addPartitions(alter, from);
  if (cursor.take("SYSTEM", "VERSIONING")) {
    statement.emit(
      "rewrite_table",
      { ...table, details: { how: "add system versioning" } },
      { from, to: cursor.at },
    );
    return;
  }
  if (cursor.is("PERIOD", "FOR") || cursor.is("PERIOD", "IF")) {
    cursor.at += 1;
    cursor.take("IF", "NOT", "EXISTS");
    cursor.expect("FOR");
    const value = cursor.name();
    cursor.names();
    const details = { option: "period", value };
    statement.emit("set_table_option", { ...table, details }, { from, to: cursor.at });
    return;
  }
  if (startsKey(cursor, statement.dialect)) return addKey(alter, readKey(cursor, statement.dialect), from);
  cursor.take("COLUMN");
  const ifNotExists = cursor.take("IF", "NOT", "EXISTS");
  if (!cursor.take("(")) return addColumn(alter, ifNotExists, from);
  do {
    const start = cursor.at;
    if (startsKey(cursor, statement.dialect)) addKey(alter, readKey(cursor, statement.dialect), start);
    else addColumn(alter, ifNotExists, start);
  } while (cursor.take(","));
  cursor.expect(")");
}

/** SQLite adds a column or, since 3.53.0, a CHECK: https://www.sqlite.org/releaselog/3_53_0.html */
function addToSqlite(alter: Alter, from: number): void {
  const { statement, cursor } = alter;
  if (!startsKey(cursor, statement.dialect)) {
    cursor.take("COLUMN");
    return addColumn(alter, false, from);
  }
  const key = readKey(cursor, statement.dialect);
  if (key.type !== "check") cursor.fail("CHECK");
  addKey(alter, key, from);
}

function addKey({ statement, cursor, table }: Alter, key: ReadKey, from: number): void {
  const at = { from, to: cursor.at };
  const facts = { ...table, name: key.name, columns: key.columns, clause: keyClause(key) };
  switch (key.type) {
    case "primary_key":
      statement.emit("add_primary_key", { ...facts, details: { usingIndex: null } }, at);
      break;
    case "unique":
      if (key.expressions.length > 0) addIndex({ statement, cursor, table }, key, from);
      else statement.emit("add_unique", { ...facts, details: { usingIndex: null } }, at);
      break;
    case "foreign_key": {
      const references = key.references ?? { schema: null, table: "", columns: [] };
      const details = { references, notValid: false, onDelete: key.onDelete };
      statement.emit("add_foreign_key", { ...facts, details }, at);
      break;
    }
    case "check": {
      const column = notNullOf(key.expression);
      const details = { expression: key.expression, notValid: !key.enforced, notNullOf: column };
      statement.emit("add_check", { ...facts, columns: column === null ? [] : [column], details }, at);
      break;
    }
    default:
      addIndex({ statement, cursor, table }, key, from);
  }
}

function addIndex({ statement, cursor, table }: Alter, key: ReadKey, from: number): void {
  const details = {
    unique: key.type === "unique",
    concurrently: false,
    ifNotExists: key.ifNotExists,
    method: key.method,
    expressions: key.expressions,
    where: null,
    only: false,
  };
  const facts = { ...table, name: key.name, columns: key.columns, clause: keyClause(key), details };
  statement.emit("create_index", facts, { from, to: cursor.at });
}

export function dropClause(alter: Alter): void {
  const { statement, cursor, table } = alter;
  const from = cursor.at;
  cursor.expect("DROP");
  if (statement.isMysql) {
    if (cursor.take("PARTITION")) return dropPartitions(alter, from);
    if (cursor.take("SYSTEM", "VERSIONING")) {
      const details = { how: "drop system versioning" };
      statement.emit("rewrite_table", { ...table, details }, { from, to: cursor.at });
      return;
    }
    if (cursor.is("PERIOD", "FOR") || cursor.is("PERIOD", "IF")) {
      cursor.at += 1;
      cursor.take("IF", "EXISTS");
      cursor.expect("FOR");
      const details = { option: "period", value: null };
      cursor.name();
      statement.emit("set_table_option", { ...table, details }, { from, to: cursor.at });
      return;
    }
    if (cursor.takeOne("INDEX", "KEY") !== null) {
      const ifExists = cursor.take("IF", "EXISTS");
      const name = cursor.name();
      const details = { ifExists, cascade: false, concurrently: false };
      statement.emit("drop_index", { ...table, name, details }, { from, to: cursor.at });
      return;
    }
    const constraint = droppedConstraint(alter);
    if (constraint !== null) {
      const ifExists = constraint !== "primary_key" && cursor.take("IF", "EXISTS");
      const name = constraint === "primary_key" ? "PRIMARY" : cursor.name();
      const type = constraint === "any" ? null : constraint;
      const details = { ifExists, cascade: false, type };
      statement.emit("drop_constraint", { ...table, name, details }, { from, to: cursor.at });
      return;
    }
  }
  if (!statement.isMysql && cursor.take("CONSTRAINT")) {
    const details = { ifExists: false, cascade: false, type: null };
    const name = cursor.name();
    statement.emit("drop_constraint", { ...table, name, details }, { from, to: cursor.at });
    return;
  }
  cursor.take("COLUMN");
  const ifExists = statement.isMysql && cursor.take("IF", "EXISTS");
  const columns = [cursor.name()];
  if (statement.isMysql) cursor.takeOne("RESTRICT", "CASCADE");
  const details = { ifExists, cascade: false };
  statement.emit("drop_column", { ...table, columns, details }, { from, to: cursor.at });
}

function droppedConstraint({ cursor }: Alter): Constraint["type"] | "any" | null {
  if (cursor.take("PRIMARY", "KEY")) return "primary_key";
  if (cursor.take("FOREIGN", "KEY")) return "foreign_key";
  if (cursor.take("CHECK")) return "check";
  return cursor.take("CONSTRAINT") ? "any" : null;
}

/** ALTER COLUMN, INDEX, CHECK and CONSTRAINT. */
export function alterClause(alter: Alter): void {
  const { statement, cursor, table } = alter;
  const from = cursor.at;
  cursor.expect("ALTER");
  if (!statement.isMysql) return alterInSqlite(alter, from);
  const option = (name: string, value: string): void => {
    const details = { option: `index ${name}`, value };
    statement.emit("set_table_option", { ...table, name, details }, { from, to: cursor.at });
  };
  if (cursor.takeOne("INDEX", "KEY") !== null) {
    cursor.take("IF", "EXISTS");
    const name = cursor.name();
    if (cursor.take("NOT", "IGNORED") || cursor.take("VISIBLE")) option(name, "visible");
    else {
      if (cursor.takeOne("INVISIBLE", "IGNORED") === null) cursor.fail("VISIBLE or INVISIBLE");
      option(name, "ignored");
    }
    return;
  }
  if (cursor.takeOne("CHECK", "CONSTRAINT") !== null) {
    const name = cursor.name();
    const off = cursor.take("NOT");
    cursor.expect("ENFORCED");
    const at = { from, to: cursor.at };
    const details = { option: `constraint ${name}`, value: "not enforced" };
    if (off) statement.emit("set_table_option", { ...table, name, details }, at);
    else statement.emit("validate_constraint", { ...table, name, details: { type: null } }, at);
    return;
  }
  cursor.take("COLUMN");
  cursor.take("IF", "EXISTS");
  const columns = [cursor.name()];
  if (cursor.take("DROP", "DEFAULT")) {
    statement.emit("drop_default", { ...table, columns, details: {} }, { from, to: cursor.at });
    return;
  }
  cursor.expect("SET");
  const seen = cursor.takeOne("VISIBLE", "INVISIBLE");
  if (seen !== null) {
    const details = { option: "visibility", value: seen.toLowerCase() };
    statement.emit("set_table_option", { ...table, columns, details }, { from, to: cursor.at });
    return;
  }
  cursor.expect("DEFAULT");
  const details = { default: defaultValue(cursor) };
  statement.emit("set_default", { ...table, columns, details }, { from, to: cursor.at });
}

/** NOT NULL is added and dropped since 3.53.0: https://www.sqlite.org/releaselog/3_53_0.html */
function alterInSqlite({ statement, cursor, table }: Alter, from: number): void {
  cursor.take("COLUMN");
  const columns = [cursor.name()];
  const drops = cursor.take("DROP");
  if (!drops) cursor.expect("SET");
  cursor.expect("NOT", "NULL");
  if (!drops) onConflict(cursor);
  statement.emit(
    drops ? "drop_not_null" : "set_not_null",
    { ...table, columns, details: {} },
    { from, to: cursor.at },
  );
}
