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
const indexes = new Set<string | null>();

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
  const rebuilt = new Set(folded.filter(({ kind }) => kind === "rewrite_table").map(({ table }) => table));
  // The indexes of a table that is made anew are made again.
  const made = folded.filter(
    ({ kind, table, name }) => kind !== "create_index" || !rebuilt.has(table) || !indexes.has(name),
  );
  done.push(...folded);
  for (const { kind, name } of folded) if (kind === "create_index") indexes.add(name);
  return made;
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
  const left = reading.operations.filter(({ direction }) => direction === "up");
  const lines: string[] = [];
  for (const { code, foreign } of record.statements) {
    if (code === undefined && foreign === undefined) continue;
    const kind = code === undefined ? "unknown_statement" : "run_code";
    const at = left.findIndex((operation) => operation.kind === kind);
    count(kind, at !== -1);
    if (at === -1) lines.push(`  missed: ${kind} ${code ?? foreign}`);
    else left.splice(at, 1);
  }
  totals.ours += reading.operations.length;
  for (const operation of theirs) {
    const key = keyOf(operation);
    const at = left.findIndex((own) => keyOf(own) === key);
    count(operation.kind, at !== -1);
    if (at === -1) {
      lines.push(`  missed: ${key} ${operation.name ?? ""}`);
      continue;
    }
    const [own] = left.splice(at, 1) as [ReadOperation];
    const differing = differences(own, operation);
    totals.detailed += 1;
    if (differing.length > 0) {
      totals.differ += 1;
      lines.push(`  differs: ${key}: ${differing.join("; ")}`);
    }
  }
  // What is missed is told where a statement of the same migration says that it is not known.
  const told = reading.unread.length > 0 || left.some(({ kind }) => kind === "unknown_statement");
  if (!told) totals.silent += lines.filter((line) => line.startsWith("  missed")).length;
  totals.right += reading.operations.length - left.length;
  for (const own of left)
    lines.push(
      `  too much: ${keyOf(own)} ${"reason" in own.details ? own.details.reason : (own.name ?? "")}`,
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
