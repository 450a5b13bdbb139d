/**
 * Runs the migrations of a repository with Knex itself on a client that only records, and compares what Lockstep reads in them:
 * `node scripts/evidence/frameworks/knex.ts REPOSITORY COMMIT KNEX [pg|mysql2] [--list]`. KNEX is a folder with Knex in its node_modules.
 * The migrations run in this process, with stubs for all that they load: give it only repositories that you would run.
 */

import { createRequire, stripTypeScriptTypes } from "node:module";
import { resolve } from "node:path";
import { compileFunction } from "node:vm";

import { knex as detector } from "../../../src/core/detect/detectors/knex.ts";
import type { ReadContext } from "../../../src/core/detect/detector.ts";
import { readTolerant } from "../../../src/core/detect/reading/tolerant/read-tolerant.ts";
import { readSql } from "../../../src/core/detect/reading/sql/read-sql.ts";
import type { ReadOperation } from "../../../src/core/operation.ts";
import { targetOf } from "../../../src/core/operation.ts";
import { wholeFile } from "../../../src/core/place.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";
import { git } from "../engine-repository.ts";

type Anything = (...args: unknown[]) => unknown;
type Up = (knex: unknown, promise: unknown) => unknown;
interface Sent {
  sql: string;
  bindings?: unknown[];
  method?: string;
  response?: unknown;
  output?: unknown;
}
type Client = new (config: object) => object;

const [folder = "", commit = "HEAD", where = "", client = "pg"] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith("--"));
const engine = client === "pg" ? "postgresql" : "mysql";
const load = createRequire(resolve(where, "package.json"));
const knexOf = load("knex") as (config: object) => Anything;
const { formatQuery } = load("knex/lib/execution/internal/query-executioner.js") as {
  formatQuery: (sql: string, bindings: unknown[], zone: string, client: object) => string;
};
const ClientOf = load(`knex/lib/dialects/${client === "pg" ? "postgres" : "mysql2"}/index.js`) as Client;
const parsers = await loadParsers(["postgresql", "typescript"]);
const unknownWord = "__unknown__";

let sent: string[] = [];

/** Sends nothing: what is asked has no rows. */
class Recording extends ClientOf {
  _driver(): object {
    return {};
  }
  async acquireConnection(): Promise<object> {
    return { __knexUid: "c1" };
  }
  async releaseConnection(): Promise<void> {}
  async query(_connection: unknown, given: Sent | string): Promise<Sent> {
    const query = typeof given === "string" ? { sql: given } : given;
    sent.push(formatQuery(query.sql, query.bindings ?? [], "UTC", this));
    query.response =
      client === "pg"
        ? { rows: [], rowCount: 0, command: query.sql.trim().split(/\s/u)[0]?.toUpperCase() }
        : [[], []];
    return query;
  }
  async _query(connection: unknown, given: Sent): Promise<Sent> {
    return this.query(connection, given);
  }
}

/** Anything that a migration loads and that is not there. */
function stub(): unknown {
  const target = (): string => unknownWord;
  return new Proxy(target, {
    get: (_target, key) =>
      key === Symbol.toPrimitive || key === "toString"
        ? () => unknownWord
        : key === "then"
          ? undefined
          : stub(),
    apply: () => stub(),
    construct: () => stub() as object,
  });
}

/** A module as a function of `require`, `module` and `exports`. */
function compiled(path: string, text: string): Record<string, unknown> {
  const plain = /\.[cm]?ts$/u.test(path) ? stripTypeScriptTypes(text, { mode: "transform" }) : text;
  const exportsLater: string[] = [];
  const code = plain
    .replaceAll(/^\s*import\s+["'][^"']+["'];?$/gmu, "")
    .replaceAll(/^\s*import\s+\*\s+as\s+(\w+)\s+from\s+(["'][^"']+["']);?/gmu, "const $1 = require($2);")
    .replaceAll(/^\s*import\s+(\w+)\s+from\s+(["'][^"']+["']);?/gmu, "const $1 = require($2);")
    .replaceAll(
      /^\s*import\s+\{([^}]*)\}\s+from\s+(["'][^"']+["']);?/gmu,
      (_all, names: string, from: string) =>
        `const {${names.replaceAll(/\s+as\s+/gu, ": ")}} = require(${from});`,
    )
    .replaceAll(/^export\s+(const|let|var)\s+(\w+)/gmu, (_all, word: string, name: string) => {
      exportsLater.push(name);
      return `${word} ${name}`;
    })
    .replaceAll(
      /^export\s+(async\s+)?function\s+(\w+)/gmu,
      (_all, word: string | undefined, name: string) => {
        exportsLater.push(name);
        return `${word ?? ""}function ${name}`;
      },
    )
    .replaceAll(/^export\s+default\s+/gmu, "exports.default = ")
    .replaceAll(/^export\s+\{([^}]*)\};?$/gmu, (_all, names: string) => {
      for (const name of names.split(",")) if (/^\s*\w+\s*$/u.test(name)) exportsLater.push(name.trim());
      return "";
    });
  const later = exportsLater.map((name) => `exports.${name} = ${name};`).join("\n");
  const module = { exports: {} as Record<string, unknown> };
  const loaded = (name: string): unknown => (name === "bluebird" ? Promise : stub());
  compileFunction(`${code}\n${later}`, ["require", "module", "exports", "WIKI"])(
    loaded,
    module,
    module.exports,
    stub(),
  );
  return module.exports;
}

async function recorded(path: string, text: string): Promise<string[] | string> {
  sent = [];
  try {
    const exports = compiled(path, text);
    const standard = exports["default"] as Record<string, unknown> | undefined;
    const up = (exports["up"] ?? standard?.["up"]) as Up | undefined;
    if (typeof up !== "function") return "no up";
    const knex = knexOf({ client: Recording, version: "16" });
    await up(knex, Promise);
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "error") : "error";
  }
  return sent;
}

function operationsOf(path: string, sql: string): ReadOperation[] {
  const source = { text: sql, place: () => wholeFile(path) };
  const base = {
    direction: "up",
    phase: null,
    revision: null,
    transaction: "all",
    conditional: false,
  } as const;
  const expired = (): boolean => false;
  if (engine === "mysql")
    return readTolerant(source, { ...base, dialect: "mysql", condition: null, statement: null, expired })
      .operations;
  if (parsers.postgresql === null) throw new Error("no parser");
  return readSql(source, { ...base, statement: null, parser: parsers.postgresql, expired }).operations;
}

/** What has to be the same: the kind, what it is about, and for columns their types. */
function keyOf(operation: ReadOperation): string {
  const { kind, details } = operation;
  const columns = kind === "create_table" ? details.columns : kind === "add_column" ? [details.column] : [];
  const types = columns.map(
    ({ name, type, nullable, primaryKey, default: standard }) =>
      `${name} ${type} ${nullable} ${primaryKey} ${standard?.kind === "literal" ? standard.text : (standard?.kind ?? "")}`,
  );
  const type = kind === "alter_column_type" ? details.type : "";
  return `${kind} ${targetOf(operation)} (${operation.columns.toSorted().join(", ")}) ${types.join("; ")} ${type}`.trim();
}

const context: ReadContext = {
  tree: { paths: [], text: () => null },
  parsers,
  transaction: null,
  dialect: { engines: [engine], stated: true },
  expired: () => false,
};
const totals = { migrations: 0, notRun: 0, unclear: 0, theirs: 0, found: 0, right: 0, extra: 0 };
const list = process.argv.includes("--list");
for (const path of git(folder, "ls-tree", "-r", "--name-only", commit).split("\n")) {
  if (!detector.claims(path, context.tree, false)) continue;
  const text = git(folder, "show", `${commit}:${path}`);
  if (!detector.confirms(path, text)) continue;
  totals.migrations += 1;
  const statements = await recorded(path, text);
  if (typeof statements === "string") {
    totals.notRun += 1;
    if (list) console.log(`${path}: not run: ${statements}`);
    continue;
  }
  if (statements.some((statement) => statement.includes(unknownWord))) {
    totals.unclear += 1;
    continue;
  }
  const ours = detector.read(path, text, context).operations.filter(({ direction }) => direction === "up");
  const left = [...ours];
  for (const operation of statements.flatMap((statement) => operationsOf(path, statement))) {
    totals.theirs += 1;
    const same = take(left, (other) => keyOf(other) === keyOf(operation));
    const kin = same || take(left, ({ kind, table }) => kind === operation.kind && table === operation.table);
    const data = kin || take(left, ({ kind }) => kind === "run_code" || kind === "unknown_statement");
    if (kin || data) totals.found += 1;
    if (same) totals.right += 1;
    else if (list)
      console.log(
        `${path}: ${kin ? "differs" : data ? "is told as unknown" : "MISSED"}: ${keyOf(operation)}`,
      );
  }
  for (const operation of left) {
    if (operation.conditional || operation.kind === "run_code") continue;
    totals.extra += 1;
    if (list) console.log(`${path}: ours alone: ${keyOf(operation)}`);
  }
}
console.log(totals);

function take(from: ReadOperation[], test: (operation: ReadOperation) => boolean): boolean {
  const at = from.findIndex(test);
  if (at !== -1) from.splice(at, 1);
  return at !== -1;
}
