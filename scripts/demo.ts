/** `npm run demo`: a real git repository, a proposed schema change, the check, the draft, the edits, and the check again. `npm run demo -- PATH BASE..HEAD` checks any repository. */

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { applyEdits } from "../src/core/edits.ts";
import type { Problem } from "../src/core/problem.ts";
import { answers, base, proposed } from "./demo/project.ts";

const lockstep = join(import.meta.dirname, "..", "bin", "lockstep.js");

process.exitCode = main(process.argv.slice(2));

function main([path, range]: string[]): number {
  if (path !== undefined) return checkAny(path, range ?? "");
  const folder = mkdtempSync(join(tmpdir(), "lockstep-demo-"));
  try {
    return tour(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkAny(path: string, range: string): number {
  const [from, to] = range.split(/\.{2,3}/u);
  if (from === undefined || from === "" || to === undefined || to === "") {
    say("Say what to check: npm run demo -- PATH BASE..HEAD");
    return 2;
  }
  const options = ["--repo", path, "--base", from, "--head", to];
  const status = run("check", ...options);
  say("\nThe note as far as the migrations can write it:\n");
  run("draft", ...options);
  return status === 1 ? 0 : status;
}

function tour(folder: string): number {
  heading("1. A service with Alembic migrations, and a proposed change");
  commit(folder, base, "Identity 7.0");
  git(folder, "tag", "7.0.0");
  git(folder, "switch", "--quiet", "--create", "drop-legacy-id");
  commit(folder, proposed, "Drop user.legacy_id");
  say(git(folder, "diff", "--stat", "main...HEAD"));

  heading("2. lockstep check");
  const options = ["--repo", folder, "--base", "main"];
  const first = run("check", ...options);

  heading("3. lockstep draft: what the migration can say by itself");
  run("draft", ...options);

  heading("4. The edits are applied, and the author fills in what only a person knows");
  mend(folder, options);
  say(git(folder, "diff"));
  git(folder, "commit", "--quiet", "--all", "--message", "Say what operators need");

  heading("5. lockstep check, again");
  const second = run("check", ...options);
  return first === 1 && second === 0 ? 0 : 3;
}

/** Applies every edit that the check offers, until it offers no more, and answers the gaps. */
function mend(folder: string, options: string[]): void {
  for (let round = 0; round < 4; round += 1) {
    const output = lockstepOutput("check", ...options, "--format", "json");
    const { problems } = JSON.parse(output) as { problems: Problem[] };
    const edits = problems.flatMap((problem) => problem.fix?.edits ?? []);
    if (edits.length === 0) return;
    for (const path of new Set(edits.map((edit) => edit.place.path))) {
      const file = join(folder, path);
      const { text } = applyEdits(path, readFileSync(file, "utf8"), edits);
      writeFileSync(file, answerGaps(text));
    }
  }
}

/** Plays the author: every marked gap gets an answer that fits the words before it. */
function answerGaps(text: string): string {
  return text.replaceAll(/<[a-z][^<>\n]*>/giu, (_gap, offset: number) => {
    const before =
      text
        .slice(0, offset)
        .split(/\n\s*\n|\n\s*#/u)
        .at(-1) ?? "";
    return answers.find(([words]) => words.test(before))?.[1] ?? "";
  });
}

function commit(folder: string, files: Record<string, string>, message: string): void {
  if (message === "Identity 7.0") git(folder, "init", "--quiet", "--initial-branch", "main");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", message);
}

function git(folder: string, ...args: string[]): string {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  const { status, stdout, stderr } = spawnSync("git", ["-C", folder, ...identity, ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}

function run(...args: string[]): number {
  say(`$ lockstep ${args.join(" ")}\n`);
  return spawnSync(process.execPath, [lockstep, ...args], { stdio: "inherit" }).status ?? 3;
}

function lockstepOutput(...args: string[]): string {
  return spawnSync(process.execPath, [lockstep, ...args], { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
}

function heading(text: string): void {
  say(`\n\u2500\u2500 ${text} ${"\u2500".repeat(Math.max(3, 76 - text.length))}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
