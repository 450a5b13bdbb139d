/** Reads all migrations of one framework in a checkout: `node scripts/evidence/frameworks.ts FRAMEWORK REPOSITORY [COMMIT] [--json] [--engine=NAME]`. REPOSITORY is a git folder, bare or not; `--engine` is what the policy would say. */

import { claimants, confirmed, databaseOf, dialectHints, isUnsaid } from "../../src/core/detect/claim.ts";
import type { FileReading, Tree } from "../../src/core/detect/detector.ts";
import { languageOf } from "../../src/core/detect/language-of.ts";
import { loadDetectors, registry } from "../../src/core/detect/registry.ts";
import { unreadFile } from "../../src/core/detect/guards.ts";
import { wholeFile } from "../../src/core/place.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import type { EngineName } from "../../src/core/impact.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";
import { git, spokenAt } from "./engine-repository.ts";

const [framework, folder, commit = "HEAD"] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const stated = /--engine=(\w+)/u.exec(process.argv.join(" "))?.[1];
const entries = registry.filter((one) => one.name === framework);
if (entries.length === 0 || folder === undefined) {
  console.error(
    "usage: node scripts/evidence/frameworks.ts FRAMEWORK REPOSITORY [COMMIT] [--json] [--engine=NAME]",
  );
  process.exit(2);
}

const paths = git(folder, "ls-tree", "-r", "--name-only", "-z", commit)
  .split("\0")
  .filter(Boolean)
  .toSorted();
const known = new Set(paths);
const texts = new Map<string, string | null>();
const tree: Tree = {
  paths,
  text(path) {
    if (!texts.has(path)) texts.set(path, known.has(path) ? git(folder, "show", `${commit}:${path}`) : null);
    return texts.get(path) ?? null;
  },
};
const languages = new Set(entries.flatMap((one) => [one.language, ...(one.others ?? [])]));
const parsers = await loadParsers(["postgresql", "python", "ruby", "php", "typescript"]);
const files: { path: string; reading: FileReading }[] = [];
/** Processor time of each round over all files, in milliseconds: the machine is shared, and the first round compiles. */
const rounds: number[] = [];
const readings: (() => FileReading)[] = [];
for (const path of paths) {
  const language = languageOf(path);
  if (language === null || !languages.has(language)) continue;
  const detectors = await loadDetectors([path]);
  const claims = claimants(path, tree, detectors, defaultPolicy);
  if (!claims.some(({ detector }) => detector.name === framework)) continue;
  const text = tree.text(path) ?? "";
  const detector = confirmed(claims, path, text);
  if (detector === null || detector.name !== framework) continue;
  const spoken = isUnsaid(path, defaultPolicy) ? spokenAt(path, (name) => tree.text(name)) : null;
  const { transaction } = databaseOf(path, defaultPolicy);
  const dialect =
    stated === undefined
      ? dialectHints(path, defaultPolicy, spoken)
      : { engines: [stated as EngineName], stated: true };
  const wanted = new Set(detector.wants(path, text, paths));
  for (const one of wanted) tree.text(one);
  const around: Tree = { paths, text: (name) => (wanted.has(name) ? tree.text(name) : null) };
  readings.push(() =>
    detector.read(path, text, { tree: around, parsers, transaction, dialect, expired: () => false }),
  );
  files.push({ path, reading: unreadFile({ place: wholeFile(path), reason: "" }) });
}
for (let round = 0; round < 4; round += 1) {
  const start = process.cpuUsage();
  for (const [at, read] of readings.entries()) (files[at] as (typeof files)[number]).reading = read();
  const { user, system } = process.cpuUsage(start);
  rounds.push((user + system) / 1000);
}

if (process.argv.includes("--json")) {
  console.log(JSON.stringify(files.map(({ path, reading }) => ({ path, ...reading }))));
} else report();

function report(): void {
  const operations = files.flatMap(({ reading }) => reading.operations);
  const up = operations.filter(({ direction }) => direction === "up");
  const speeds = rounds.map((milliseconds) => Math.round((files.length * 1000) / milliseconds));
  console.log(
    `${framework}, ${git(folder as string, "rev-parse", commit)
      .trim()
      .slice(0, 12)}`,
  );
  console.log(
    `${files.length} migrations, ${up.length} operations up, ${operations.length - up.length} down`,
  );
  console.log(`${speeds.join(", ")} migrations a second of processor time, round by round\n`);
  for (const [kind, count] of counted(up.map(({ kind }) => kind)))
    console.log(`${String(count).padStart(6)} ${kind}`);
  const unread = files.flatMap(({ reading }) => reading.unread.filter(({ place }) => place !== undefined));
  console.log(`\n${unread.length} unread`);
  for (const { place, reason } of unread) console.log(`  ${place.path}:${place.line} ${reason}`);
  const vague = operations.filter(({ kind }) => kind === "unknown_statement" || kind === "run_code");
  console.log(`\n${vague.length} that a person must look at`);
  for (const one of vague) {
    const { kind, place, details } = one;
    const said = "reason" in details ? details.reason : "called" in details ? details.called : "";
    console.log(`  ${place.path}:${place.line} ${kind} ${said ?? ""}`);
  }
  const empty = files.filter(({ reading }) => reading.operations.length === 0 && reading.unread.length === 0);
  console.log(`\n${empty.length} say nothing`);
  for (const { path } of empty) console.log(`  ${path}`);
}

function counted(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}
