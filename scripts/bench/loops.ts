/** The two loops that the bench compares: ours, and the least that any reader of SQL must do. */

import { readFileSync } from "node:fs";

import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";
import { split } from "../../src/core/detect/reading/sql/split.ts";
import { Reader } from "../../src/edges/isolation/reader.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { assessChange } from "../../src/core/assess-change.ts";
import { compareMigrations } from "../../src/core/detect/compare.ts";

/** Milliseconds to read, split and parse every file with PostgreSQL's parser. */
export async function timeBareLoop(files: readonly string[]): Promise<number> {
  const { postgresql } = await loadParsers(["postgresql"]);
  if (postgresql === null) throw new Error("the parser was not loaded");
  const start = performance.now();
  let statements = 0;
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const piece of split(text).pieces) {
      statements += postgresql.parse(text.slice(piece.start, piece.end)).stmts?.length ?? 0;
    }
  }
  if (statements < files.length) throw new Error("the loop parsed less than one statement a file");
  return performance.now() - start;
}

/** Milliseconds to read every file into operations, with ids, impacts and demands. */
export async function timeReader(files: readonly string[]): Promise<number> {
  const reader = new Reader();
  const start = performance.now();
  let operations = 0;
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const [reading] = await reader.read([
      { detector: "sql", path: file, text, treeTexts: {}, treePaths: [], transaction: null },
    ]);
    if (reading === undefined) throw new Error(`${file} was not read`);
    const changes = compareMigrations([
      {
        path: file,
        oldPath: null,
        status: "added",
        framework: "sql",
        database: "main",
        phase: null,
        before: null,
        after: { reading, text },
      },
    ]);
    operations += assessChange(changes, [], defaultPolicy).length;
  }
  const taken = performance.now() - start;
  await reader.close();
  if (operations < files.length) throw new Error("the reader found less than one operation a file");
  return taken;
}
