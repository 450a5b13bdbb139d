/** Loads the WASM parsers that the wanted files need, each once per process or worker, and only when it is asked for. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

import type { ParserName, Parsers, PostgresqlParser, SourceLanguage } from "../../core/detect/parsers.ts";
import type { Parser } from "web-tree-sitter";

// V8 would optimise the parsers' largest functions while they run: that takes 0.5 s, for which even a small run waits at its
// end, and 600 MB. It pays for itself only after some 20,000 statements (docs/decisions/0004-parsers-are-not-optimised.md).
setFlagsFromString("--no-wasm-tier-up");
setFlagsFromString("--no-wasm-dynamic-tiering");

/** A call that overflows the stack takes about 1 MB of the parser's own 32 MB for good, and then its memory is overwritten. */
const faultLimit = 5;
let faults = 0;

let postgresql: Promise<PostgresqlParser> | null = null;
let started: Promise<void> | null = null;
const sources = new Map<SourceLanguage, Promise<Parser>>();

/** The named parsers; the others are null. A failure to load is a fault of ours and is thrown. */
export async function loadParsers(names: readonly ParserName[]): Promise<Parsers> {
  const source = (name: SourceLanguage): Promise<Parser> | null => {
    if (!names.includes(name)) return null;
    const loading = sources.get(name) ?? loadSource(name);
    sources.set(name, loading);
    return loading;
  };
  const sql = names.includes("postgresql") ? (postgresql ??= loadPostgresql()) : null;
  const waiting = [source("python"), source("ruby"), source("php"), source("typescript")] as const;
  const [python, ruby, php, typescript] = await Promise.all(waiting);
  return { postgresql: await sql, python, ruby, php, typescript };
}

async function loadPostgresql(): Promise<PostgresqlParser> {
  const { loadModule, parseSync } = await import("libpg-query");
  await loadModule();
  return { parse: watched(parseSync) };
}

async function loadSource(name: SourceLanguage): Promise<Parser> {
  const grammar = readFile(
    fileURLToPath(import.meta.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`)),
  );
  const { Language, Parser } = await import("web-tree-sitter");
  // Two starts at once would make two instances, and a grammar of one is nonsense to the other.
  await (started ??= Parser.init());
  const parser = new Parser();
  parser.setLanguage(await Language.load(await grammar));
  return parser;
}

/** How many calls overflowed a parser's stack or broke it, in this thread. After the first it should serve no other file. */
export function parserFaults(): number {
  return faults;
}

/** Counts the calls that damage the parser, and refuses to use it when it could no longer be trusted. */
function watched<R>(call: (sql: string) => R): (sql: string) => R {
  return (sql) => {
    if (faults >= faultLimit) throw new RangeError("too much before it was nested too deeply");
    try {
      return call(sql);
    } catch (cause) {
      if (cause instanceof RangeError || (cause instanceof Error && cause.name === "RuntimeError")) faults++;
      throw cause;
    }
  };
}
