/** `npm run bench`: ratios in one run, medians. The packed command against `node -e 0`; the reader against a bare loop; squawk beside it. */

import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { writeCorpus } from "./bench/corpus.ts";
import { smallFiles } from "./bench/small-files.ts";
import { timeBareLoop, timeReader } from "./bench/loops.ts";

const checkout = join(import.meta.dirname, "..");
const rounds = 15;
const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
try {
  await coldStart();
  await corpus();
  memory();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One small file through the packed command, paired with `node -e 0`. */
async function coldStart(): Promise<void> {
  const command = join(pack(), "bin", "lockstep.js");
  for (const { name, path, text, limit } of smallFiles) {
    const file = join(folder, "small", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    const ratios: number[] = [];
    for (let round = 0; round < rounds + 2; round += 1) {
      const bare = time([process.execPath, "-e", "0"]);
      const ours = time([process.execPath, command, "operations", "--format", "json", file]);
      if (round >= 2) ratios.push(ours / bare);
    }
    report(`operations, one ${name} file / node -e 0`, ratios, limit);
  }
}

/** A thousand files in one process, paired with a loop that reads, splits and parses them. */
async function corpus(): Promise<void> {
  const files = writeCorpus(join(folder, "migrations"), 1000);
  const reading: number[] = [];
  const judging: number[] = [];
  for (let round = 0; round < 17; round += 1) {
    const bare = await timeBareLoop(files);
    const read = await timeReader(files, false);
    const judged = await timeReader(files, true);
    if (round < 2) continue;
    reading.push(read / bare);
    judging.push(judged / bare);
  }
  report("1,000 SQL files read into operations / bare loop", reading, 1.5);
  report("1,000 SQL files with ids, impacts and demands / bare loop", judging, null);
  const squawk: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const theirs = time([join(checkout, "node_modules", ".bin", "squawk"), ...files], false);
    const ours = time([
      process.execPath,
      join(checkout, "bin", "lockstep.js"),
      "operations",
      "--format",
      "json",
      join(folder, "migrations"),
    ]);
    squawk.push(ours / theirs);
  }
  report("1,000 SQL files, whole process / squawk", squawk, null);
}

/** The peak memory of one process over ten thousand files. */
function memory(): void {
  const many = join(folder, "ten-thousand", "migrations");
  writeCorpus(many, 10_000);
  const { stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      join(import.meta.dirname, "bench", "peak.ts"),
      join(checkout, "bin", "lockstep.js"),
      "operations",
      "--format",
      "json",
      many,
    ],
    { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] },
  );
  const peak = Number(/peak (\d+)/u.exec(stderr)?.[1]) / 1024;
  say(`10,000 SQL files: peak ${peak.toFixed(0)} MB (limit 300 MB)`);
}

/** The packed package, unpacked beside this checkout's dependencies. */
function pack(): string {
  const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: checkout,
    encoding: "utf8",
  });
  if (packed.status !== 0) throw new Error(packed.stderr);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  spawnSync("tar", ["-xzf", join(folder, tarball), "-C", folder]);
  symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"));
  const target = join(folder, "package");
  JSON.parse(readFileSync(join(target, "package.json"), "utf8"));
  return target;
}

function time(command: string[], mustPass = true): number {
  const start = performance.now();
  const { status, error } = spawnSync(command[0] as string, command.slice(1), {
    stdio: ["ignore", "ignore", "ignore"],
  });
  if (error !== undefined) throw error;
  if (mustPass && status !== 0 && status !== 1)
    throw new Error(`${command.join(" ").slice(0, 200)}: exit code ${status}`);
  return performance.now() - start;
}

function report(name: string, ratios: number[], limit: number | null): void {
  const sorted = ratios.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1] as number;
  const verdict = limit === null ? "" : ` (limit ${limit}: ${median <= limit ? "met" : "MISSED"})`;
  say(
    `${name}: median ${median.toFixed(2)}, ${sorted[0]?.toFixed(2)} to ${sorted.at(-1)?.toFixed(2)}, ${sorted.length} pairs${verdict}`,
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
