/** Compares what the App says of ranges of real repositories with what the command line says: `node scripts/evidence/app-repositories.ts FOLDER`, which has the bare repositories as `OWNER+NAME/repo`. Prints the table of docs/evidence/app-repositories.md. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { startApp } from "../../test/support/app.ts";
import { Stage } from "./app-range.ts";
import type { Compared, RangeOf } from "./app-range.ts";

const [folder = "."] = process.argv.slice(2);
const list = new URL("../../docs/evidence/app-ranges.json", import.meta.url);
const ranges = JSON.parse(readFileSync(list, "utf8")) as RangeOf[];
const found: Compared[] = [];
const app = await startApp();
const stage = await Stage.open(app);
say(
  "| repository | base..head | files | migrations | operations | problems | conclusion | verdicts | reads | writes |",
);
say("|---|---|---|---|---|---|---|---|---|---|");
for (const range of ranges) {
  const compared = await stage.compare(range, join(folder, range.repository.replace("/", "+"), "repo"));
  found.push(compared);
  say(rowOf(range, compared));
}
await stage.close();
await app.stop();
say(`\n${summaryOf(found)}`);

function rowOf(
  { repository, base, head }: RangeOf,
  { files, app: verdict, calls, differences }: Compared,
): string {
  const { counts, conclusion, problems } = verdict;
  const told = problems.filter(({ severity }) => severity !== "hint").length;
  const same = differences.length === 0 ? "same" : `other ${differences.map(({ what }) => what).join(", ")}`;
  const range = `${base.slice(0, 10)}..${head.slice(0, 10)}`;
  const cells = [
    repository,
    range,
    files,
    counts.migrations,
    counts.operations,
    told,
    conclusion,
    same,
    calls.reads,
    calls.writes,
  ];
  return `| ${cells.join(" | ")} |`;
}

function summaryOf(all: readonly Compared[]): string {
  const withMigrations = all.filter(({ app: verdict }) => verdict.counts.migrations > 0);
  const same = all.filter(({ differences }) => differences.length === 0);
  const quiet = all.filter(({ app: verdict, files }) => verdict.counts.migrations === 0 && files <= 100);
  const repositories = new Set(ranges.map(({ repository }) => repository));
  const reads = (some: readonly Compared[], most: number): number =>
    some.filter(({ calls }) => calls.reads <= most).length;
  return [
    `${all.length} ranges of ${repositories.size} repositories, ${withMigrations.length} with migrations: ${same.length} verdicts are the same.`,
    `With migrations, ${reads(withMigrations, 3)} took 3 reads or fewer, ${reads(withMigrations, 6)} took 6 or fewer.`,
    `Of ${quiet.length} without any and with at most 100 files, ${reads(quiet, 1)} took one read.`,
    "",
  ].join("\n");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
