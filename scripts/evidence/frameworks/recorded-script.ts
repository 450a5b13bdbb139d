/**
 * Compares what Lockstep reads in migrations of JavaScript or TypeScript with what a framework sends when they run here, with stubs
 * for all that they load: only for repositories that you would run.
 */

import { stripTypeScriptTypes } from "node:module";
import { compileFunction } from "node:vm";

import type { Detector, ReadContext } from "../../../src/core/detect/detector.ts";
import { readTolerant } from "../../../src/core/detect/reading/tolerant/read-tolerant.ts";
import { readSql } from "../../../src/core/detect/reading/sql/read-sql.ts";
import type { EngineName } from "../../../src/core/impact.ts";
import type { ReadOperation } from "../../../src/core/operation.ts";
import { targetOf } from "../../../src/core/operation.ts";
import { wholeFile } from "../../../src/core/place.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";
import { git } from "../engine-repository.ts";

const parsers = await loadParsers(["postgresql", "typescript"]);
const unknownWord = "__unknown__";

/** Anything that a migration loads and that is not there. */
export function stub(): unknown {
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

/** A module as a function of `require`, `module` and `exports`; `loads`: what is there when it asks for it. */
export function compiled(
  path: string,
  text: string,
  loads: (name: string) => unknown = () => undefined,
): Record<string, unknown> {
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
    .replaceAll(/^export\s+class\s+(\w+)/gmu, (_all, name: string) => {
      exportsLater.push(name);
      return `class ${name}`;
    })
    .replaceAll(/^export\s+default\s+/gmu, "exports.default = ")
    .replaceAll(/^export\s+\{([^}]*)\};?$/gmu, (_all, names: string) => {
      for (const name of names.split(",")) if (/^\s*\w+\s*$/u.test(name)) exportsLater.push(name.trim());
      return "";
    });
  const later = exportsLater.map((name) => `exports.${name} = ${name};`).join("\n");
  const module = { exports: {} as Record<string, unknown> };
  const loaded = (name: string): unknown => loads(name) ?? stub();
  compileFunction(`${code}\n${later}`, ["require", "module", "exports", "WIKI"])(
    loaded,
    module,
    module.exports,
    stub(),
  );
  return module.exports;
}

function operationsOf(engine: EngineName, path: string, sql: string): ReadOperation[] {
  const source = { text: sql, place: () => wholeFile(path) };
  const base = {
    direction: "up",
    phase: null,
    revision: null,
    transaction: "all",
    conditional: false,
  } as const;
  const expired = (): boolean => false;
  if (engine !== "postgresql")
    return readTolerant(source, { ...base, dialect: engine, condition: null, statement: null, expired })
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

/** What is compared, and where its migrations are. */
export interface Comparison {
  detector: Detector;
  folder: string;
  commit: string;
  engineOf: (path: string) => EngineName;
  /** The statements that the framework sends, or why it could not be run. */
  recorded: (path: string, text: string) => Promise<string[] | string>;
}

export async function compare({ detector, folder, commit, engineOf, recorded }: Comparison): Promise<void> {
  const tree = { paths: [], text: () => null };
  const totals = { migrations: 0, notRun: 0, unclear: 0, theirs: 0, found: 0, right: 0, extra: 0 };
  const list = process.argv.includes("--list");
  const say = (...words: string[]): void => {
    if (list) console.log(words.join(": "));
  };
  for (const path of git(folder, "ls-tree", "-r", "--name-only", commit).split("\n")) {
    if (!detector.claims(path, tree, false)) continue;
    const text = git(folder, "show", `${commit}:${path}`);
    if (!detector.confirms(path, text)) continue;
    totals.migrations += 1;
    const statements = await recorded(path, text);
    if (typeof statements === "string") {
      totals.notRun += 1;
      say(path, "not run", statements);
      continue;
    }
    if (statements.some((statement) => statement.includes(unknownWord))) {
      totals.unclear += 1;
      say(path, "depends on what it loads");
      continue;
    }
    const engine = engineOf(path);
    const context: ReadContext = {
      tree,
      parsers,
      transaction: null,
      dialect: { engines: [engine], stated: true },
      expired: () => false,
    };
    const left = detector.read(path, text, context).operations.filter(({ direction }) => direction === "up");
    for (const operation of statements.flatMap((statement) => operationsOf(engine, path, statement))) {
      totals.theirs += 1;
      const same = take(left, (other) => keyOf(other) === keyOf(operation));
      const kin =
        same || take(left, ({ kind, table }) => kind === operation.kind && table === operation.table);
      const told = kin || take(left, ({ kind }) => kind === "run_code" || kind === "unknown_statement");
      if (told) totals.found += 1;
      if (same) totals.right += 1;
      else say(path, kin ? "differs" : told ? "is told as unknown" : "MISSED", keyOf(operation));
    }
    for (const operation of left) {
      if (operation.conditional || operation.kind === "run_code") continue;
      totals.extra += 1;
      say(path, "ours alone", keyOf(operation));
    }
  }
  console.log(totals);
}

function take(from: ReadOperation[], test: (operation: ReadOperation) => boolean): boolean {
  const at = from.findIndex(test);
  if (at !== -1) from.splice(at, 1);
  return at !== -1;
}
