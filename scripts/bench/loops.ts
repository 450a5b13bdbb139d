/** The two loops that the bench compares: ours, and the least that any reader of SQL must do. */

import { readFileSync } from "node:fs";

import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";
import { split } from "../../src/core/detect/reading/sql/split.ts";
import { Reader } from "../../src/edges/isolation/reader.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { assessChange } from "../../src/core/assess-change.ts";
import type { FileReading } from "../../src/core/detect/detector.ts";
import { migrationChanges } from "../../src/core/migration-changes.ts";

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

/** So many files are read at a time, as the command line does. */
const batchSize = 32;

/** Milliseconds to read every file into operations; `judged`: with ids, impacts and demands. */
export async function timeReader(files: readonly string[], judged: boolean): Promise<number> {
  const reader = new Reader();
  const start = performance.now();
  let operations = 0;
  for (let at = 0; at < files.length; at += batchSize) {
    const batch = files.slice(at, at + batchSize).map((path) => ({ path, text: readFileSync(path, "utf8") }));
    const readings = await reader.read(
      batch.map(({ path, text }) => ({
        detector: "sql",
        path,
        text,
        treeTexts: {},
        treePaths: [],
        transaction: null,
      })),
    );
    for (const [index, { path, text }] of batch.entries()) {
      const reading = readings[index];
      if (reading === undefined) throw new Error(`${path} was not read`);
      operations += judged ? operationsOf(path, text, reading) : reading.operations.length;
    }
  }
  const taken = performance.now() - start;
  await reader.close();
  if (operations < files.length) throw new Error("the reader found less than one operation a file");
  return taken;
}

function operationsOf(path: string, text: string, reading: FileReading): number {
  const changes = migrationChanges(
    [
      {
        path,
        oldPath: null,
        status: "added",
        framework: "sql",
        database: "main",
        phase: null,
        before: null,
        after: { reading, text },
      },
    ],
    [],
  );
  return assessChange(changes, [], defaultPolicy).length;
}
