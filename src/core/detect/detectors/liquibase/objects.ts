/** Changes of indexes, views, sequences and routines. */

import type { Change, ReadChange } from "./change.ts";
import { readFile } from "./code.ts";
import { childOf, listed } from "./node.ts";
import { literal } from "../../reading/source/text.ts";

export const createIndex: ReadChange = (change) => {
  const relation = change.relation("tableName");
  const name = change.get("indexName");
  const columns = listed(change.node, "columns", "column").flatMap((node) => {
    const column = change.get("name", node);
    if (column === null) return [];
    const descends = change.flag("descending", node) === true;
    return [indexed(change, column, change.flag("computed", node) === true) + (descends ? " DESC" : "")];
  });
  if (relation === null || columns.length === 0) return change.lacks("tableName", "column");
  // It comes with its constraint already.
  if (/primaryKey|uniqueConstraint|foreignKey/u.test(change.get("associatedWith") ?? "")) return;
  const unique = change.flag("unique") === true ? "UNIQUE " : "";
  const guard = change.flag("ifNotExists") === true && !change.isMysql ? "IF NOT EXISTS " : "";
  const quoted = name === null ? "" : `${change.quoted(name)} `;
  change.say(`CREATE ${unique}INDEX ${guard}${quoted}ON ${relation} (${columns.join(", ")})`);
  const isClustered = change.flag("clustered") === true && change.engine === "postgresql";
  if (isClustered && name !== null) change.say(`CLUSTER ${relation} USING ${change.quoted(name)}`);
};

/** A column, `name DESC`, or an expression: with a bracket in it Liquibase quotes nothing. */
function indexed(change: Change, text: string, computed: boolean): string {
  if (computed || text.includes("(")) return text;
  const [, column = text, order = ""] = /^(.*?)(?:\s+(asc|desc))?$/isu.exec(text) ?? [];
  return `${change.quoted(column)}${order === "" ? "" : ` ${order}`}`;
}

export const dropIndex: ReadChange = (change) => {
  const name = change.get("indexName");
  const relation = change.relation("tableName");
  if (name === null || (change.isMysql && relation === null)) return change.lacks("indexName", "tableName");
  const index = change.isMysql ? change.quoted(name) : change.qualified(change.schema(), name);
  change.say(`DROP INDEX ${index}${change.isMysql ? ` ON ${relation}` : ""}`, {
    table: change.tableName("tableName"),
  });
};

export const createView: ReadChange = (change) => {
  const relation = change.relation("viewName");
  const query = childOf(change.node, "selectQuery") ?? change.node;
  if (change.get("path") !== null) return readFile(change, "path", null);
  if (query.value === null || relation === null) return change.lacks("viewName", "selectQuery");
  const isFull = change.flag("fullDefinition") === true;
  const isReplaced = change.flag("replaceIfExists") === true;
  const drops = isReplaced && change.engine === "sqlite";
  if (drops && !isFull) change.say(`DROP VIEW IF EXISTS ${relation}`);
  const head = `CREATE ${isReplaced && !drops ? "OR REPLACE " : ""}VIEW ${relation} AS `;
  change.text([...(isFull ? [] : literal(head)), ...query.value], null);
};

export const dropView: ReadChange = (change) => {
  const relation = change.relation("viewName");
  if (relation === null) return change.lacks("viewName");
  change.say(`DROP VIEW ${change.flag("ifExists") === true ? "IF EXISTS " : ""}${relation}`);
};

export const renameView: ReadChange = (change) => {
  const relation = change.relation("oldViewName");
  const name = change.get("newViewName");
  if (relation === null || name === null) return change.lacks("oldViewName", "newViewName");
  if (change.isMysql) change.say(`RENAME TABLE ${relation} TO ${change.qualified(change.schema(), name)}`);
  else if (change.engine === "postgresql")
    change.say(`ALTER TABLE ${relation} RENAME TO ${change.quoted(name)}`);
  else change.vague("SQLite renames no view");
};

function sequence(change: Change, statement: (name: string) => string): void {
  const name = change.relation("sequenceName");
  if (name === null) return change.lacks("sequenceName");
  if (change.engine === "mysql" || change.engine === "sqlite")
    return change.vague(`${change.engine === "mysql" ? "MySQL" : "SQLite"} has no sequences`);
  change.say(statement(name));
}

function sequenceOptions(change: Change): string {
  const number = (attribute: string, words: string): string => {
    const value = change.get(attribute);
    return value !== null && /^-?\d+$/u.test(value) ? ` ${words} ${value}` : "";
  };
  const cycle = change.flag("cycle");
  return [
    number("startValue", "START WITH"),
    number("incrementBy", "INCREMENT BY"),
    number("minValue", "MINVALUE"),
    number("maxValue", "MAXVALUE"),
    number("cacheSize", "CACHE"),
    cycle === null ? "" : cycle ? " CYCLE" : " NO CYCLE",
  ].join("");
}

export const createSequence: ReadChange = (change) =>
  sequence(change, (name) => `CREATE SEQUENCE IF NOT EXISTS ${name}${sequenceOptions(change)}`);

export const alterSequence: ReadChange = (change) => {
  const options = sequenceOptions(change);
  if (options !== "") sequence(change, (name) => `ALTER SEQUENCE ${name}${options}`);
};

export const dropSequence: ReadChange = (change) =>
  sequence(change, (name) => `DROP SEQUENCE ${name}${change.engine === "postgresql" ? " CASCADE" : ""}`);

export const renameSequence: ReadChange = (change) => {
  const name = change.relation("oldSequenceName");
  const target = change.get("newSequenceName");
  if (name === null || target === null) return change.lacks("oldSequenceName", "newSequenceName");
  if (change.engine === "postgresql") change.say(`ALTER SEQUENCE ${name} RENAME TO ${change.quoted(target)}`);
  else change.vague("the sequence is renamed in the engine's own way");
};

/** `createProcedure`, `createFunction`, `createTrigger`: the text is sent whole. */
export const createRoutine: ReadChange = (change) => {
  if (change.get("path") !== null) return readFile(change, "path", null);
  const body = [
    "procedureText",
    "procedureBody",
    "functionText",
    "functionBody",
    "triggerText",
    "triggerBody",
  ]
    .map((name) => childOf(change.node, name))
    .find((node) => node !== null && node.value !== null);
  const pieces = body?.value ?? change.node.value;
  if (pieces === null) change.lacks("procedureText");
  else change.text([...pieces], null);
};

export const dropProcedure: ReadChange = (change) => dropNamed(change, "PROCEDURE", "procedureName");
export const dropFunction: ReadChange = (change) => dropNamed(change, "FUNCTION", "functionName");

function dropNamed(change: Change, word: string, attribute: string): void {
  const name = change.relation(attribute);
  if (name === null) change.lacks(attribute);
  else change.say(`DROP ${word} ${name}`);
}

export const dropTrigger: ReadChange = (change) => {
  const name = change.get("triggerName");
  const relation = change.relation("tableName");
  if (name === null || (relation === null && change.engine === "postgresql"))
    return change.lacks("triggerName");
  change.say(`DROP TRIGGER ${change.quoted(name)}${change.engine === "postgresql" ? ` ON ${relation}` : ""}`);
};
