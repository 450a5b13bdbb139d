/** Changes of NOT NULL, defaults, keys and other constraints. */

import type { Change, ReadChange } from "./change.ts";
import { deferral, listOf, typeOf } from "./columns.ts";
import { refusedOn } from "./tables.ts";
import { defaultSql, stringSql } from "./values.ts";

interface Target {
  relation: string;
  column: string;
  name: string;
}

function target(change: Change): Target | null {
  const relation = change.relation("tableName");
  const name = change.get("columnName");
  if (relation !== null && name !== null) return { relation, name, column: change.quoted(name) };
  change.lacks("tableName", "columnName");
  return null;
}

/** MySQL restates the whole column; Liquibase knows no more of it than its type. */
function nullability(change: Change, nullable: boolean): void {
  const found = target(change);
  if (found === null) return;
  const { relation, column } = found;
  const fill = change.raw("defaultNullValue");
  if (!nullable && fill !== null)
    change.say(`UPDATE ${relation} SET ${column} = ${stringSql(change, fill)} WHERE ${column} IS NULL`);
  if (change.engine === "sqlite") return refusedOn(change);
  if (change.engine === "postgresql")
    return change.say(`ALTER TABLE ${relation} ALTER COLUMN ${column} ${nullable ? "DROP" : "SET"} NOT NULL`);
  const type = typeOf(change, change.get("columnDataType")).sql;
  change.say(`ALTER TABLE ${relation} MODIFY ${column} ${type} ${nullable ? "NULL" : "NOT NULL"}`);
}

export const addNotNullConstraint: ReadChange = (change) => nullability(change, false);
export const dropNotNullConstraint: ReadChange = (change) => nullability(change, true);

export const addDefaultValue: ReadChange = (change) => {
  const found = target(change);
  if (found === null) return;
  if (change.engine === "sqlite") return refusedOn(change);
  const type = typeOf(change, change.get("columnDataType"));
  const value = defaultSql(change, change.node, type);
  if (value === null) return change.lacks("defaultValue");
  change.say(
    `ALTER TABLE ${found.relation} ALTER COLUMN ${found.column} SET DEFAULT ${bracketed(change, value)}`,
  );
};

/** MySQL takes an expression in brackets only. */
function bracketed(change: Change, value: string): string {
  return change.isMysql && !/^(?:'|[-+]?\d|NULL$)/iu.test(value) ? `(${value})` : value;
}

export const dropDefaultValue: ReadChange = (change) => {
  const found = target(change);
  if (found === null) return;
  if (change.engine === "sqlite") return refusedOn(change);
  change.say(`ALTER TABLE ${found.relation} ALTER COLUMN ${found.column} DROP DEFAULT`);
};

export const addAutoIncrement: ReadChange = (change) => {
  const found = target(change);
  if (found === null) return;
  const { relation, column, name } = found;
  if (change.engine === "sqlite") return refusedOn(change);
  if (change.isMysql) {
    const type = typeOf(change, change.get("columnDataType")).sql;
    return change.say(`ALTER TABLE ${relation} MODIFY ${column} ${type} AUTO_INCREMENT`);
  }
  const sequence = `${change.get("tableName")}_${name}_seq`;
  const qualified = change.qualified(change.schema(), sequence);
  change.say(`CREATE SEQUENCE IF NOT EXISTS ${qualified}`);
  change.say(`ALTER TABLE ${relation} ALTER COLUMN ${column} SET NOT NULL`);
  change.say(
    `ALTER TABLE ${relation} ALTER COLUMN ${column} SET DEFAULT nextval(${stringSql(change, sequence)})`,
  );
};

function named(change: Change, attribute = "constraintName"): string {
  const name = change.get(attribute);
  return name === null ? "" : `CONSTRAINT ${change.quoted(name)} `;
}

function addKey(change: Change, words: string): void {
  const relation = change.relation("tableName");
  const columns = change.names(change.get("columnNames"));
  if (relation === null || columns.length === 0) return change.lacks("tableName", "columnNames");
  if (change.engine === "sqlite") return refusedOn(change);
  const using = change.engine === "postgresql" ? change.get("forIndexName") : null;
  const what = using === null ? `${words}${listOf(columns)}` : `${words} USING INDEX ${change.quoted(using)}`;
  change.say(`ALTER TABLE ${relation} ADD ${named(change)}${what} ${deferral(change, change.node)}`);
  const isClustered = change.flag("clustered") === true && change.engine === "postgresql";
  const index = change.get("constraintName");
  if (isClustered && index !== null) change.say(`CLUSTER ${relation} USING ${change.quoted(index)}`);
}

export const addPrimaryKey: ReadChange = (change) => addKey(change, "PRIMARY KEY");
export const addUniqueConstraint: ReadChange = (change) => addKey(change, "UNIQUE");

export const dropPrimaryKey: ReadChange = (change) => {
  const relation = change.relation("tableName");
  if (relation === null) return change.lacks("tableName");
  if (change.engine === "sqlite") return refusedOn(change);
  if (change.isMysql) return change.say(`ALTER TABLE ${relation} DROP PRIMARY KEY`);
  const name = change.get("constraintName");
  // Liquibase looks the name up in the database; the server's own is the usual one.
  change.say(
    `ALTER TABLE ${relation} DROP CONSTRAINT ${change.quoted(name ?? `${change.get("tableName")}_pkey`)}`,
    {
      constraint: "primary_key",
    },
  );
};

function dropNamed(
  change: Change,
  table: string,
  prefix: string,
  type: "unique" | "foreign_key" | "check",
): void {
  const relation = change.relation(table, prefix);
  const name = change.get("constraintName");
  if (relation === null || name === null) return change.lacks(table, "constraintName");
  if (change.engine === "sqlite") return refusedOn(change);
  const word = type === "unique" ? "KEY" : type === "check" ? "CHECK" : "FOREIGN KEY";
  change.say(`ALTER TABLE ${relation} DROP ${change.isMysql ? word : "CONSTRAINT"} ${change.quoted(name)}`, {
    constraint: type,
  });
}

export const dropUniqueConstraint: ReadChange = (change) => dropNamed(change, "tableName", "", "unique");
export const dropForeignKeyConstraint: ReadChange = (change) =>
  dropNamed(change, "baseTableName", "baseTable", "foreign_key");
export const dropCheckConstraint: ReadChange = (change) => dropNamed(change, "tableName", "", "check");

export const addCheckConstraint: ReadChange = (change) => {
  const relation = change.relation("tableName");
  const body = change.get("constraintBody");
  if (relation === null || body === null) return change.lacks("tableName", "constraintBody");
  const valid = change.flag("validate") === false && change.engine === "postgresql" ? " NOT VALID" : "";
  change.say(`ALTER TABLE ${relation} ADD ${named(change)}CHECK (${body})${valid}`);
};

export const addForeignKeyConstraint: ReadChange = (change) => {
  const relation = change.relation("baseTableName", "baseTable");
  const referenced = change.relation("referencedTableName", "referencedTable");
  const columns = change.names(change.get("baseColumnNames"));
  if (relation === null || referenced === null || columns.length === 0)
    return change.lacks("baseTableName", "baseColumnNames", "referencedTableName");
  if (change.engine === "sqlite") return refusedOn(change);
  const words = [
    `ALTER TABLE ${relation} ADD ${named(change)}FOREIGN KEY${listOf(columns)}`,
    `REFERENCES ${referenced}${listOf(change.names(change.get("referencedColumnNames")))}`,
    action(change, "onUpdate"),
    change.flag("deleteCascade") === true ? "ON DELETE CASCADE" : action(change, "onDelete"),
    deferral(change, change.node),
  ];
  change.say(words.filter((word) => word !== "").join(" "));
};

function action(change: Change, attribute: "onUpdate" | "onDelete"): string {
  const word = change.get(attribute)?.toUpperCase() ?? "";
  const known = /^(?:CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION)$/u.test(word);
  return known ? `${attribute === "onUpdate" ? "ON UPDATE" : "ON DELETE"} ${word}` : "";
}

export const dropAllForeignKeyConstraints: ReadChange = (change) => {
  const table = change.get("baseTableName");
  change.vague(
    `it drops all foreign keys of ${table ?? "a table"}, and only the database knows which those are`,
  );
};
