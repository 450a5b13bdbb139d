/** Counts what the SQL detectors make of repositories: `node scripts/evidence/sql.ts [--list] NAME=GITDIR...`. Every `.sql` file of the newest commit is asked for. `--list` names what is unknown, code or unread, and counts what no detector claims by folder; without it a row of the table in docs/evidence/sql.md is printed. */

import { spawnSync } from "node:child_process";

import { claimants, confirmed } from "../../src/core/detect/claim.ts";
import type { FileReading, Tree } from "../../src/core/detect/detector.ts";
import { refusal, unreadFile } from "../../src/core/detect/guards.ts";
import type { PostgresqlParser } from "../../src/core/detect/parsers.ts";
import { split } from "../../src/core/detect/reading/sql/split.ts";
import { loadDetectors } from "../../src/core/detect/registry.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

interface Tally {
  migrations: number;
  operations: number;
  unknown: number;
  code: number;
  unread: number;
  elsewhere: number;
  /** Files with a statement that is no operation of ours and is neither unknown nor unread. */
  quiet: string[];
  /** Files that the parser takes whole, and whose statements it counts otherwise than we split them. */
  counted: string[];
}

/** Statements that change nothing that operators plan for. */
const SILENT =
  /^(?:TransactionStmt|VariableSetStmt|VariableShowStmt|SelectStmt|DoStmt|ExplainStmt|VacuumStmt|NotifyStmt|ConstraintsSetStmt|CheckPointStmt|DiscardStmt)$/u;

const list = process.argv.includes("--list");
const sources = process.argv.slice(2).filter((argument) => argument !== "--list");
const parsers = await loadParsers(["postgresql"]);
const postgresql = parsers.postgresql as PostgresqlParser;
const detectors = await loadDetectors(["a.sql"]);

for (const source of sources) {
  const [, name = "", folder = ""] = /^([^=]+)=(.+)$/u.exec(source) ?? [];
  survey(name, folder);
}

function survey(name: string, folder: string): void {
  const paths = git(folder, "ls-tree", "-r", "--name-only", "-z", "HEAD")
    .split("\0")
    .filter(Boolean)
    .toSorted();
  const text = reader(folder);
  const tree: Tree = { paths, text: () => null };
  const tallies = new Map<string, Tally>();
  const unclaimed = new Map<string, number>();
  for (const path of paths.filter((each) => /\.sql$/iu.test(each))) {
    const claims = claimants(path, tree, detectors, defaultPolicy);
    const content = claims.length === 0 ? "" : text(path);
    // A shallow or partial clone lacks large files.
    if (content === null) continue;
    const detector = claims.length === 0 ? null : confirmed(claims, path, content);
    if (detector === null) {
      const above = path.slice(0, Math.max(0, path.lastIndexOf("/")));
      unclaimed.set(above, (unclaimed.get(above) ?? 0) + 1);
      continue;
    }
    const refused = refusal(path, content);
    const wanted = new Set(detector.wants(path, content, paths));
    const reading =
      refused === null
        ? detector.read(path, content, {
            tree: { paths, text: (other) => (wanted.has(other) ? text(other) : null) },
            parsers,
            transaction: null,
            expired: () => false,
          })
        : unreadFile(refused);
    const tally = tallies.get(detector.name) ?? newTally();
    tallies.set(detector.name, tally);
    count(tally, path, content, reading);
    if (list) show(path, reading);
  }
  if (list) details(tallies, unclaimed);
  else row(name, git(folder, "rev-parse", "HEAD").slice(0, 12), tallies, unclaimed);
}

function details(tallies: ReadonlyMap<string, Tally>, unclaimed: ReadonlyMap<string, number>): void {
  for (const { quiet, counted } of tallies.values())
    for (const path of [...quiet, ...counted]) say(`    look at ${path}`);
  for (const [above, files] of unclaimed) say(`  not claimed: ${files} in ${above || "."}`);
}

function row(
  name: string,
  commit: string,
  tallies: ReadonlyMap<string, Tally>,
  unclaimed: ReadonlyMap<string, number>,
): void {
  const all = [...tallies];
  const sum = (of: (tally: Tally) => number): number =>
    all.reduce((total, [, tally]) => total + of(tally), 0);
  const layouts = all.map(([framework, { migrations }]) => `${framework} ${migrations}`).join(", ");
  const left = [...unclaimed.values()].reduce((total, files) => total + files, 0);
  const cells = [
    name,
    commit,
    layouts,
    sum(({ elsewhere }) => elsewhere),
    sum(({ operations }) => operations),
    sum(({ unknown }) => unknown),
    sum(({ code }) => code),
    sum(({ unread }) => unread),
    sum(({ quiet }) => quiet.length),
    sum(({ counted }) => counted.length),
    left,
  ];
  say(`| ${cells.join(" | ")} |`);
}

function newTally(): Tally {
  return {
    migrations: 0,
    operations: 0,
    unknown: 0,
    code: 0,
    unread: 0,
    elsewhere: 0,
    quiet: [],
    counted: [],
  };
}

function count(tally: Tally, path: string, text: string, reading: FileReading): void {
  tally.migrations += 1;
  tally.operations += reading.operations.length;
  tally.unknown += reading.operations.filter(({ kind }) => kind === "unknown_statement").length;
  tally.code += reading.operations.filter(({ kind }) => kind === "run_code").length;
  if (reading.unread.some(({ reason }) => reason.startsWith("it is written for"))) {
    tally.elsewhere += 1;
    return;
  }
  tally.unread += reading.unread.length;
  const types = whole(text);
  if (types === null) return;
  const pieces = split(text).pieces.filter(({ kind }) => kind === "statement").length;
  if (pieces !== types.length) tally.counted.push(path);
  const lines = new Set(reading.operations.map(({ place }) => place.line));
  const spoken = types.filter(({ type }) => !SILENT.test(type));
  if (spoken.length > 0 && lines.size + reading.unread.length === 0) tally.quiet.push(path);
  if (spoken.length > reading.operations.length + reading.unread.length) tally.quiet.push(path);
}

/** The statements of a file as PostgreSQL's parser takes it in one go; null when it refuses it. */
function whole(text: string): { type: string }[] | null {
  try {
    return (postgresql.parse(text).stmts ?? []).map(({ stmt }) => ({
      type: Object.keys(stmt ?? {})[0] ?? "",
    }));
  } catch {
    return null;
  }
}

function show(path: string, reading: FileReading): void {
  for (const { kind, place, details, direction } of reading.operations) {
    if (kind === "unknown_statement" && "reason" in details)
      say(
        `    unknown ${direction} ${path}:${place.line} ${details.reason} | ${details.source.slice(0, 140)}`,
      );
    if (kind === "run_code" && "source" in details)
      say(`    code ${direction} ${path}:${place.line} ${details.source.slice(0, 140)}`);
  }
  for (const { place, reason } of reading.unread) say(`    unread ${path}:${place.line} ${reason}`);
}

/** The text of a path of the newest commit. */
function reader(folder: string): (path: string) => string | null {
  return (path) => {
    const { status, stdout } = spawnSync("git", ["-C", folder, "cat-file", "blob", `HEAD:${path}`], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    return status === 0 ? stdout : null;
  };
}

function git(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
