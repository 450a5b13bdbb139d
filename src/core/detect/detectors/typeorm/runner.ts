/** `queryRunner.name(...)`: every method of TypeORM's query runner. */

import { note, send, sendVague, standingAt, type Standing } from "../../reading/source/send.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { eachChoice } from "../../reading/source/choices.ts";
import { NONE, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import {
  addColumns,
  addConstraints,
  addPrimaryKey,
  changeColumn,
  createIndexes,
  dropColumns,
  dropConstraints,
  dropIndexes,
  dropPrimaryKey,
  renameColumn,
  said,
  type TableCall,
} from "./alter.ts";
import { flag, isMysql, nameIn, objectsIn, optionsOf, quoted, sql, tableOf, tablePath } from "./spell.ts";
import { createTable } from "./tables.ts";
import { host, type Migration } from "./values.ts";

const ASKS =
  /^(?:has\w+|get\w+|connect|release|stream|enableSqlMemory|disableSqlMemory|beforeMigration|afterMigration)$/u;

const ON_TABLE: Record<string, (call: TableCall) => void> = {
  addColumn: addColumns,
  addColumns,
  dropColumn: dropColumns,
  dropColumns,
  renameColumn,
  changeColumn,
  createPrimaryKey: (call) => addPrimaryKey(call, false),
  updatePrimaryKeys: (call) => addPrimaryKey(call, true),
  dropPrimaryKey,
  createIndex: createIndexes,
  createIndices: createIndexes,
  dropIndex: dropIndexes,
  dropIndices: dropIndexes,
};

/** `createForeignKey`, `dropUniqueConstraints`, ... */
const CONSTRAINT = /^(create|drop)(ForeignKey|UniqueConstraint|CheckConstraint|ExclusionConstraint)s?$/u;

/** Null: a query runner has no such method. */
export function runnerMethod(
  migration: Migration,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | null {
  const { reader, run } = migration;
  const result = unknown(textOf(reader.file, node));
  if (name === "query") {
    eachChoice(run, args, (given) => query(migration, given, node));
    return result;
  }
  if (/^get(?:Cached)?Table$/u.test(name)) {
    return host({ host: "found", vague: true, table: args.positional[0] ?? result });
  }
  if (ASKS.test(name)) return result;
  if (/^(?:start|commit|rollback)Transaction$/u.test(name)) {
    transaction(migration, name);
    return NONE;
  }
  if (name === "clearSqlMemory" || name === "executeMemoryUpSql" || name === "executeMemoryDownSql")
    return NONE;
  const at = standingAt(run, node);
  return eachChoice(
    run,
    args,
    (given) => carryOut(migration, name, given, at) ?? missing(migration, name, node),
  );
}

function missing({ reader, run }: Migration, name: string, node: Syntax): Value {
  reader.code(run, node, name, []);
  return NONE;
}

/** SQL as it stands; its parameters are values. */
function query({ reader, run }: Migration, { positional: [statement] }: Arguments, node: Syntax): Value {
  if (statement?.kind !== "text")
    reader.vague(run, node, "the statement that it runs is not known before it runs");
  else readSqlText(reader, run, statement.pieces, "plain", node);
  return NONE;
}

/** A migration that begins or ends transactions itself is in none of the framework's. */
function transaction({ reader }: Migration, name: string): void {
  if (name === "startTransaction") {
    if (reader.transaction !== null) return;
    reader.blocks += 1;
    reader.transaction = `block:${reader.blocks}`;
  } else reader.transaction = null;
}

function carryOut(migration: Migration, name: string, args: Arguments, at: Standing): Value | null {
  const [first, second] = args.positional;
  if (name === "createTable") {
    createTable(migration, args.positional, at);
    return NONE;
  }
  const whole = Object.hasOwn(WHOLE, name) ? WHOLE[name] : undefined;
  if (whole !== undefined) {
    whole(migration, first, second, at, args.positional);
    return NONE;
  }
  const part = Object.hasOwn(ON_TABLE, name) ? ON_TABLE[name] : undefined;
  const [, verb, what = ""] = CONSTRAINT.exec(name) ?? [];
  if (part === undefined && verb === undefined && name !== "changeColumns") return null;
  const table = nameIn(first);
  if (table === null) {
    sendVague(migration, at, `which table ${name} changes is not known before it runs`);
    return NONE;
  }
  const call: TableCall = { migration, table, args: args.positional, at };
  if (part !== undefined) part(call);
  else if (verb === "create") addConstraints(call, what);
  else if (verb === "drop") dropConstraints(call, what);
  else changeColumns(call, second);
  return NONE;
}

/** `[{ oldColumn, newColumn }]` */
function changeColumns(call: TableCall, changes: Value | undefined): void {
  const { objects, open } = objectsIn(changes);
  for (const change of objects) {
    const entries = change.kind === "dict" ? change.entries : null;
    const [before, after] = ["oldColumn", "newColumn"].map(
      (key) => entries?.get(`text ${key}`)?.value ?? NONE,
    );
    changeColumn({ ...call, args: [call.args[0] ?? NONE, before ?? NONE, after ?? NONE] });
  }
  if (open)
    sendVague(
      call.migration,
      call.at,
      `which columns of ${call.table} it changes is not known before it runs`,
    );
}

type Whole = (
  migration: Migration,
  first: Value | undefined,
  second: Value | undefined,
  at: Standing,
  args: readonly Value[],
) => void;

/** What is about a table as a whole, a view, a schema or a database. */
const named =
  (words: (name: string, migration: Migration, option: boolean) => string, path = true): Whole =>
  (migration, first, second, at) => {
    const name = nameIn(first);
    if (name === null) {
      sendVague(migration, at, "the name of what it changes is not known before it runs");
      return;
    }
    const written = path ? tablePath(migration, name) : quoted(migration, name);
    send(migration, sql(words(written, migration, flag(second))), at);
  };

const WHOLE: Record<string, Whole> = {
  dropTable: named((name, _migration, option) => `DROP TABLE ${option ? "IF EXISTS " : ""}${name}`),
  clearTable: named((name, { reader }) =>
    reader.dialect === "sqlite" ? `DELETE FROM ${name}` : `TRUNCATE TABLE ${name}`,
  ),
  dropView: named((name) => `DROP VIEW ${name}`),
  createSchema: named(
    (name, _migration, option) => `CREATE SCHEMA ${option ? "IF NOT EXISTS " : ""}${name}`,
    false,
  ),
  dropSchema: (migration, first, second, at, args) => {
    const cascade = flag(args[2]) ? " CASCADE" : "";
    named((name, _migration, option) => `DROP SCHEMA ${option ? "IF EXISTS " : ""}${name}${cascade}`, false)(
      migration,
      first,
      second,
      at,
      args,
    );
  },
  createDatabase: named((name) => `CREATE DATABASE ${name}`, false),
  dropDatabase: named(
    (name, _migration, option) => `DROP DATABASE ${option ? "IF EXISTS " : ""}${name}`,
    false,
  ),
  clearDatabase: (migration, _first, _second, at) =>
    sendVague(migration, at, "it drops every table of the database"),
  renameTable: (migration, first, second, at) => {
    const [from, to] = [nameIn(first), nameIn(second)];
    if (from === null || to === null) {
      sendVague(migration, at, "the names of the tables are not known before it runs");
      return;
    }
    const target = tablePath(migration, from);
    const newName = quoted(migration, tableOf(to).table);
    const words = isMysql(migration)
      ? `RENAME TABLE ${target} TO ${newName}`
      : `ALTER TABLE ${target} RENAME TO ${newName}`;
    send(migration, sql(words), at);
  },
  changeTableComment: (migration, first, _second, at) => {
    const name = nameIn(first);
    if (name !== null && migration.reader.dialect !== "sqlite")
      note(migration, "set_comment", at, { ...tableOf(name), details: { object: "table" } });
  },
  createView: (migration, first, _second, at) => {
    const [name, expression] = [nameIn(first), said(first, "expression")];
    const kind = flag(optionsOf(first)?.("materialized")) ? "MATERIALIZED VIEW" : "VIEW";
    if (name === null || expression === null)
      sendVague(migration, at, "what the view shows is not known before it runs");
    else send(migration, sql(`CREATE ${kind} ${tablePath(migration, name)} AS ${expression}`), at);
  },
};
