/** The migrations of the base that tell what the change finds: those that name something that it touches, and where notes are edited the unreleased ones. */

import { databaseOf, phaseOf } from "../core/detect/claim.ts";
import type { BaseMigration } from "../core/inspect.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { Claim, Claims } from "./claims.ts";
import type { FileTree, Release } from "./source.ts";
import { hasName, namesOf } from "./names.ts";
import type { Names } from "./names.ts";
import type { Readings, Surroundings } from "./readings.ts";

export interface BaseWanted {
  /** What the change touches. */
  names: Names;
  /** Every migration that is in no release is wanted. */
  unreleased: boolean;
}

/** So many contents are held at a time. */
const batch = 64;
/** So many files of a database are read to find one that runs forwards. */
const tries = 8;
/** A renamed table is followed so many times. */
const rounds = 4;

export async function baseMigrations(
  tree: FileTree,
  claims: Claims,
  readings: Readings,
  around: Surroundings,
  policy: Policy,
  wanted: BaseWanted,
  release: Release,
): Promise<BaseMigration[]> {
  const found: BaseMigration[] = [];
  const names: Names = new Set(wanted.names);
  let left = tree.paths.filter((path) => claims.maybe(path));
  for (let round = 0; round < rounds && left.length > 0; round++) {
    const skipped: string[] = [];
    const known = names.size;
    const isWanted = (claim: Claim): boolean =>
      (wanted.unreleased && !isReleased(claim.path, release)) ||
      !("text" in claim) ||
      hasName(claim.text, names);
    for (let at = 0; at < left.length; at += batch) {
      const paths = left.slice(at, at + batch);
      const all = await Promise.all(paths.map((path) => claimAt(path, tree, claims)));
      const some = all.filter((claim) => claim !== null);
      const chosen = some.filter(isWanted);
      skipped.push(...some.filter((claim) => !chosen.includes(claim)).map((claim) => claim.path));
      const read = await readings.read(chosen, around, policy);
      for (const [index, { path }] of chosen.entries()) {
        const reading = read[index] as BaseMigration["reading"];
        const database = databaseOf(path, policy).name;
        found.push({
          path,
          database,
          phase: phaseOf(path, policy),
          reading,
          unreleased: wanted.unreleased && !isReleased(path, release),
        });
      }
    }
    followRenames(found, names, wanted.unreleased && round === 0);
    left = skipped;
    if (names.size === known) break;
  }
  if (wanted.names.size > 0) found.push(...(await witnesses(left)));
  return found;

  /** A migration of each database of which none was wanted: what no migration speaks of was not there, where there are any. */
  async function witnesses(others: readonly string[]): Promise<BaseMigration[]> {
    const heard = new Set(found.filter(runsUp).map(({ database }) => database));
    const asked = new Map<string, number>();
    const more: BaseMigration[] = [];
    for (const path of others.toReversed()) {
      const database = databaseOf(path, policy).name;
      const before = asked.get(database) ?? 0;
      if (heard.has(database) || before === tries) continue;
      asked.set(database, before + 1);
      const claim = await claimAt(path, tree, claims);
      const [reading] = claim === null ? [] : await readings.read([claim], around, policy);
      if (reading === undefined) continue;
      const witness = { path, database, phase: phaseOf(path, policy), reading, unreleased: false };
      if (!runsUp(witness)) continue;
      heard.add(database);
      more.push(witness);
    }
    return more;
  }
}

function runsUp({ reading }: BaseMigration): boolean {
  return reading.operations.some(({ direction }) => direction === "up");
}

async function claimAt(path: string, tree: FileTree, claims: Claims): Promise<Claim | null> {
  const entry = tree.entry(path);
  return entry === null ? null : claims.claim(path, entry);
}

function isReleased(path: string, release: Release): boolean {
  return release?.paths.has(path) === true;
}

/** What is now called by one of the names was called otherwise before. What the unreleased migrations touch counts too, the first time. */
function followRenames(found: readonly BaseMigration[], names: Names, all: boolean): void {
  const pending = found.filter((migration) => all && migration.unreleased);
  for (const name of namesOf(pending.map((migration) => migration.reading))) names.add(name);
  for (const operation of found.flatMap((migration) => migration.reading.operations)) {
    if (operation.kind !== "rename_table" || operation.table === null) continue;
    if (names.has(operation.details.newName.toLowerCase())) names.add(operation.table.toLowerCase());
  }
}
