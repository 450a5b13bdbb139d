/** Changes of rows. */

import type { Change, ReadChange } from "./change.ts";
import { typeOf } from "./columns.ts";
import { type ChangelogNode, listed } from "./node.ts";
import { stringSql, valueSql } from "./values.ts";

interface Value {
  name: string;
  sql: string;
}

function valuesOf(change: Change, outer = "columns", inner = "column"): Value[] {
  return listed(change.node, outer, inner).flatMap((node) => {
    const name = change.get("name", node);
    return name === null ? [] : [{ name, sql: valueSql(change, node) ?? "NULL" }];
  });
}

export const insert: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  const values = valuesOf(change);
  if (values.length === 0) return change.lacks("column");
  const names = values.map(({ name }) => change.quoted(name)).join(", ");
  change.say(`INSERT INTO ${relation} (${names}) VALUES (${values.map(({ sql }) => sql).join(", ")})`);
};

export const update: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  const set = valuesOf(change).map(({ name, sql }) => `${change.quoted(name)} = ${sql}`);
  if (set.length === 0) return change.lacks("column");
  change.say(`UPDATE ${relation} SET ${set.join(", ")}${where(change)}`);
};

export const deleteRows: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  change.say(`DELETE FROM ${relation}${where(change)}`);
};

/** The condition, with the parameters that stand for `:name`, `:value` and `?` put in, in their order. */
function where(change: Change): string {
  const text = (change.get("where") ?? change.get("whereClause"))?.replace(/^where\s/iu, "");
  if (text === undefined) return "";
  const parameters = listed(change.node, "whereParams", "param").map((node) => parameter(change, node));
  if (parameters.length === 0) return ` WHERE ${text}`;
  const names = parameters.map(({ name }) => name);
  const values = parameters.map(({ sql }) => sql);
  const put = text.replaceAll(/:name\b|:value\b|\?/gu, (sign) =>
    sign === ":name" ? (names.shift() ?? sign) : (values.shift() ?? sign),
  );
  return ` WHERE ${put}`;
}

function parameter(change: Change, node: ChangelogNode): Value {
  const name = change.get("name", node);
  return { name: name === null ? "" : change.quoted(name), sql: valueSql(change, node) ?? "NULL" };
}

/** Rows of a CSV file: how many is known where the file is at hand. */
export const loadData: ReadChange = (change) => load(change, false);
export const loadUpdateData: ReadChange = (change) => load(change, true);

function load(change: Change, updates: boolean): void {
  const table = change.tableName("tableName");
  const file = change.get("file");
  if (table === null || file === null) return change.lacks("tableName", "file");
  const found = change.site.file(file, change.flag("relativeToChangelogFile") === true);
  const statement = change.flag("onlyUpdate") === true ? "update" : "insert";
  change.rows(
    table,
    statement,
    found === null || found.text === null ? null : rowsIn(change, found.text),
    updates,
  );
}

function rowsIn(change: Change, text: string): number {
  const sign = change.get("commentLineStartsWith") ?? "#";
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith(sign));
  return Math.max(0, lines.length - 1);
}

export const addLookupTable: ReadChange = (change) => {
  const from = change.relation("existingTableName", "existingTable");
  const to = change.relation("newTableName", "newTable");
  const [old, name] = [change.get("existingColumnName"), change.get("newColumnName")];
  if (from === null || to === null || old === null || name === null)
    return change.lacks("existingTableName", "existingColumnName", "newTableName", "newColumnName");
  const [column, existing] = [change.quoted(name), change.quoted(old)];
  change.say(
    `CREATE TABLE ${to} AS SELECT DISTINCT ${existing} AS ${column} FROM ${from} WHERE ${existing} IS NOT NULL`,
  );
  if (change.engine === "sqlite") return;
  const type = typeOf(change, change.get("newColumnDataType")).sql;
  const verb = change.isMysql ? `MODIFY ${column} ${type} NOT NULL` : `ALTER COLUMN ${column} SET NOT NULL`;
  change.say(`ALTER TABLE ${to} ${verb}`);
  change.say(`ALTER TABLE ${to} ADD PRIMARY KEY (${column})`);
  const constraint = change.quoted(
    change.get("constraintName") ?? `FK_${change.get("existingTableName")}_${change.get("newTableName")}`,
  );
  change.say(
    `ALTER TABLE ${from} ADD CONSTRAINT ${constraint} FOREIGN KEY (${existing}) REFERENCES ${to} (${column})`,
  );
};

export const mergeColumns: ReadChange = (change) => {
  const relation = change.relation("tableName");
  const [one, two, final] = ["column1Name", "column2Name", "finalColumnName"].map((name) => change.get(name));
  if (relation === null || !one || !two || !final)
    return change.lacks("tableName", "column1Name", "column2Name", "finalColumnName");
  const [first, second, merged] = [change.quoted(one), change.quoted(two), change.quoted(final)];
  const joint = stringSql(change, change.raw("joinString") ?? "");
  const type = typeOf(change, change.get("finalColumnType")).sql;
  const value = change.isMysql
    ? `CONCAT_WS(${joint}, ${first}, ${second})`
    : `${first} || ${joint} || ${second}`;
  change.say(`ALTER TABLE ${relation} ADD ${merged} ${type}`);
  change.say(`UPDATE ${relation} SET ${merged} = ${value}`);
  for (const column of [first, second])
    if (column !== merged) change.say(`ALTER TABLE ${relation} DROP COLUMN ${column}`);
};
