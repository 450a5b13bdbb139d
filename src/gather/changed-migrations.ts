/** The migrations that a change adds, edits, renames or deletes, read on both sides. */

import { databaseOf, phaseOf } from "../core/detect/claim.ts";
import type { ReadMigration, ReadVersion } from "../core/detect/compare.ts";
import { notReadYet, otherFramework } from "../core/detect/other-frameworks.ts";
import { languageOf } from "../core/detect/registry.ts";
import { matchesAny } from "../core/glob.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { ChangedFile } from "./source.ts";
import type { Claim, Claims } from "./claims.ts";
import type { Readings, Surroundings } from "./readings.ts";

export interface ChangedMigrations {
  migrations: ReadMigration[];
  /** Files that looked like SQL and are no migrations. */
  ignored: number;
}

interface Claimed {
  file: ChangedFile;
  before: Claim | null;
  after: Claim | null;
}

export async function changedMigrations(
  files: readonly ChangedFile[],
  claims: Claims,
  readings: Readings,
  around: Surroundings,
  policy: Policy,
): Promise<ChangedMigrations> {
  const claimed: Claimed[] = [];
  const others: ReadMigration[] = [];
  let ignored = 0;
  for (const file of files) {
    const before = file.before === null ? null : await claims.claim(file.oldPath ?? file.path, file.before);
    const after = file.after === null ? null : await claims.claim(file.path, file.after);
    const other = before === null && after === null ? otherMigration(file, claims, policy) : null;
    if (before !== null || after !== null) claimed.push({ file, before, after });
    else if (other !== null) others.push(other);
    else if (languageOf(file.path) === "sql") ignored++;
  }
  const sides = claimed.flatMap(({ before, after }) => [before, after].filter((claim) => claim !== null));
  const read = await readings.read(sides, around, policy);
  const versions = new Map(
    sides.map((claim, index): [Claim, ReadVersion] => [
      claim,
      { reading: read[index] as ReadVersion["reading"], text: "text" in claim ? claim.text : null },
    ]),
  );
  const version = (claim: Claim | null): ReadVersion | null =>
    claim === null ? null : (versions.get(claim) ?? null);
  const migrations = claimed.map(({ file, before, after }): ReadMigration => ({
    path: pathOf(file, after),
    oldPath: before === null || after === null ? null : file.oldPath,
    status: statusOf(file, before, after),
    framework: (after ?? before)?.detector.name ?? "",
    database: databaseOf(pathOf(file, after), policy).name,
    phase: phaseOf(pathOf(file, after), policy),
    before: version(before),
    after: version(after),
  }));
  return { migrations: [...migrations, ...others], ignored };
}

/** A migration of a framework that no detector reads. */
function otherMigration(file: ChangedFile, claims: Claims, policy: Policy): ReadMigration | null {
  if (file.after === null || matchesAny(file.path, policy.ignore)) return null;
  const framework = otherFramework(file.path, (path) => claims.has(path));
  if (framework === null) return null;
  return {
    path: file.path,
    oldPath: file.oldPath,
    status: file.before === null ? "added" : file.oldPath === null ? "edited" : "renamed",
    framework,
    database: databaseOf(file.path, policy).name,
    phase: null,
    before: null,
    after: { reading: notReadYet(file.path, framework), text: null },
  };
}

/** What is moved out of the migrations is missed where it was. */
function pathOf(file: ChangedFile, after: Claim | null): string {
  return after === null ? (file.oldPath ?? file.path) : file.path;
}

/** A file that is moved out of the migrations, or is none any more, is a deleted one. */
function statusOf(file: ChangedFile, before: Claim | null, after: Claim | null): ReadMigration["status"] {
  if (after === null) return "deleted";
  if (before === null) return "added";
  return file.oldPath === null ? "edited" : "renamed";
}
