/** Changes of tables and columns. */

import type { Change, ReadChange } from "./change.ts";
import { columnsOf, type DeclaredColumn, listOf, typeOf } from "./columns.ts";
import { listed } from "./node.ts";
import { stringSql, valueSql } from "./values.ts";

export const createTable: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  const columns = columnsOf(change);
  const keys = columns.filter(({ primaryKey }) => primaryKey !== null);
  const named = keys.find(({ primaryKey }) => primaryKey?.name)?.primaryKey?.name ?? null;
  const parts = columns.map(({ name, definition }) => `${change.quoted(name)} ${definition}`);
  if (keys.length > 0)
    parts.push(
      `${constraint(change, named)}PRIMARY KEY${listOf(keys.map(({ name }) => change.quoted(name)))}`,
    );
  for (const { foreignKey } of columns) if (foreignKey !== null) parts.push(foreignKey);
  for (const { unique, name } of columns)
    if (unique !== null) parts.push(`${constraint(change, unique.name)}UNIQUE (${change.quoted(name)})`);
  const guard = change.flag("ifNotExists") === true ? "IF NOT EXISTS " : "";
  change.say(`CREATE TABLE ${guard}${relation} (${parts.join(", ")})`);
  const remarks = change.get("remarks");
  if (change.engine !== "postgresql") return;
  if (remarks !== null) change.say(`COMMENT ON TABLE ${relation} IS ${stringSql(change, remarks)}`);
  commentsOn(change, relation, columns);
};

function constraint(change: Change, name: string | null): string {
  return name === null ? "" : `CONSTRAINT ${change.quoted(name)} `;
}

function commentsOn(change: Change, relation: string, columns: readonly DeclaredColumn[]): void {
  if (change.engine !== "postgresql") return;
  for (const { name, remarks, node } of columns)
    if (remarks !== null)
      change.say(`COMMENT ON COLUMN ${relation}.${change.quoted(name)} IS ${stringSql(change, remarks)}`, {
        node,
      });
}

export const dropTable: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  const guard = change.flag("ifExists") === true ? "IF EXISTS " : "";
  const cascades = change.flag("cascadeConstraints") === true && change.engine !== "sqlite";
  change.say(`DROP TABLE ${guard}${relation}${cascades ? " CASCADE" : ""}`);
};

export const renameTable: ReadChange = (change) => {
  const relation = change.relation("oldTableName");
  const name = change.get("newTableName");
  if (relation === null || name === null) return change.lacks("oldTableName", "newTableName");
  const target = change.isMysql ? change.qualified(change.schema(), name) : change.quoted(name);
  change.say(`ALTER TABLE ${relation} RENAME TO ${target}`);
};

export const addColumn: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  const columns = columnsOf(change);
  if (columns.length === 0 && change.said.length === 0) return change.lacks("column");
  const adds = columns.map((column) => added(change, column));
  if (change.isMysql && adds.length > 1) change.say(`ALTER TABLE ${relation} ${adds.join(", ")}`);
  for (const [index, { node, name, unique, foreignKey }] of columns.entries()) {
    if (!change.isMysql || adds.length === 1) change.say(`ALTER TABLE ${relation} ${adds[index]}`, { node });
    if (unique !== null)
      change.say(
        `ALTER TABLE ${relation} ADD ${constraint(change, unique.name)}UNIQUE (${change.quoted(name)})`,
        { node },
      );
    if (foreignKey !== null) change.say(`ALTER TABLE ${relation} ADD ${foreignKey}`, { node });
  }
  commentsOn(change, relation, columns);
  for (const { node, name } of columns) {
    const value = valueSql(change, node);
    if (value !== null) change.say(`UPDATE ${relation} SET ${change.quoted(name)} = ${value}`, { node });
  }
};

function added(change: Change, { name, definition, primaryKey, node }: DeclaredColumn): string {
  const after = change.isMysql ? change.get("afterColumn", node) : null;
  const first = change.isMysql && change.get("position", node) === "1";
  return [
    `ADD ${change.quoted(name)} ${definition}`,
    primaryKey === null ? "" : "PRIMARY KEY",
    after === null ? (first ? "FIRST" : "") : `AFTER ${change.quoted(after)}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

export const dropColumn: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  const nodes = listed(change.node, "columns", "column");
  const drops = nodes.flatMap((node) => {
    const name = change.get("name", node);
    return name === null ? [] : [{ node, clause: `DROP COLUMN ${change.quoted(name)}` }];
  });
  const single = change.get("columnName");
  if (single !== null) drops.unshift({ node: change.node, clause: `DROP COLUMN ${change.quoted(single)}` });
  if (drops.length === 0) return change.lacks("columnName");
  if (change.isMysql) change.say(`ALTER TABLE ${relation} ${drops.map(({ clause }) => clause).join(", ")}`);
  else for (const { node, clause } of drops) change.say(`ALTER TABLE ${relation} ${clause}`, { node });
};

export const renameColumn: ReadChange = (change) => {
  const relation = change.relation("tableName");
  const [from, to] = [change.get("oldColumnName"), change.get("newColumnName")];
  if (relation === null || from === null || to === null)
    return change.lacks("tableName", "oldColumnName", "newColumnName");
  const type = change.get("columnDataType");
  const names = `${change.quoted(from)} ${change.isMysql && type !== null ? "" : "TO "}${change.quoted(to)}`;
  if (change.isMysql && type !== null)
    change.say(`ALTER TABLE ${relation} CHANGE ${names} ${typeOf(change, type).sql}`);
  else change.say(`ALTER TABLE ${relation} RENAME COLUMN ${names}`);
};

export const modifyDataType: ReadChange = (change) => {
  const relation = change.relation("tableName");
  const [column, written] = [change.get("columnName"), change.get("newDataType")];
  if (relation === null || column === null || written === null)
    return change.lacks("tableName", "columnName", "newDataType");
  const { sql } = typeOf(change, written);
  const name = change.quoted(column);
  if (change.isMysql) change.say(`ALTER TABLE ${relation} MODIFY ${name} ${sql}`);
  else if (change.engine === "postgresql")
    change.say(`ALTER TABLE ${relation} ALTER COLUMN ${name} TYPE ${sql} USING (${name}::${sql})`);
  else refusedOn(change);
};

/** What Liquibase does not do on SQLite, or does by building the table anew. */
export function refusedOn(change: Change): void {
  change.vague(`Liquibase does ${change.node.name} on SQLite by building the table anew, or refuses it`);
}

export const setTableRemarks: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  const text = stringSql(change, change.get("remarks") ?? "");
  if (change.isMysql) change.say(`ALTER TABLE ${relation} COMMENT = ${text}`);
  else if (change.engine === "postgresql") change.say(`COMMENT ON TABLE ${relation} IS ${text}`);
};

export const setColumnRemarks: ReadChange = (change) => {
  const relation = change.relation("tableName");
  const column = change.get("columnName");
  if (relation === null || column === null) return change.lacks("tableName", "columnName");
  const text = stringSql(change, change.get("remarks") ?? "");
  const type = change.get("columnDataType");
  if (change.engine === "postgresql")
    change.say(`COMMENT ON COLUMN ${relation}.${change.quoted(column)} IS ${text}`);
  else if (change.isMysql && type !== null)
    change.say(
      `ALTER TABLE ${relation} MODIFY ${change.quoted(column)} ${typeOf(change, type).sql} COMMENT ${text}`,
    );
  else if (change.isMysql) change.vague("MySQL needs columnDataType to set the remarks of a column");
};

/** Liquibase 1: a column with its new type. */
export const modifyColumn: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  for (const { node, name, definition } of columnsOf(change)) {
    const type = typeOf(change, change.get("type", node)).sql;
    const column = change.quoted(name);
    if (change.isMysql) change.say(`ALTER TABLE ${relation} MODIFY ${column} ${definition}`, { node });
    else if (change.engine === "postgresql")
      change.say(`ALTER TABLE ${relation} ALTER COLUMN ${column} TYPE ${type}`, { node });
    else refusedOn(change);
  }
};
