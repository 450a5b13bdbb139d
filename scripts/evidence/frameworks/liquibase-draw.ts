/** Draws changeSets by seed and says what each does to a running system, after all that stand before it: `node scripts/evidence/frameworks/liquibase-draw.ts READINGS SEED COUNT`. READINGS is what `frameworks.ts liquibase ... --json` prints. */

import { readFileSync } from "node:fs";

import { assessChange } from "../../../src/core/assess-change.ts";
import type { FileReading } from "../../../src/core/detect/detector.ts";
import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import { migrationChanges } from "../../../src/core/migration-changes.ts";
import { type ReadOperation, targetOf } from "../../../src/core/operation.ts";

const [path = "", seed = "1", count = "100"] = process.argv.slice(2);
const files = JSON.parse(readFileSync(path, "utf8")) as ({ path: string } & FileReading)[];
const sets: { path: string; revision: string; operations: ReadOperation[] }[] = [];
for (const file of files)
  for (const operation of file.operations) {
    if (operation.direction === "down" || operation.onlyOn !== undefined) continue;
    const last = sets.at(-1);
    if (last?.path === file.path && last.revision === operation.revision) last.operations.push(operation);
    else sets.push({ path: file.path, revision: operation.revision ?? "", operations: [operation] });
  }
const database = defaultPolicy.databases[0]?.name ?? "";
let state = Number(seed);
const drawn = new Set<number>();
while (drawn.size < Math.min(Number(count), sets.length)) {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  drawn.add((state >> 8) % sets.length);
}
for (const index of [...drawn].toSorted((a, b) => a - b)) {
  const set = sets[index];
  if (set === undefined) continue;
  const reading = (operations: ReadOperation[]): FileReading => ({
    operations,
    unread: [],
    directives: [],
    revision: null,
    dependsOn: [],
  });
  const before = sets.slice(0, index).flatMap(({ operations }) => operations);
  const base = [{ path: "before", database, phase: null, reading: reading(before), unreleased: false }];
  const after = { reading: reading(set.operations), text: null };
  const migration = {
    path: set.path,
    oldPath: null,
    status: "added",
    framework: "liquibase",
    database,
    phase: null,
    before: null,
    after,
  } as const;
  console.log(`\n${set.path.split("/").at(-1)} ${set.revision}`);
  for (const operation of assessChange(migrationChanges([migration], base), base, defaultPolicy)) {
    const { impact, demand, newTable, kind, conditional } = operation;
    const words = [
      impact.offline ? "OFFLINE" : "",
      impact.breaksOldCode ? "breaks" : "",
      impact.refused === null ? "" : "refused",
      newTable ? "new" : "",
      conditional ? "conditional" : "",
    ];
    console.log(`  ${demand} ${kind} ${targetOf(operation)} ${words.filter(Boolean).join(" ")}`);
  }
}
