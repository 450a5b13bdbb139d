/** Compares verdicts with judgements made by hand: `node scripts/evidence/verdicts.ts JUDGED.json NAME=GITDIR:GLOB...`. Each migration is checked in the commit that the judgement names, against that commit's parent; else as a change of its own, over the migrations that run before it. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { CheckReport } from "../../src/contract.ts";
import { matchesAny } from "../../src/core/glob.ts";
import { migrationOrder } from "../../src/core/detect/order.ts";
import { detectorNamed } from "../../src/core/detect/registry.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

interface Judged {
  number: number;
  repository: string;
  path: string;
  /** The commit that brought it. */
  commit?: string;
  offline: boolean;
  demand: string;
  /** It breaks old code. */
  breaks?: boolean;
  sure: boolean;
}

interface Source {
  folder: string;
  /** All migrations, in the order in which they run. */
  ordered: string[];
}

const [judgedPath = "", ...arguments_] = process.argv.slice(2);
const judged = JSON.parse(readFileSync(judgedPath, "utf8")) as Judged[];
const sources = new Map<string, Source>();
for (const argument of arguments_) {
  const [, name = "", folder = "", glob = ""] = /^([^=]+)=([^:]+):(.+)$/u.exec(argument) ?? [];
  sources.set(name, { folder, ordered: await inOrder(folder, glob) });
}

const work = mkdtempSync(join(tmpdir(), "lockstep-verdicts-"));
const policy = join(work, "policy.yml");
writeFileSync(policy, "mode: enforce\ndatabases:\n  - name: default\n    engines: [postgresql >= 14]\n");
const ranks = ["none", "listed", "hint", "note", "note_and_exception"];
const tally = { offline: [0, 0, 0, 0], note: [0, 0, 0, 0], breaks: [0, 0, 0, 0], same: 0, all: 0, unread: 0 };
for (const entry of judged) {
  const source = sources.get(entry.repository);
  if (source === undefined) continue;
  const report = check(source, entry);
  const up = report.operations.filter(
    ({ direction, place }) => direction === "up" && place.path === entry.path,
  );
  const offline = up.some((operation) => operation.impact.offline);
  const demand = ranks[Math.max(0, ...up.map((operation) => ranks.indexOf(operation.demand)))] ?? "none";
  const breaks = up.some((operation) => operation.impact.breaksOldCode);
  const unread = report.files.filter(({ path }) => path === entry.path).flatMap((file) => file.unread).length;
  const unknown = up.filter((operation) => operation.kind === "unknown_statement").length;
  count(tally.offline, entry.offline, offline);
  count(tally.note, ranks.indexOf(entry.demand) >= 3, ranks.indexOf(demand) >= 3);
  if (entry.breaks !== undefined) count(tally.breaks, entry.breaks, breaks);
  tally.all += 1;
  tally.unread += unread + unknown > 0 ? 1 : 0;
  const empty = new Set(["none", "listed"]);
  const same = demand === entry.demand || (empty.has(demand) && empty.has(entry.demand));
  tally.same += same ? 1 : 0;
  if (same && offline === entry.offline && (entry.breaks ?? breaks) === breaks) continue;
  const why = up.filter((operation) => operation.impact.offline || operation.demand === demand);
  process.stdout.write(
    `${entry.number} ${entry.repository} ${entry.path}\n  by hand: offline ${entry.offline}, ${entry.demand}${entry.breaks === true ? ", breaks old code" : ""}${entry.sure ? "" : " (not sure)"}; check: offline ${offline}, ${demand}${breaks ? ", breaks old code" : ""}\n${why
      .slice(0, 4)
      .map(
        (one) =>
          `    ${one.kind} ${one.table}.${one.columns.join(",")} ${one.name ?? ""} [${one.demand}] ${one.impact.reasons.slice(0, 3).join("; ")}\n`,
      )
      .join("")}`,
  );
}
rmSync(work, { recursive: true, force: true });
show("offline", tally.offline);
show("needs a note", tally.note);
if (judged.some((entry) => entry.breaks !== undefined)) show("breaks old code", tally.breaks);
process.stdout.write(
  `the same demand: ${tally.same} of ${tally.all}; with something unread: ${tally.unread}\n`,
);

function count(cells: number[], truth: boolean, said: boolean): void {
  const cell = truth ? (said ? 0 : 2) : said ? 1 : 3;
  cells[cell] = (cells[cell] ?? 0) + 1;
}

function show(name: string, [both = 0, falseAlarm = 0, missed = 0, neither = 0]: number[]): void {
  const precision = (100 * both) / (both + falseAlarm);
  const recall = (100 * both) / (both + missed);
  process.stdout.write(
    `${name}: precision ${precision.toFixed(1)} % (${falseAlarm} false alarms), recall ${recall.toFixed(1)} % (${missed} missed), ${both} right, ${neither} rightly not\n`,
  );
}

function check(source: Source, entry: Judged): CheckReport {
  if (entry.commit === undefined) return checkAlone(source, entry);
  return checked(source.folder, `${entry.commit}^1`, entry.commit, process.env);
}

/** Commits all migrations that run before the one at hand, then that one, and checks the second commit. */
function checkAlone({ folder, ordered }: Source, entry: Judged): CheckReport {
  const objects = join(work, "objects");
  mkdirSync(objects, { recursive: true });
  const env = {
    ...process.env,
    GIT_DIR: folder,
    GIT_INDEX_FILE: join(work, "index"),
    GIT_OBJECT_DIRECTORY: objects,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(folder, "objects"),
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@example.org",
  };
  const git = (args: string[], input = ""): string => {
    const done = spawnSync("git", args, { env, input, encoding: "utf8", maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`git ${args[0]}: ${done.stderr}`);
    return done.stdout.trim();
  };
  const later = ordered.slice(ordered.indexOf(entry.path));
  git(["read-tree", "HEAD"]);
  git(["update-index", "--force-remove", "-z", "--stdin"], later.join("\0"));
  const base = git(["commit-tree", git(["write-tree"]), "-m", "base"]);
  const blob = git(["rev-parse", `HEAD:${entry.path}`]);
  git(["update-index", "--add", "--cacheinfo", `100644,${blob},${entry.path}`]);
  const head = git(["commit-tree", git(["write-tree"]), "-p", base, "-m", "head"]);
  return checked(folder, base, head, {
    ...process.env,
    GIT_OBJECT_DIRECTORY: objects,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(folder, "objects"),
  });
}

function checked(folder: string, base: string, head: string, env: NodeJS.ProcessEnv): CheckReport {
  const command = join(import.meta.dirname, "..", "..", "bin", "lockstep.js");
  const options = ["--repo", folder, "--base", base, "--head", head, "--policy", policy, "--format", "json"];
  const done = spawnSync(process.execPath, [command, "check", ...options], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env,
  });
  if (done.status === null || done.status > 1) throw new Error(`${head}: ${done.stderr}`);
  return JSON.parse(done.stdout) as CheckReport;
}

/** The migrations of a repository in the order in which they run. */
async function inOrder(folder: string, glob: string): Promise<string[]> {
  const run = (...args: string[]): string =>
    spawnSync("git", ["-C", folder, ...args], { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
  const paths = run("ls-tree", "-r", "--name-only", "-z", "HEAD")
    .split("\0")
    .filter((path) => matchesAny(path, [glob]));
  if (!glob.endsWith(".py")) return paths.toSorted();
  const alembic = await detectorNamed("alembic");
  const parsers = await loadParsers(["python", "postgresql"]);
  const tree = { paths: [], text: () => null };
  const read = paths.map((path) => {
    const reading = alembic.read(path, run("show", `HEAD:${path}`), {
      tree,
      parsers,
      transaction: null,
      expired: () => false,
    });
    return { path, phase: null, revision: reading.revision, dependsOn: reading.dependsOn };
  });
  return migrationOrder(read).map(({ path }) => path);
}
