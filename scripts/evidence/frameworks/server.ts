/**
 * Runs all migrations in SQL of a framework, in order, on a real server, and compares what its catalog says after each statement with what Lockstep reads:
 * `node scripts/evidence/frameworks/server.ts READINGS REPOSITORY COMMIT postgresql|sqlite [--list]`. READINGS is what `frameworks.ts ... --json` prints.
 */

import { readFileSync } from "node:fs";

import type { FileReading } from "../../../src/core/detect/detector.ts";
import { git } from "../engine-repository.ts";
import { onPostgresql } from "./postgresql-account.ts";
import { deedsOf } from "./server-deeds.ts";
import { onSqlite } from "./sqlite-account.ts";

const [readings = "", folder = "", commit = "HEAD", engine = "postgresql"] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith("--"));
const list = process.argv.includes("--list");
const files = (JSON.parse(readFileSync(readings, "utf8")) as ({ path: string } & FileReading)[]).filter(
  ({ path }) => !path.endsWith("down.sql"),
);
const texts = files.map(({ path }) => git(folder, "show", `${commit}:${path}`));
const accounts = await (engine === "sqlite" ? onSqlite(texts) : onPostgresql(texts));
const totals = {
  migrations: 0,
  refused: 0,
  theirs: 0,
  found: 0,
  vague: 0,
  missed: 0,
  ours: 0,
  right: 0,
  idle: 0,
};
for (const [at, { path, operations }] of files.entries()) {
  const account = accounts[at];
  if (account === undefined) continue;
  totals.migrations += 1;
  if (account.refused !== null) {
    totals.refused += 1;
    say(path, "refused", account.refused);
  }
  const up = operations.filter(({ direction }) => direction === "up");
  const left = up.flatMap((operation) => deedsOf(operation).map((deed) => ({ deed, operation })));
  const isVague = up.some(({ kind }) => kind === "run_code" || kind === "unknown_statement");
  for (const deed of account.deeds) {
    totals.theirs += 1;
    const same = left.findIndex(
      (one) => one.deed.replace(/^rename (?:index|constraint)/u, kindOf(deed)) === deed,
    );
    if (same !== -1) {
      left.splice(same, 1);
      totals.found += 1;
    } else if (isVague) totals.vague += 1;
    else {
      totals.missed += 1;
      say(path, "MISSED", deed);
    }
  }
  const found = up.flatMap(deedsOf).length - left.length;
  totals.right += found;
  totals.ours += found;
  if (account.refused !== null) continue;
  for (const { deed, operation } of left) {
    const { details } = operation;
    const idle =
      operation.conditional ||
      ("ifExists" in details && details.ifExists) ||
      ("ifNotExists" in details && details.ifNotExists);
    if (idle) totals.idle += 1;
    else {
      totals.ours += 1;
      say(path, "ours alone", deed);
    }
  }
}
console.log(totals);

/** Nobody can tell from the text whether an index that is renamed is that of a key. */
function kindOf(deed: string): string {
  return /^rename (?:key|index|constraint)/u.exec(deed)?.[0] ?? "$&";
}

function say(...words: string[]): void {
  if (list) console.log(words.join(": "));
}
