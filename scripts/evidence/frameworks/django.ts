/**
 * Compares what Lockstep reads of Django's migrations with the SQL that Django itself sent for them, operation by operation:
 * `node scripts/evidence/frameworks/django.ts paths OURS.json PATHS.json` for `django-account.py`, and then
 * `node scripts/evidence/frameworks/django.ts compare OURS.json ACCOUNT.json ENGINE [--all]`.
 * OURS.json comes from `scripts/evidence/frameworks.ts django REPOSITORY COMMIT --json`.
 */

import { readFileSync, writeFileSync } from "node:fs";

import { foldRewrites } from "../../../src/core/assess/rewrites.ts";
import type { FileReading } from "../../../src/core/detect/detector.ts";
import { readSql } from "../../../src/core/detect/reading/sql/read-sql.ts";
import { readTolerant } from "../../../src/core/detect/reading/tolerant/read-tolerant.ts";
import type { ReadOperation } from "../../../src/core/operation.ts";
import { wholeFile } from "../../../src/core/place.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";

type Ours = FileReading & { path: string };
interface Statement {
  sql?: string;
  raw?: string;
  code?: string;
  foreign?: string;
}
type Account = Record<string, { operations: string[]; statements: Statement[]; error: string | null }>;

const [verb, oursFile = "", otherFile = "", engine = "postgresql"] = process.argv.slice(2);
const ours = JSON.parse(readFileSync(oursFile, "utf8")) as Ours[];
if (verb === "paths") {
  const paths = ours.map(({ path, revision }) => ({ path, label: revision?.split(".")[0] }));
  writeFileSync(otherFile, JSON.stringify(paths));
  process.exit();
}
const account = JSON.parse(readFileSync(otherFile, "utf8")) as Account;
const parsers = await loadParsers(["postgresql"]);
const all = process.argv.includes("--all");

/** What the migrations before did, where tables are made anew. */
const done: ReadOperation[] = [];
/** The columns that have an index, by table. */
const indexed = new Set<string>();

function operationsIn(statements: readonly Statement[]): ReadOperation[] {
  const text = statements
    .map(({ sql, raw }) => sql ?? raw ?? "")
    .filter(Boolean)
    .join(";\n");
  const context = {
    direction: "up",
    phase: null,
    revision: null,
    transaction: null,
    conditional: false,
    statement: null,
    expired: () => false,
  } as const;
  const source = { text, place: () => wholeFile("account") };
  if (engine === "postgresql") {
    if (parsers.postgresql === null) throw new Error("no parser for PostgreSQL");
    return readSql(source, { ...context, parser: parsers.postgresql }).operations;
  }
  const read = readTolerant(source, { ...context, dialect: engine as "sqlite" }).operations;
  const folded = foldRewrites(read, () => done);
  done.push(...folded);
  return withoutNewTables(withoutRepeats(withRenames(folded, text)));
}

/** Where a table is made anew and filled from a column of another name, the column is renamed. */
function withRenames(operations: readonly ReadOperation[], text: string): ReadOperation[] {
  let found = [...operations];
  const filled = /INSERT INTO "new__(\w+)" \(([^()]*)\) SELECT (.*?) FROM "(\w+)"/gu;
  for (const [, made, into = "", from = "", table = ""] of text.matchAll(filled)) {
    const [targets, sources] = [into, from].map((list) => list.split(", ")) as [string[], string[]];
    for (const [at, target] of targets.entries()) {
      const [newName, oldName] = [target, sources[at] ?? ""].map((word) => word.replaceAll('"', "")) as [
        string,
        string,
      ];
      if (made !== table || !/^"\w+"$/u.test(sources[at] ?? "") || newName === oldName) continue;
      const added = found.find(
        (one) => one.kind === "add_column" && one.table === table && one.columns[0] === newName,
      );
      const dropped = found.find(
        (one) => one.kind === "drop_column" && one.table === table && one.columns[0] === oldName,
      );
      renameIn(table, oldName, newName);
      if (added === undefined || dropped === undefined) continue;
      const renamed = { ...dropped, kind: "rename_column", details: { newName } } as ReadOperation;
      found = found.map((one) => (one === dropped ? renamed : one)).filter((one) => one !== added);
    }
  }
  return found;
}

function renameIn(table: string, from: string, to: string): void {
  for (const key of [...indexed].filter((one) => one.startsWith(`${table} `)))
    indexed.add(key.replace(new RegExp(`\\b${from}\\b`, "u"), to));
}

/** A table that is made anew has its indexes made again, and one that is made anew twice is still one. */
function withoutRepeats(operations: readonly ReadOperation[]): ReadOperation[] {
  const rebuilt = new Set<string>();
  return operations.filter(({ kind, table, columns, details }) => {
    if (kind === "rename_table")
      for (const key of [...indexed].filter((one) => one.startsWith(`${table} `)))
        indexed.add(key.replace(`${table} `, `${details.newName} `));
    if (kind === "rename_column") renameIn(`${table}`, columns[0] ?? "", details.newName);
    if (kind !== "create_index" && kind !== "rewrite_table") return true;
    const [known, key] =
      kind === "create_index"
        ? [indexed, `${table} ${columns.join()} ${details.where ?? ""}`]
        : [rebuilt, `${table}`];
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** Tables that the migration itself makes are not made anew. */
function withoutNewTables(operations: readonly ReadOperation[]): ReadOperation[] {
  const made = new Set(operations.filter(({ kind }) => kind === "create_table").map(({ table }) => table));
  const seen = new Set<string | null>();
  return operations.filter(({ kind, table }) => {
    if (kind !== "rewrite_table") return true;
    const isRepeat = made.has(table) || seen.has(table);
    seen.add(table);
    return !isRepeat;
  });
}

/** What must be alike; a name that Lockstep leaves open is open. */
function keyOf(operation: ReadOperation): string {
  const { kind, table, columns, name, details } = operation;
  switch (kind) {
    case "drop_index":
    case "rename_index":
      return `${kind} ${name}`;
    case "add_foreign_key":
      return `${kind} ${table} ${columns.join()}`;
    case "drop_constraint":
      return `${kind} ${table}`;
    case "create_index":
      return `${kind} ${table} ${name}`;
    case "rename_column":
    case "rename_table":
      return `${kind} ${table} ${columns.join()} ${(details as { newName: string }).newName}`;
    case "change_data":
      return `${kind} ${table} ${(details as { statement: string }).statement}`;
    default:
      return `${kind} ${table} ${columns.join()}`;
  }
}

/** Types, NULL, defaults and references, as far as Lockstep says them. */
function differences(own: ReadOperation, theirs: ReadOperation): string[] {
  const found: string[] = [];
  const check = (what: string, a: unknown, b: unknown): void => {
    if (a !== null && a !== undefined && JSON.stringify(a) !== JSON.stringify(b))
      found.push(`${what}: ${JSON.stringify(a)} for ${JSON.stringify(b)}`);
  };
  if (own.kind === "create_table" && theirs.kind === "create_table") {
    const columns = new Map(theirs.details.columns.map((column) => [column.name, column]));
    check("columns", own.details.columns.map(({ name }) => name).toSorted(), [...columns.keys()].toSorted());
    for (const column of own.details.columns) {
      check(`${column.name} type`, column.type, columns.get(column.name)?.type);
      check(`${column.name} null`, column.nullable, columns.get(column.name)?.nullable);
      check(`${column.name} unique`, column.unique, columns.get(column.name)?.unique);
    }
  }
  if (own.kind === "add_column" && theirs.kind === "add_column") {
    const [a, b] = [own.details.column, theirs.details.column];
    check("type", a.type, b.type);
    check("null", a.nullable, b.nullable);
    check("default", a.default !== null, b.default !== null);
    check("unique", a.unique, b.unique);
    check("references", a.references !== null, b.references !== null);
  }
  if (own.kind === "alter_column_type" && theirs.kind === "alter_column_type")
    check("type", own.details.type, theirs.details.type);
  if (own.kind === "create_index" && theirs.kind === "create_index") {
    check("columns", own.columns, theirs.columns);
    check("unique", own.details.unique, theirs.details.unique);
    check("concurrently", own.details.concurrently, theirs.details.concurrently);
    check("method", own.details.method, theirs.details.method);
    check("partial", own.details.where !== null, theirs.details.where !== null);
  }
  if (
    own.kind === "add_foreign_key" &&
    theirs.kind === "add_foreign_key" &&
    !own.details.references.table.startsWith("settings.")
  )
    check("references", own.details.references, theirs.details.references);
  return found;
}

const totals = { migrations: 0, theirs: 0, found: 0, ours: 0, right: 0, detailed: 0, differ: 0, silent: 0 };
const kinds = new Map<string, { theirs: number; found: number }>();
for (const reading of ours) {
  const record = account[reading.path];
  if (record === undefined || record.error !== null) continue;
  totals.migrations += 1;
  const theirs = operationsIn(
    record.statements.filter(({ code, foreign }) => code === undefined && foreign === undefined),
  );
  const own = withoutNewTables(reading.operations.filter(({ direction }) => direction === "up"));
  const left = [...own];
  const lines: string[] = [];
  for (const { code, foreign } of record.statements) {
    if (code === undefined && foreign === undefined) continue;
    const kind = code === undefined ? "unknown_statement" : "run_code";
    const at = left.findIndex((operation) => operation.kind === kind);
    count(kind, at !== -1);
    if (at === -1) lines.push(`  missed: ${kind} ${code ?? foreign}`);
    else left.splice(at, 1);
  }
  totals.ours += own.length;
  for (const operation of theirs) {
    const key = keyOf(operation);
    const at = left.findIndex((one) => keyOf(one) === key);
    count(operation.kind, at !== -1);
    if (at === -1) {
      lines.push(`  missed: ${key} ${operation.name ?? ""}`);
      continue;
    }
    const [matched] = left.splice(at, 1) as [ReadOperation];
    const differing = differences(matched, operation);
    totals.detailed += 1;
    if (differing.length > 0) {
      totals.differ += 1;
      lines.push(`  differs: ${key}: ${differing.join("; ")}`);
    }
  }
  // What is missed is told where a statement of the same migration says that it is not known.
  const told = reading.unread.length > 0 || left.some(({ kind }) => kind === "unknown_statement");
  if (!told) totals.silent += lines.filter((line) => line.startsWith("  missed")).length;
  totals.right += own.length - left.length;
  for (const one of left)
    lines.push(
      `  too much: ${keyOf(one)} ${"reason" in one.details ? one.details.reason : (one.name ?? "")}`,
    );
  if (lines.length > 0) console.log([reading.path, ...(all ? lines : lines.slice(0, 12))].join("\n"));
}

function count(kind: string, isFound: boolean): void {
  const one = kinds.get(kind) ?? { theirs: 0, found: 0 };
  kinds.set(kind, one);
  one.theirs += 1;
  totals.theirs += 1;
  if (!isFound) return;
  one.found += 1;
  totals.found += 1;
}

const share = (part: number, whole: number): string =>
  `${part} of ${whole} (${((part * 100) / whole).toFixed(2)} %)`;
console.log(`\n${totals.migrations} migrations with an account`);
console.log(`found: ${share(totals.found, totals.theirs)}`);
console.log(`right: ${share(totals.right, totals.ours)}`);
console.log(`silent misses: ${totals.silent}`);
console.log(`with other details: ${share(totals.differ, totals.detailed)}`);
for (const [kind, { theirs, found }] of [...kinds].toSorted((a, b) => b[1].theirs - a[1].theirs))
  console.log(`${String(theirs).padStart(6)} ${kind}${found === theirs ? "" : `, ${theirs - found} missed`}`);
