/** `createTable`: the table, the types of its enumerations before it, and its indexes behind it. */

import { send, sendVague, type Standing } from "../../reading/source/send.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import { columnFacts, columnSql, enumTypeName, isEnum, type ColumnFacts } from "./columns.ts";
import {
  checkSql,
  constraintName,
  exclusionSql,
  foreignKeySql,
  indexSql,
  inlineIndexSql,
  uniqueSql,
} from "./constraints.ts";
import {
  columnList,
  flag,
  isMysql,
  nameIn,
  objectsIn,
  optionsOf,
  quoted,
  sql,
  tablePath,
  type Sql,
} from "./spell.ts";
import type { Migration } from "./values.ts";

export function createTable(migration: Migration, args: readonly Value[], at: Standing): void {
  const [given, ifNotExists] = args;
  const option = optionsOf(given);
  const table = nameIn(given);
  if (option === null || table === null) {
    sendVague(migration, at, "which table it creates is not known before it runs");
    return;
  }
  const columns = objectsIn(option("columns") ?? { kind: "list", type: "list", items: [], open: false })
    .objects.map(columnFacts)
    .filter((column) => column !== null);
  for (const column of columns) enumType(migration, table, column, at);
  const parts = bodyOf(migration, table, columns, option);
  const guard = flag(ifNotExists) ? "IF NOT EXISTS " : "";
  const body = parts.flatMap((part, index) => sql(index === 0 ? "" : ", ", part));
  const engine = isMysql(migration) ? stringOf(option("engine")) : null;
  const tail = engine === null ? "" : ` ENGINE=${engine}`;
  send(migration, sql(`CREATE TABLE ${guard}${tablePath(migration, table)} (`, body, `)${tail}`), at);
  for (const index of isMysql(migration) ? [] : objectsIn(option("indices")).objects) {
    const made = indexSql(migration, table, index);
    if (made !== null) send(migration, sql(made), at);
  }
  if (migration.reader.dialect !== "postgresql") return;
  for (const column of columns) comment(migration, table, column, at);
}

/** The option that holds objects, and what each of them is inside CREATE TABLE. */
type Clause = [option: string, sql: (migration: Migration, value: Value | undefined) => string | null];

function bodyOf(
  migration: Migration,
  table: string,
  columns: readonly ColumnFacts[],
  option: (name: string) => Value | undefined,
): Sql[] {
  const keys = columns.filter(({ primary }) => primary);
  const alone = keys.length === 1;
  const parts: Sql[] = columns.map((column) => columnSql(migration, table, column, alone && column.primary));
  for (const column of columns)
    if (column.unique)
      parts.push(
        sql(`${isMysql(migration) ? "UNIQUE INDEX" : "UNIQUE"} (${quoted(migration, column.name)})`),
      );
  const clauses: Clause[] = [
    ["uniques", uniqueSql],
    ["checks", checkSql],
    ["exclusions", exclusionSql],
    ["foreignKeys", foreignKeySql],
    ...(isMysql(migration) ? [["indices", inlineIndexSql] satisfies Clause] : []),
  ];
  for (const [name, clause] of clauses) {
    const value = option(name);
    for (const object of value === undefined ? [] : objectsIn(value).objects) {
      const made = clause(migration, object);
      if (made !== null) parts.push(sql(made));
    }
  }
  const counted = migration.reader.dialect === "sqlite" && alone && keys[0]?.generated === "increment";
  if (keys.length > 0 && !counted) {
    const named = keys[0]?.option("primaryKeyConstraintName");
    const names = columnList(
      migration,
      keys.map(({ name }) => name),
    );
    parts.push(sql(`${isMysql(migration) ? "" : constraintName(migration, named)}PRIMARY KEY (${names})`));
  }
  return parts;
}

/** PostgreSQL's type of an enumeration is made before the column. */
export function enumType(migration: Migration, table: string, column: ColumnFacts, at: Standing): void {
  if (migration.reader.dialect !== "postgresql" || !isEnum(column)) return;
  const values = (column.values ?? []).map((value) => `'${value.replaceAll("'", "''")}'`).join(", ");
  send(
    migration,
    sql(`CREATE TYPE ${quoted(migration, enumTypeName(table, column))} AS ENUM(${values})`),
    at,
  );
}

export function comment(migration: Migration, table: string, column: ColumnFacts, at: Standing): void {
  if (column.comment === null || column.comment === "") return;
  const said = column.comment.replaceAll("'", "''");
  const target = `${tablePath(migration, table)}.${quoted(migration, column.name)}`;
  send(migration, sql(`COMMENT ON COLUMN ${target} IS '${said}'`), at);
}
