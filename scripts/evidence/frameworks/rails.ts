/**
 * Compares what Lockstep reads of Rails' migrations with what ActiveRecord itself sends for them, operation by operation:
 * `node scripts/evidence/frameworks/rails.ts FOLDER ACCOUNT.json [--all]`. FOLDER holds the migrations, ACCOUNT.json is what
 * `ruby scripts/evidence/frameworks/rails.rb FOLDER` printed. Both ways are compared, on PostgreSQL.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { rails } from "../../../src/core/detect/detectors/rails.ts";
import { readSql } from "../../../src/core/detect/reading/sql/read-sql.ts";
import { targetOf, type Direction, type ReadOperation } from "../../../src/core/operation.ts";
import { wholeFile } from "../../../src/core/place.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";

interface Event {
  type: "sql" | "model" | "row" | "unknown";
  line: number | null;
  sql?: string;
  model?: string;
  method?: string;
}
interface Run {
  events?: Event[];
  error?: string;
  irreversible?: boolean;
}
type Account = Record<string, Record<Direction, Run[]>>;

const [folder = "", accountFile = ""] = process.argv.slice(2);
const account = JSON.parse(readFileSync(accountFile, "utf8")) as Account;
const parsers = await loadParsers(["postgresql", "ruby"]);
const all = process.argv.includes("--all");

interface Sent {
  operation: ReadOperation;
  line: number | null;
}

function operationsOf({ events = [] }: Run): Sent[] {
  const { postgresql: parser } = parsers;
  if (parser === null) throw new Error("no parser for PostgreSQL");
  return events.flatMap(({ type, sql = "", line }) => {
    if (type !== "sql") return [];
    const { operations } = readSql(
      { text: sql, place: () => wholeFile("account") },
      {
        direction: "up",
        phase: null,
        revision: null,
        transaction: null,
        conditional: false,
        statement: null,
        parser,
        expired: () => false,
      },
    );
    return operations.map((operation) => ({ operation, line }));
  });
}

/** What both runs send, the same once. */
function union(runs: readonly Run[]): Sent[] {
  const found: Sent[] = [];
  for (const run of runs) {
    const rest = [...found];
    for (const sent of operationsOf(run)) {
      const at = rest.findIndex(
        (other) => other.line === sent.line && keyOf(other.operation) === keyOf(sent.operation),
      );
      if (at === -1) found.push(sent);
      else rest.splice(at, 1);
    }
  }
  return found;
}

function keyOf({ kind, schema, table, columns, name }: ReadOperation): string {
  return JSON.stringify([kind, schema, table, columns, name]);
}

/** The same operation; what one of both leaves open is open. */
function isSame(ours: ReadOperation, theirs: ReadOperation): boolean {
  const open = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;
  if (ours.kind !== theirs.kind) return false;
  const several = ours.columns.length > 0 && theirs.columns.length > 0;
  return (
    open(ours.table, theirs.table) &&
    open(ours.name, theirs.name) &&
    (!several || ours.columns.join() === theirs.columns.join() || ours.kind === "change_data")
  );
}

const counts = {
  account: 0,
  found: 0,
  said: 0,
  missed: 0,
  ours: 0,
  extra: 0,
  events: 0,
  silent: 0,
  files: 0,
  failed: 0,
};
const lines: string[] = [];

for (const file of readdirSync(folder).toSorted()) {
  const runs = account[file];
  if (runs === undefined) continue;
  counts.files += 1;
  const reading = rails.read(`db/migrate/${file}`, readFileSync(join(folder, file), "utf8"), {
    tree: { paths: [], text: () => null },
    parsers,
    transaction: null,
    dialect: { engines: ["postgresql"], stated: true },
    expired: () => false,
  });
  for (const direction of ["up", "down"] as const) compare(file, direction, reading, runs[direction]);
}

function compare(
  file: string,
  direction: Direction,
  reading: ReturnType<typeof rails.read>,
  runs: readonly Run[],
): void {
  const failed = runs.every(({ error }) => error !== undefined);
  const back = runs.some(({ irreversible }) => irreversible === true);
  if (failed && !back) {
    counts.failed += 1;
    lines.push(`${file} ${direction}: ActiveRecord failed: ${runs[0]?.error ?? ""}`);
  }
  const rest = reading.operations.filter(
    (operation) => operation.direction === direction && operation.onlyOn === undefined,
  );
  const ours = [...rest];
  const theirs = back ? [] : union(runs);
  const covers = (line: number | null): boolean =>
    line === null ||
    ours.some(({ place, statement }) =>
      [place, statement].some((at) => at.line <= line && line <= at.endLine),
    ) ||
    reading.unread.some(({ place }) => place.line <= line && line <= place.endLine);
  for (const { operation, line } of theirs) {
    counts.account += 1;
    const at = rest.findIndex((one) => isSame(one, operation));
    if (at !== -1) {
      rest.splice(at, 1);
      counts.found += 1;
      continue;
    }
    const vague = ours.some(
      ({ kind, place }) =>
        (kind === "unknown_statement" || kind === "run_code") &&
        (line === null || (place.line <= line && line <= place.endLine)),
    );
    const unread = reading.unread.some(
      ({ place }) => line !== null && place.line <= line && line <= place.endLine,
    );
    if (vague || unread || (operation.kind === "unknown_statement" && covers(line))) counts.said += 1;
    else {
      counts.missed += 1;
      lines.push(`${file}:${line ?? "?"} ${direction} missed ${operation.kind} ${targetOf(operation)}`);
    }
  }
  const known = rest.filter(({ kind }) => !["unknown_statement", "run_code", "change_data"].includes(kind));
  counts.ours += ours.filter(({ kind }) => !["unknown_statement", "run_code"].includes(kind)).length;
  if (!failed || back) {
    counts.extra += known.length;
    for (const one of known)
      lines.push(
        `${file}:${one.place.line} ${direction} only ours ${one.kind} ${targetOf(one)}${one.conditional ? " (conditional)" : ""}`,
      );
  }
  const others = new Map<string, Event>();
  for (const run of back ? [] : runs)
    for (const event of run.events ?? [])
      if (event.type !== "sql") others.set(`${event.type} ${event.line} ${event.method}`, event);
  for (const event of others.values()) {
    counts.events += 1;
    if (covers(event.line)) continue;
    counts.silent += 1;
    lines.push(
      `${file}:${event.line ?? "?"} ${direction} silent ${event.model ?? event.type}.${event.method ?? ""}`,
    );
  }
}

console.log(JSON.stringify(counts));
for (const line of all ? lines : lines.slice(0, 40)) console.log(line);
