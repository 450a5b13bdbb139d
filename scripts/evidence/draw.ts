/** Draws migrations of real repositories by a seed, to be judged by hand: `node scripts/evidence/draw.ts SEED COUNT OUT NAME=GITDIR:GLOB...`. */

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { matchesAny } from "../../src/core/glob.ts";
import { generator } from "../random.ts";

const [seed = "1", count = "100", out = "draw", ...sources] = process.argv.slice(2);
const random = generator(Number(seed));

interface Source {
  name: string;
  folder: string;
  paths: string[];
}

const listed: Source[] = sources.map((source) => {
  const [, name = "", folder = "", glob = ""] = /^([^=]+)=([^:]+):(.+)$/u.exec(source) ?? [];
  const names = git(folder, "ls-tree", "-r", "--name-only", "-z", "HEAD").split("\0");
  return { name, folder, paths: names.filter((path) => matchesAny(path, [glob])) };
});

mkdirSync(out, { recursive: true });
const index: { number: number; repository: string; path: string }[] = [];
const share = Math.ceil(Number(count) / listed.length);
for (const { name, folder, paths } of listed) {
  const bag = [...paths];
  for (let taken = 0; taken < share && bag.length > 0 && index.length < Number(count); taken += 1) {
    const [path = ""] = bag.splice(Math.floor(random() * bag.length), 1);
    const number = index.length + 1;
    index.push({ number, repository: name, path });
    writeFileSync(join(out, `${number}.txt`), git(folder, "show", `HEAD:${path}`));
  }
}
writeFileSync(join(out, "index.json"), `${JSON.stringify(index, null, 1)}\n`);

function git(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
