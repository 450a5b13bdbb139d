/** Counts how many merged migrations have an offline operation, beside those that squawk flags: `node scripts/evidence/offline-share.ts OUT.json MOST NAME=GITDIR:GLOB[|GLOB]...`. Each migration is checked in the commit that merged it, against that commit's first parent; of each repository the newest MOST. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { matchesAny } from "../../src/core/glob.ts";
import { inspect } from "../../src/core/inspect.ts";
import type { AssessedOperation } from "../../src/core/operation.ts";
import { targetOf } from "../../src/core/operation.ts";
import { gatherRange } from "../../src/edges/git/gather-range.ts";
import { ReaderPool } from "../../src/edges/isolation/reader-pool.ts";
import type { ShareRow } from "./share-row.ts";
import { squawkRules } from "./squawk-rules.ts";

interface Merged {
  commit: string;
  paths: string[];
}

/** A commit that adds more migrations than this imports or squashes a history. */
const importLimit = 10;

const [out = "", most = "", ...sources] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "lockstep-share-"));
const policy = join(work, "policy.yml");
const engines = "mode: monitor\ndatabases:\n  - name: default\n    engines: [postgresql@14]\n";
writeFileSync(policy, engines);
const reader = new ReaderPool(1, { here: "plain" });
const rows: ShareRow[] = [];
process.stdout.write(
  "| repository | migrations | offline | squawk flags | both | only Lockstep | only squawk | neither | unread or unknown | squawk cannot parse |\n|---|---|---|---|---|---|---|---|---|---|\n",
);
for (const source of sources) {
  const [, name = "", folder = "", globs = ""] = /^([^=]+)=([^:]+):(.+)$/u.exec(source) ?? [];
  const read: ShareRow[] = [];
  let left = Number(most);
  for (const merged of history(folder, globs.split("|"))) {
    if (left <= 0) break;
    const some = await verdicts(name, folder, merged);
    left -= some.length;
    read.push(...some);
  }
  flag(folder, read);
  rows.push(...read);
  show(name, read);
}
await reader.close();
rmSync(work, { recursive: true, force: true });
show("**all**", rows);
writeFileSync(out, `${JSON.stringify(rows, null, 1)}\n`);

/** The commits of the first-parent history that add migrations, newest first; moved files are none. */
function history(folder: string, globs: readonly string[]): Merged[] {
  const options = ["--first-parent", "-m", "-M50%", "--min-parents=1", "--diff-filter=A", "--name-only"];
  return git(folder, "log", ...options, "-z", "--format=%x01%H", "HEAD", "--", "*.sql")
    .split("\u0001")
    .flatMap((text) => {
      const [commit = "", ...names] = text.split("\0").map((part) => part.trim());
      const paths = names.filter((path) => path !== "" && matchesAny(path, globs));
      return paths.length === 0 || paths.length > importLimit ? [] : [{ commit, paths }];
    });
}

async function verdicts(repository: string, folder: string, { commit, paths }: Merged): Promise<ShareRow[]> {
  const { input } = await gatherRange(
    {
      repo: folder,
      base: `${commit}^1`,
      head: commit,
      staged: false,
      notes: [],
      policy,
      requireGranted: false,
      today: "2026-11-22",
    },
    reader,
  );
  const { files, operations } = inspect(input);
  const without = inspect({ ...input, oldCode: [] }).operations;
  return paths.flatMap((path) => {
    const file = files.find((one) => one.path === path);
    if (file === undefined || !isThere(folder, commit, path)) return [];
    const offline = offlineOf(operations, path);
    const unknown = operations.filter(
      ({ kind, place }) => place.path === path && kind === "unknown_statement",
    );
    return {
      repository,
      commit: commit.slice(0, 12),
      path,
      offline: offline.length > 0,
      offlineWithoutCode: offlineOf(without, path).length > 0,
      unclear: file.unread.length + unknown.length,
      why: offline.map((one) => `${one.kind} ${targetOf(one)}: ${one.impact.reasons[0] ?? ""}`),
      squawk: [],
      squawkCannotParse: false,
    };
  });
}

/** A clone may lack its largest files. */
function isThere(folder: string, commit: string, path: string): boolean {
  return spawnSync("git", ["cat-file", "-e", `${commit}:${path}`], { cwd: folder }).status === 0;
}

function offlineOf(operations: readonly AssessedOperation[], path: string): AssessedOperation[] {
  return operations.filter(
    ({ direction, place, impact }) => direction === "up" && place.path === path && impact.offline,
  );
}

/** Has squawk look at the very files. It is told that a transaction wraps each, so that it knows tables that the file makes. */
function flag(folder: string, read: readonly ShareRow[]): void {
  const files = read.map((row, index) => {
    const file = join(work, `${index}.sql`);
    // What a program fills in before it sends a file, squawk takes for an error of syntax.
    const text = git(folder, "show", `${row.commit}:${row.path}`).replaceAll(/\{\{[^{}]*\}\}/gu, "filled_in");
    writeFileSync(file, text);
    return file;
  });
  if (files.length === 0) return;
  const options = ["--reporter", "json", "--pg-version", "14", "--assume-in-transaction"];
  const found = JSON.parse(run(work, "squawk", [...options, ...files], [0, 1])) as {
    file: string;
    rule_name: string;
  }[];
  for (const { file, rule_name: rule } of found) {
    const row = read[files.indexOf(file)];
    const counts = squawkRules[rule];
    if (row === undefined || counts === undefined) throw new Error(`squawk: ${rule} of ${file}`);
    if (rule === "syntax-error") row.squawkCannotParse = true;
    if (counts.counted && !row.squawk.includes(rule)) row.squawk.push(rule);
  }
}

function show(name: string, read: readonly ShareRow[]): void {
  const number = (of: (row: ShareRow) => boolean): number => read.filter(of).length;
  const share = (of: (row: ShareRow) => boolean): string =>
    `${number(of)} (${((100 * number(of)) / Math.max(1, read.length)).toFixed(0)} %)`;
  const flagged = ({ squawk }: ShareRow): boolean => squawk.length > 0;
  const cells = [
    name,
    read.length,
    share(({ offline }) => offline),
    share(flagged),
    number((row) => row.offline && flagged(row)),
    number((row) => row.offline && !flagged(row)),
    number((row) => !row.offline && flagged(row)),
    number((row) => !row.offline && !flagged(row)),
    number(({ unclear }) => unclear > 0),
    number(({ squawkCannotParse }) => squawkCannotParse),
  ];
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

function git(folder: string, ...args: string[]): string {
  return run(folder, "git", args, [0]);
}

function run(folder: string, program: string, args: readonly string[], fine: readonly number[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status === null || !fine.includes(status)) throw new Error(`${program}: ${stderr}`);
  return stdout;
}
