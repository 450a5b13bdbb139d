/** Draws merged migrations to be judged by hand, and scores the judgements: `node scripts/evidence/offline-sample.ts draw SHARE.json SEED DIR NAME=GITDIR...`, `... score SHARE.json JUDGED.json [LATER.json]`, where the cells are those of SHARE and the verdicts those of LATER. */

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { generator } from "../random.ts";
import type { ShareRow } from "./share-row.ts";

interface Judged {
  number: number;
  repository: string;
  commit: string;
  path: string;
  offline: boolean;
  sure: boolean;
  why: string;
}

/** So many of each cell: most where the two differ, so that each cell can be judged by itself. */
const wanted = { both: 28, "only Lockstep": 22, "only squawk": 22, neither: 28 };
type Cell = keyof typeof wanted;
const cells: Cell[] = ["both", "only Lockstep", "only squawk", "neither"];

const [command = "", sharePath = "", ...rest] = process.argv.slice(2);
const rows = read<ShareRow>(sharePath);
if (command === "draw") draw(rest);
else score(read<Judged>(rest[0] ?? ""), rest[1] === undefined ? rows : read<ShareRow>(rest[1]));

function read<T>(path: string): T[] {
  return JSON.parse(readFileSync(path, "utf8")) as T[];
}

/** Writes the texts in an order that tells nothing of their cells, and no verdict. */
function draw([seed = "1", folder = "draw", ...sources]: readonly string[]): void {
  const random = generator(Number(seed));
  const folders = new Map(sources.map((source) => source.split("=") as [string, string]));
  const drawn = cells.flatMap((cell) =>
    take(
      rows.filter((row) => cellOf(row) === cell),
      wanted[cell],
      random,
    ),
  );
  mkdirSync(folder, { recursive: true });
  const index = take(drawn, drawn.length, random).map(({ repository, commit, path }, at) => {
    const git = ["-C", folders.get(repository) ?? "", "show", `${commit}:${path}`];
    const { stdout } = spawnSync("git", git, { encoding: "utf8", maxBuffer: 1 << 28 });
    writeFileSync(join(folder, `${at + 1}.txt`), stdout);
    return { number: at + 1, repository, commit, path };
  });
  writeFileSync(join(folder, "index.json"), `${JSON.stringify(index, null, 1)}\n`);
}

function take(from: readonly ShareRow[], count: number, random: () => number): ShareRow[] {
  const bag = [...from];
  const taken: ShareRow[] = [];
  while (taken.length < count && bag.length > 0)
    taken.push(...bag.splice(Math.floor(random() * bag.length), 1));
  return taken;
}

function cellOf({ offline, squawk }: ShareRow): Cell {
  if (offline) return squawk.length > 0 ? "both" : "only Lockstep";
  return squawk.length > 0 ? "only squawk" : "neither";
}

/** Each judged migration stands for as many as its cell has. */
function score(judged: readonly Judged[], verdicts: readonly ShareRow[]): void {
  const byName = (all: readonly ShareRow[]): Map<string, ShareRow> =>
    new Map(all.map((row) => [`${row.commit} ${row.path}`, row]));
  const drawn = byName(rows);
  const found = byName(verdicts);
  const pairs = judged.flatMap((entry) => {
    const row = found.get(`${entry.commit} ${entry.path}`);
    return row === undefined ? [] : [{ entry, row }];
  });
  const sizes = new Map(cells.map((cell) => [cell, rows.filter((row) => cellOf(row) === cell).length]));
  say(`judged ${pairs.length} of ${judged.length}\n`);
  say("| cell | of all | judged | offline by hand |\n|---|---|---|---|");
  for (const cell of cells) {
    const here = pairs.filter(({ entry }) => drawnFrom(entry) === cell);
    say(
      `| ${cell} | ${sizes.get(cell)} | ${here.length} | ${here.filter(({ entry }) => entry.offline).length} |`,
    );
  }
  for (const [name, says] of [
    ["Lockstep", (row: ShareRow) => row.offline],
    ["Lockstep without the code of the previous release", (row: ShareRow) => row.offlineWithoutCode],
    ["squawk", (row: ShareRow) => row.squawk.length > 0],
  ] as const)
    say(figures(name, says));
  say("\n| # | migration | by hand | Lockstep first, now | squawk |\n|---|---|---|---|---|");
  for (const { entry, row } of pairs) {
    const first = drawn.get(`${entry.commit} ${entry.path}`)?.offline === true;
    const mark = (offline: boolean): string => (offline ? "offline" : "-");
    const judged = `${mark(entry.offline)}${entry.sure ? "" : " (not sure)"}`;
    const name = entry.path.split("/").slice(entry.path.endsWith("/migration.sql") ? -2 : -1)[0] ?? "";
    say(
      `| ${entry.number} | ${entry.repository} ${entry.commit} ${name} | ${judged} | ${mark(first)}, ${mark(row.offline)} | ${row.squawk.join(" ") || "-"} |`,
    );
  }
  say("");
  for (const { entry, row } of pairs)
    if (entry.offline !== row.offline)
      say(
        `${entry.number} ${entry.repository} ${entry.commit} ${entry.path}\n  by hand: ${entry.offline ? "offline" : "not"}${entry.sure ? "" : " (not sure)"}: ${entry.why}\n  Lockstep: ${row.why.slice(0, 3).join("; ") || "not"}; squawk: ${row.squawk.join(", ") || "nothing"}`,
      );

  function drawnFrom({ commit, path }: Judged): Cell {
    return cellOf(drawn.get(`${commit} ${path}`) as ShareRow);
  }

  function figures(name: string, says: (row: ShareRow) => boolean): string {
    const raw = [0, 0, 0];
    const weighted = [0, 0, 0];
    for (const { entry, row } of pairs) {
      const cell = drawnFrom(entry);
      const same = pairs.filter((pair) => drawnFrom(pair.entry) === cell).length;
      const slot = entry.offline ? (says(row) ? 0 : 2) : says(row) ? 1 : null;
      if (slot === null) continue;
      raw[slot] = (raw[slot] ?? 0) + 1;
      weighted[slot] = (weighted[slot] ?? 0) + (sizes.get(cell) ?? 0) / same;
    }
    const [right = 0, alarms = 0, missed = 0] = raw;
    const percent = ([yes = 0, alarm = 0, miss = 0]: readonly number[]): string =>
      `precision ${((100 * yes) / (yes + alarm)).toFixed(1)} %, recall ${((100 * yes) / (yes + miss)).toFixed(1)} %`;
    return `\n${name}: ${right} right, ${alarms} false alarms, ${missed} missed; ${percent(raw)}; weighted by cell: ${percent(weighted)}`;
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
