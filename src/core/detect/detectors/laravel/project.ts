/** What the rest of the project says: the version of Laravel, models and settings. */

import { phpGrammar } from "../../reading/php/grammar.ts";
import { php } from "../../reading/php/php.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import { Stopped, type Host } from "../../reading/source/interpreter.ts";
import { parseSource } from "../../reading/source/syntax.ts";
import { NONE, unknown, type Value } from "../../reading/source/value.ts";
import type { ReadContext } from "../../detector.ts";
import { host, hosted } from "./values.ts";

/** What `composer.json` says of Laravel. */
export interface Release {
  /** The major version, null when it is not said. */
  version: number | null;
  /** `change()` compares with the table, through Doctrine: what it does not say stays. */
  keepsUnsaid: boolean;
}

export interface Project extends Release {
  /** The text of a file of the base, by its path. */
  text(path: string): string | null;
  context: ReadContext;
  /** Folders around the migration, its own first, the top (``) last. */
  folders: readonly string[];
}

/** The folders around a path. */
export function foldersAround(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return [...parts.keys(), parts.length].toReversed().map((length) => parts.slice(0, length).join("/"));
}

export function inFolder(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

const has = new WeakMap<readonly string[], Set<string>>();

/** The nearest file of that name around a path. */
export function nearest(path: string, name: string, paths: readonly string[]): string | null {
  const known = has.get(paths) ?? new Set(paths);
  has.set(paths, known);
  return (
    foldersAround(path)
      .map((folder) => inFolder(folder, name))
      .find((one) => known.has(one)) ?? null
  );
}

const versions = new WeakMap<ReadContext["tree"], Map<string, Release>>();

/** Thousands of migrations ask for the same file. */
function releaseAt(path: string, tree: ReadContext["tree"]): Release {
  const known = versions.get(tree) ?? new Map<string, Release>();
  versions.set(tree, known);
  const found = known.get(path) ?? releaseIn(tree.text(path) ?? "");
  known.set(path, found);
  return found;
}

const newest: Release = { version: null, keepsUnsaid: false };

export function projectOf(path: string, context: ReadContext): Project {
  const { tree } = context;
  const composer = nearest(path, "composer.json", tree.paths);
  return {
    ...(composer === null ? newest : releaseAt(composer, tree)),
    text: (wanted) => tree.text(wanted),
    context,
    folders: foldersAround(path),
  };
}

/** `^11.0` is 11; where several are allowed (`^10.0|^11.0`) nobody knows. Laravel 10 asks Doctrine only where it is there. */
function releaseIn(composer: string): Release {
  let required: unknown;
  try {
    required = (JSON.parse(composer) as { require?: unknown } | null)?.require;
  } catch {
    return newest;
  }
  if (typeof required !== "object" || required === null) return newest;
  const named = required as Record<string, unknown>;
  const wanted = ["laravel/framework", "illuminate/database", "illuminate/support"].map(
    (name) => named[name],
  );
  const constraint = wanted.find((one) => typeof one === "string");
  if (typeof constraint !== "string") return newest;
  const matches = constraint.matchAll(/(?<![\d.])v?(\d+)(?:\.[\d*x]+)*/gu);
  const majors = new Set([...matches].map((match) => Number(match[1])));
  const [only] = majors;
  if (majors.size !== 1 || only === undefined) return newest;
  return { version: only, keepsUnsaid: only < 10 || (only === 10 && "doctrine/dbal" in named) };
}

/** Settings that name things: their defaults are what everybody has. */
const NAMES = /table|column|prefix|schema|connection|key/u;

/** `config('file.a.b')` as the project's own file says it; null when it is not known. */
export function configValue(project: Project, path: string, key: string): Value | null {
  const [file, ...rest] = key.split(".");
  const paths = project.context.tree.paths;
  const found = file === undefined ? null : nearest(path, `config/${file}.php`, paths);
  const text = found === null ? null : project.text(found);
  const whole = found === null || text === null ? null : returned(project, found, text);
  if (whole === null) return null;
  let value: Value | undefined = whole;
  for (const name of rest)
    value = value?.kind === "dict" ? value.entries.get(`text ${name}`)?.value : undefined;
  return value === undefined ? null : settled(value, NAMES.test(key));
}

/** What is read from the environment is its default where it is a name, and not known elsewhere. */
function settled(value: Value, named: boolean): Value {
  const known = hosted(value);
  if (known?.host === "env") return named ? known.fallback : unknown("env");
  if (value.kind === "dict") {
    const entries = [...value.entries].map(
      ([key, entry]) => [key, { key: entry.key, value: settled(entry.value, named) }] as const,
    );
    return { ...value, entries: new Map(entries) };
  }
  return value.kind === "list" ? { ...value, items: value.items.map((item) => settled(item, named)) } : value;
}

/** What a file of settings returns. */
function returned(project: Project, path: string, text: string): Value | null {
  const { parsers, expired } = project.context;
  if (parsers.php === null) return null;
  const file = parseSource(path, text, parsers.php, phpGrammar, expired);
  if ("refused" in file) return null;
  const run = interpreter(php, file, () => settingsHost, { expired, unread: () => {} });
  run.frames.push({ fn: null, returned: [], onYield: null });
  try {
    run.execute(file.root, run.globals);
  } catch (error) {
    if (!(error instanceof Stopped) && !(error instanceof RangeError)) throw error;
    return null;
  }
  return run.frames[0]?.returned.at(-1) ?? null;
}

const settingsHost: Host = {
  symbol: () => null,
  attribute: (_value, name) => unknown(name),
  item: () => unknown("item"),
  iterate: () => null,
  call: (path, args) =>
    path === "env" ? host({ host: "env", vague: true, fallback: args.positional[1] ?? NONE }) : null,
  method: (_value, name) => unknown(name),
  classAttribute: () => null,
  setAttribute: () => {},
  enter: (value) => ({ value, leave: () => {} }),
  operate: () => null,
  foreign: ({ name }) => unknown(name),
};
