/** The migrations that a change adds, edits, renames or deletes, read on both sides. */

import { databaseOf, phaseOf } from "../core/detect/claim.ts";
import type { FileReading } from "../core/detect/detector.ts";
import { unreadFile } from "../core/detect/guards.ts";
import type { ReadMigration, ReadVersion } from "../core/detect/compare.ts";
import { notReadYet, otherFramework } from "../core/detect/other-frameworks.ts";
import { languageOf } from "../core/detect/language-of.ts";
import { matchesAny } from "../core/glob.ts";
import { wholeFile } from "../core/place.ts";
import type { Policy } from "../core/judge/policy.ts";
import { thousands } from "../core/thousands.ts";
import type { ChangedFile, Entry } from "./source.ts";
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

/** Nobody reviews more in one change; what it costs to judge grows with both. */
const mostText = 32_000_000;
const mostInAll = 20_000;
const tooMuchText = `the files before it have ${mostText / 1_000_000} MB in all, and more is not read of one change: split it`;
const tooManyInAll = `the files before it have ${thousands(mostInAll)} operations in all, and more are not read of one change: split it`;

export async function changedMigrations(
  files: readonly ChangedFile[],
  claims: Claims,
  readings: Readings,
  around: Surroundings,
  policy: Policy,
): Promise<ChangedMigrations> {
  const pairs: Claimed[] = [];
  const others: ReadMigration[] = [];
  let ignored = 0;
  let characters = 0;
  const claimed = async (path: string, entry: Entry | null): Promise<Claim | null> => {
    if (entry === null) return null;
    const claim = await claims.claim(path, entry, characters > mostText ? tooMuchText : null);
    if (claim !== null && "text" in claim) characters += claim.text.length;
    return claim;
  };
  for (const file of files) {
    const before = await claimed(file.oldPath ?? file.path, file.before);
    const after = await claimed(file.path, file.after);
    const other = before === null && after === null ? otherMigration(file, claims, policy) : null;
    if (before !== null || after !== null) pairs.push({ file, before, after });
    else if (other !== null) others.push(other);
    else if (languageOf(file.path) === "sql") ignored++;
  }
  const sides = pairs.flatMap(({ before, after }) => [before, after].filter((claim) => claim !== null));
  const read = await readings.read(sides, around, policy);
  let operations = 0;
  const readingOf = (claim: Claim, index: number): FileReading => {
    if (operations > mostInAll) return unreadFile({ place: wholeFile(claim.path), reason: tooManyInAll });
    const reading = read[index] as FileReading;
    operations += reading.operations.length;
    return reading;
  };
  const versions = new Map(
    sides.map((claim, index): [Claim, ReadVersion] => [
      claim,
      { reading: readingOf(claim, index), text: "text" in claim ? claim.text : null },
    ]),
  );
  const version = (claim: Claim | null): ReadVersion | null =>
    claim === null ? null : (versions.get(claim) ?? null);
  const migrations = pairs.map(({ file, before, after }): ReadMigration => ({
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
