/**
 * Compares what Lockstep reads of Laravel's migrations with the SQL that Laravel itself would send, operation by operation:
 * `node scripts/evidence/frameworks/laravel.ts FOLDER ACCOUNT.json ENGINE VERSION [--all]`. FOLDER holds the migrations,
 * ACCOUNT.json is what `laravel.php` printed for the files of it, VERSION the major version of Laravel that said it.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { laravel } from "../../../src/core/detect/detectors/laravel.ts";
import { readSql } from "../../../src/core/detect/reading/sql/read-sql.ts";
import { isDialect } from "../../../src/core/detect/reading/source/dialect-sql.ts";
import { readTolerant } from "../../../src/core/detect/reading/tolerant/read-tolerant.ts";
import type { EngineName } from "../../../src/core/impact.ts";
import { targetOf, type Direction, type ReadOperation } from "../../../src/core/operation.ts";
import { wholeFile } from "../../../src/core/place.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";

interface Account {
  path: string;
  up: string[][];
  down: string[][];
  errors: string[];
}

const [folder = "", accountFile = "", engine = "mysql", version = "11"] = process.argv.slice(2);
const accounts = JSON.parse(readFileSync(accountFile, "utf8")) as Account[];
const parsers = await loadParsers(["postgresql", "php"]);
const all = process.argv.includes("--all");
const composer = JSON.stringify({ require: { "laravel/framework": `^${version}.0` } });
const tree = {
  paths: ["composer.json"],
  text: (path: string) => (path === "composer.json" ? composer : null),
};

/** What the SQL that Laravel sends does. Queries that only look do nothing. */
function operationsOf(statements: readonly string[], direction: Direction): ReadOperation[] {
  const place = () => wholeFile("account.sql");
  const context = {
    direction,
    phase: null,
    revision: null,
    transaction: null,
    conditional: false,
    statement: null,
    expired: () => false,
  };
  return statements.flatMap((sql) => {
    const text = sql.replaceAll("?", "1");
    if (isDialect(engine)) return readTolerant({ text, place }, { ...context, dialect: engine }).operations;
    if (parsers.postgresql === null) throw new Error("no parser for SQL");
    return readSql({ text, place }, { ...context, parser: parsers.postgresql }).operations;
  });
}

/** Laravel's copy of a table on SQLite is one operation to Lockstep. A connection that only pretends knows no columns to copy. */
function copied(statements: readonly string[], direction: Direction): ReadOperation[] {
  let table: string | null = null;
  return statements.flatMap((sql) => {
    const started = /^create table "__temp__(\w+)"/u.exec(sql)?.[1];
    if (started !== undefined) {
      table = started;
      const [made] = operationsOf([`create table "${started}" (x integer)`], direction);
      return made === undefined
        ? []
        : [{ ...made, kind: "rewrite_table", details: { how: "" } } as ReadOperation];
    }
    if (sql.includes('"__temp__') || (table !== null && sql === `drop table "${table}"`)) return [];
    return operationsOf([sql], direction);
  });
}

/** What both sides must agree on: the kind and its names. PostgreSQL's DROP INDEX does not say the table. */
function keyOf(operation: ReadOperation): string {
  const { kind, columns, name } = operation;
  const bare = kind === "drop_index" || kind === "rename_index";
  const data = kind === "change_data" ? operation.details.statement : "";
  return JSON.stringify([kind, bare ? null : operation.table, data === "" ? columns : data, name]);
}

const VAGUE = new Set(["unknown_statement", "run_code"]);
const counts = {
  migrations: 0,
  failed: 0,
  theirs: 0,
  found: 0,
  explained: 0,
  missed: 0,
  ours: 0,
  extra: 0,
  rows: 0,
  foreign: 0,
};
for (const account of accounts) {
  const text = readFileSync(join(folder, account.path), "utf8");
  if (!laravel.confirms(account.path, text)) continue;
  counts.migrations += 1;
  if (account.errors.length > 0) counts.failed += 1;
  const reading = laravel.read(account.path, text, {
    tree,
    parsers,
    transaction: null,
    dialect: { engines: [engine as EngineName], stated: true },
    expired: () => false,
  });
  for (const direction of ["up", "down"] as const) {
    const ours = reading.operations.filter(
      (one) => one.direction === direction && (one.onlyOn ?? engine) === engine,
    );
    const keys = new Set(ours.map(keyOf));
    const vague = ours.some(({ kind }) => VAGUE.has(kind)) || reading.unread.length > 0;
    const theirs = new Map<string, ReadOperation>();
    for (const run of account[direction])
      for (const operation of engine === "sqlite" ? copied(run, direction) : operationsOf(run, direction)) {
        // SQL that is written for another engine.
        if (operation.kind === "unknown_statement") counts.foreign += 1;
        else theirs.set(keyOf(operation), operation);
      }
    for (const [key, operation] of theirs) {
      counts.theirs += 1;
      if (keys.has(key)) counts.found += 1;
      else if (vague) counts.explained += 1;
      else counts.missed += 1;
      if (!keys.has(key) && (all || !vague))
        console.log(
          `${vague ? "explained" : "MISSED"} ${account.path} ${direction} ${operation.kind} ${targetOf(operation)} ${operation.columns}`,
        );
    }
    if (account.errors.length > 0 || account[direction].length === 0) continue;
    for (const operation of ours) {
      if (VAGUE.has(operation.kind)) continue;
      counts.ours += 1;
      if (
        theirs.has(keyOf(operation)) ||
        (engine === "sqlite" &&
          operation.clause?.options === null &&
          /^(?:alter_column|set_|drop_(?:not|default|constraint)|add_(?:primary|foreign))/u.test(
            operation.kind,
          ))
      )
        continue;
      // What is done for each row of a query: a connection that only pretends has no rows.
      if (operation.kind === "change_data" || operation.conditional) {
        counts.rows += 1;
        continue;
      }
      counts.extra += 1;
      console.log(
        `extra ${account.path} ${direction} ${operation.kind} ${targetOf(operation)} ${operation.columns}`,
      );
    }
  }
}
const share = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;
console.log(`${engine}, Laravel ${version}: ${JSON.stringify(counts)}`);
console.log(
  `found or said to be unknown ${share(counts.found + counts.explained, counts.theirs)}, found ${share(counts.found, counts.theirs)}, right ${share(counts.ours - counts.rows - counts.extra, counts.ours - counts.rows)}`,
);
