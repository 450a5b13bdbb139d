/** Compares what the Alembic reader finds with recorded facts: `node scripts/evidence/alembic.ts FACTS_FOLDER CLONE...`. Of a clone without facts it says what was found, and what looks empty. */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { alembic } from "../../src/core/detect/detectors/alembic.ts";
import type { Tree } from "../../src/core/detect/detector.ts";
import type { Kind, ReadOperation } from "../../src/core/operation.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

interface Recorded {
  op: string;
  table?: string;
  column?: string;
  index?: string;
  name?: string;
  new?: string;
}

interface Facts {
  repo: string;
  commit: string;
  files: Record<string, { source: string; agree: boolean; ops: Recorded[]; ast: string[] }>;
}

/** What a recorded call is among our kinds; a container or a call around SQL is any of many. */
const KINDS: Record<string, Kind[]> = {
  add_column: ["add_column"],
  drop_column: ["drop_column"],
  create_table: ["create_table"],
  drop_table: ["drop_table"],
  rename_table: ["rename_table"],
  create_index: ["create_index"],
  drop_index: ["drop_index"],
  create_foreign_key: ["add_foreign_key"],
  create_unique_constraint: ["add_unique"],
  create_primary_key: ["add_primary_key"],
  create_check_constraint: ["add_check"],
  drop_constraint: ["drop_constraint"],
  bulk_insert: ["change_data"],
  alter_column: [
    "alter_column_type",
    "set_not_null",
    "drop_not_null",
    "set_default",
    "drop_default",
    "rename_column",
    "set_comment",
  ],
};

/** What SQL or DDL around `op` can be. */
const ISSUED = new Set<Kind>([
  "change_data",
  "create_table",
  "drop_table",
  "run_code",
  "create_index",
  "create_type",
]);
/** A table's columns ask for them; the recorder saw one call. */
const ISSUED_BY_TABLE = new Set<Kind>(["create_type"]);

const [factsFolder, ...clones] = process.argv.slice(2);
if (factsFolder === undefined || clones.length === 0) {
  console.error("usage: node scripts/evidence/alembic.ts FACTS_FOLDER CLONE...");
  process.exit(2);
}
const parsers = await loadParsers(["python", "postgresql"]);
const sums = { files: 0, agreed: 0, recorded: 0, found: 0, right: 0, kinds: 0, silent: 0 };

for (const clone of clones) {
  const name = /(?:^|[+/])([\w-]+?)(?:\.git|\/repo)?\/?$/u.exec(clone)?.[1] ?? clone;
  const path = join(factsFolder, `alembic-${name}.json`);
  if (existsSync(path)) compare(clone, JSON.parse(readFileSync(path, "utf8")) as Facts);
  else survey(clone, name);
}
console.log(
  `\n${sums.files} files, ${sums.agreed} agreed on: recorded ${sums.recorded}, found ${sums.found} ` +
    `(${percent(sums.found, sums.recorded)}); kinds given ${sums.kinds}, right ${sums.right} ` +
    `(${percent(sums.right, sums.kinds)}); silent misses ${sums.silent}`,
);

function git(clone: string, ...args: string[]): string {
  return execFileSync("git", ["-C", clone, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
}

/** What is found at the head of a clone of which nothing was recorded. */
function survey(clone: string, name: string): void {
  const paths = git(clone, "ls-tree", "-r", "--name-only", "HEAD").split("\n").filter(Boolean).toSorted();
  const tree: Tree = { paths, text: (path) => git(clone, "show", `HEAD:${path}`) };
  const count = { files: 0, operations: 0, unknown: 0, code: 0, unread: 0 };
  const quiet: string[] = [];
  for (const path of paths) {
    if (!alembic.claims(path, tree, false)) continue;
    const text = tree.text(path) ?? "";
    if (!alembic.confirms(path, text)) continue;
    const { operations, unread } = alembic.read(path, text, {
      tree,
      parsers,
      transaction: null,
      expired: () => false,
    });
    count.files += 1;
    count.operations += operations.length;
    count.unknown += operations.filter((operation) => operation.kind === "unknown_statement").length;
    count.code += operations.filter((operation) => operation.kind === "run_code").length;
    count.unread += unread.length;
    const up = operations.some((operation) => operation.direction === "up") || unread.length > 0;
    if (!up && /\b\w+\.\w+\(/u.test(text)) quiet.push(path);
  }
  console.log(
    `${name}: ${JSON.stringify(count)}; nothing found, to be looked at: ${quiet.join(", ") || "none"}`,
  );
}

function compare(clone: string, facts: Facts): void {
  const paths = git(clone, "ls-tree", "-r", "--name-only", facts.commit)
    .split("\n")
    .filter(Boolean)
    .toSorted();
  const tree: Tree = { paths, text: (path) => git(clone, "show", `${facts.commit}:${path}`) };
  for (const [path, fact] of Object.entries(facts.files)) {
    sums.files += 1;
    const text = tree.text(path) ?? "";
    if (!alembic.claims(path, tree, false) || !alembic.confirms(path, text)) {
      sums.silent += 1;
      console.log(`${facts.repo} ${path}: not claimed`);
      continue;
    }
    const reading = alembic.read(path, text, { tree, parsers, transaction: null, expired: () => false });
    const up = reading.operations.filter((operation) => operation.direction === "up");
    const said = up.length + reading.unread.length;
    if (said === 0 && fact.ops.length > 0) sums.silent += 1;
    if (fact.agree) agreed(facts.repo, path, fact.ops, up);
    else {
      console.log(`${facts.repo} ${path}: judge by hand`);
      console.log(`  recorded ${fact.ops.map(shown).join(", ") || "nothing"}; static ${fact.ast.join(", ")}`);
      console.log(`  found    ${up.map(shownOperation).join(", ") || "nothing"}`);
    }
  }
}

/** Takes from what was found what each recorded call stands for; what is left over must come from around it. */
function agreed(repo: string, path: string, ops: readonly Recorded[], up: readonly ReadOperation[]): void {
  sums.agreed += 1;
  const left = [...up];
  const missed: Recorded[] = [];
  for (const op of ops) {
    const kinds = KINDS[op.op];
    if (kinds === undefined) continue;
    sums.recorded += 1;
    const taken = left.filter((operation) => fits(op, kinds, operation));
    if (taken.length === 0) missed.push(op);
    else {
      sums.found += 1;
      for (const operation of op.op === "alter_column" ? taken : taken.slice(0, 1)) {
        left.splice(left.indexOf(operation), 1);
        sums.kinds += 1;
        sums.right += 1;
      }
    }
  }
  const around = ops.some((op) => op.op.includes("execute") || op.op === "bind.ddl");
  const wrong = left.filter(
    (operation) => !(around && ISSUED.has(operation.kind)) && !ISSUED_BY_TABLE.has(operation.kind),
  );
  sums.kinds += left.length;
  sums.right += left.length - wrong.length;
  if (missed.length > 0) console.log(`${repo} ${path}: missed ${missed.map(shown).join(", ")}`);
  if (wrong.length > 0)
    console.log(`${repo} ${path}: more than recorded: ${wrong.map(shownOperation).join(", ")}`);
}

function fits(op: Recorded, kinds: readonly Kind[], operation: ReadOperation): boolean {
  if (!kinds.includes(operation.kind)) return false;
  if (op.table !== undefined && operation.table !== op.table) return false;
  if (op.column !== undefined && !operation.columns.includes(op.column)) return false;
  if (op.index !== undefined && operation.name !== op.index) return false;
  if (op.name !== undefined && operation.name !== op.name) return false;
  return op.new === undefined || (operation.kind === "rename_table" && operation.details.newName === op.new);
}

function shown(op: Recorded): string {
  return [op.op, op.table, op.column ?? op.index ?? op.name].filter((part) => part !== undefined).join(" ");
}

function shownOperation(operation: ReadOperation): string {
  const { kind, table, columns, name, conditional } = operation;
  return `${kind} ${table ?? ""}${columns.length === 1 ? `.${columns[0]}` : ""}${name === null ? "" : `:${name}`}${conditional ? " (conditional)" : ""}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}
