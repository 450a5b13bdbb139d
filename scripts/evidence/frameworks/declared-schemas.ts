/**
 * Declared schemas over a history: for each commit that touches one, whether the migrations of the same commit account for what differs.
 *
 *     node scripts/evidence/frameworks/declared-schemas.ts --repository GITDIR [--head REV] [--most N] [--list]
 */

import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";

import { mayBeSchema } from "../../../src/core/detect/declared/registry.ts";
import { inspect } from "../../../src/core/inspect.ts";
import { targetOf } from "../../../src/core/operation.ts";
import type { ReadOperation } from "../../../src/core/operation.ts";
import { gatherRange } from "../../../src/edges/git/gather-range.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";

const { values } = parseArgs({
  options: {
    repository: { type: "string" },
    head: { type: "string", default: "HEAD" },
    most: { type: "string", default: "100000" },
    list: { type: "boolean", default: false },
  },
});
const repository = values.repository ?? ".";

function git(...args: string[]): string {
  return execFileSync("git", ["-C", repository, ...args], { encoding: "utf8", maxBuffer: 2 ** 30 });
}

const globs = ["*.prisma", "*schema.rb", "*.sql", "*snapshot.json"];

interface Commit {
  id: string;
  parent: string;
}

/** Commits with one parent that touch a declared schema, the oldest first. */
function commits(): Commit[] {
  const options = ["--reverse", "--no-merges", "--no-renames", "--format=%x00%H %P", "--name-only"];
  const log = git("log", ...options, values.head, "--", ...globs);
  return log.split("\0").flatMap((entry) => {
    const [head = "", ...paths] = entry.split("\n");
    const [id = "", parent = ""] = head.split(" ");
    if (parent === "" || !paths.some((path) => mayBeSchema(path, []))) return [];
    return [{ id, parent }];
  });
}

const words = (operation: ReadOperation): string => `${operation.kind} ${targetOf(operation)}`;
const totals = {
  commits: 0,
  withBoth: 0,
  differences: 0,
  explained: 0,
  hinted: 0,
  named: 0,
  commitsNamed: 0,
  onlySchema: 0,
  onlySchemaDiffering: 0,
  unmigrated: 0,
  unread: 0,
};
const reader = new Reader();
let slowest = 0;
const lines: string[] = [];
for (const { id, parent } of commits().slice(0, Number(values.most))) {
  const started = performance.now();
  const { input } = await gatherRange(
    {
      repo: repository,
      base: parent,
      head: id,
      staged: false,
      notes: [],
      policy: null,
      requireGranted: false,
      today: "2026-11-22",
    },
    reader,
  );
  const verdict = inspect(input);
  const took = performance.now() - started;
  slowest = Math.max(slowest, took);
  totals.commits++;
  for (const { migrated, differences, unexplained, vague, path, unread } of input.schemas ?? []) {
    totals.unread += unread.length;
    if (unread.length > 0) lines.push(`unread   ${id.slice(0, 12)} ${path}: ${unread[0]?.reason}`);
    if (!migrated) {
      totals.unmigrated++;
      if (differences.length > 0)
        lines.push(`alone    ${id.slice(0, 12)} ${path}: ${differences.slice(0, 8).map(words).join("; ")}`);
      continue;
    }
    const both = input.migrations.length > 0;
    if (both) {
      totals.withBoth++;
      totals.differences += differences.length;
      totals.explained += differences.length - unexplained.length;
      if (vague) totals.hinted += unexplained.length;
      else totals.named += unexplained.length;
      if (unexplained.length > 0 && !vague) totals.commitsNamed++;
    } else {
      totals.onlySchema++;
      if (differences.length > 0) totals.onlySchemaDiffering++;
    }
    if (unexplained.length === 0) continue;
    const kind = both ? (vague ? "hinted  " : "named   ") : "schema  ";
    lines.push(`${kind} ${id.slice(0, 12)} ${path}: ${unexplained.slice(0, 8).map(words).join("; ")}`);
  }
  const problem = verdict.problems.find(({ rule }) => rule === "schema-has-its-migration");
  if (values.list && problem !== undefined) lines.push(`         ${problem.severity}: ${problem.message}`);
}
await reader.close();
if (values.list) console.log(lines.join("\n"));
console.log(JSON.stringify({ ...totals, slowest: Math.round(slowest) }));
