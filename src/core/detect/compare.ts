/** What a change adds to the migrations: what each file does now that it did not do before. */

import type { IdentifiedOperation, Phase, ReadOperation } from "../operation.ts";
import type { MigrationChange, UnreadItem } from "../verdict.ts";
import type { Directive, FileReading, Unread } from "./detector.ts";
import { Identifier, fingerprint, idOf, shortHash } from "./identity.ts";
import { migrationOrder } from "./order.ts";

/** One version of a migration as it was read, with the text that it was read from (null: it could not be had). */
export interface ReadVersion {
  reading: FileReading;
  text: string | null;
}

/** One migration of the change, both versions read. */
export interface ReadMigration {
  path: string;
  oldPath: string | null;
  status: MigrationChange["status"];
  framework: string;
  database: string;
  /** The policy's phase for the path, before what the migration itself says. */
  phase: Phase | null;
  before: ReadVersion | null;
  after: ReadVersion | null;
}

interface Fingerprinted {
  /** Its id where no equal one came before: equal operations have the same, and it is short. */
  key: string;
  fingerprint: string;
  operation: ReadOperation;
  /** The same with its id: what is new in a file stands in its list of all as well, nearly always under the same ordinal. */
  identified: { ordinal: number; operation: IdentifiedOperation } | null;
}

/** Compares every migration with its base version, in migration order, and gives the ids. */
export function compareMigrations(migrations: readonly ReadMigration[]): MigrationChange[] {
  const ordered = migrationOrder(
    migrations.map((migration) => ({
      migration,
      path: migration.path,
      revision: migration.after?.reading.revision ?? null,
      dependsOn: migration.after?.reading.dependsOn ?? [],
      phase: migration.phase ?? migration.after?.reading.operations[0]?.phase ?? null,
    })),
  ).map((entry) => compareOne(entry.migration));
  takeSquashed(ordered);
  const judged = new Identifier();
  return ordered.map(({ migration, added, removed, all, squashedInto }) => {
    const { database, path } = migration;
    const identify = (list: readonly Fingerprinted[], identifier: Identifier): IdentifiedOperation[] =>
      list.map((one) => identified(one, identifier.ordinal(one.key), database));
    return {
      path,
      oldPath: migration.oldPath,
      framework: migration.framework,
      database,
      status: migration.status,
      operations: identify(added, judged),
      removed: identify(removed, new Identifier()),
      all: identify(all, new Identifier()),
      unread: newUnread(migration),
      ...partsOf(migration),
      directives: directivesOf(migration.after),
      baseDirectives: directivesOf(migration.before),
      revision: migration.after?.reading.revision ?? null,
      squashedInto: [...squashedInto],
    };
  });
}

function identified(one: Fingerprinted, ordinal: number, database: string): IdentifiedOperation {
  if (one.identified?.ordinal !== ordinal) {
    const id = ordinal === 0 ? one.key : idOf(one.fingerprint, ordinal);
    const operation = { ...one.operation, id, database };
    one.identified = { ordinal, operation };
  }
  return one.identified.operation;
}

interface Compared {
  migration: ReadMigration;
  added: Fingerprinted[];
  removed: Fingerprinted[];
  all: Fingerprinted[];
  squashedInto: Set<string>;
}

function compareOne(migration: ReadMigration): Compared {
  const { database, phase } = migration;
  const before = migration.before === null ? [] : fingerprinted(migration.before.reading, database, phase);
  const all = migration.after === null ? [] : fingerprinted(migration.after.reading, database, phase);
  return {
    migration,
    added: without(all, before),
    removed: without(before, all),
    all,
    squashedInto: new Set(),
  };
}

/** What a file lost and another file of the same change gained is moved, not done: a squash. */
function takeSquashed(compared: readonly Compared[]): void {
  for (const from of compared) {
    if (from.removed.length === 0) continue;
    for (const to of compared) {
      if (to === from || to.added.length === 0 || to.migration.database !== from.migration.database) continue;
      const moved = without(from.removed, without(from.removed, to.added));
      if (moved.length === 0) continue;
      from.removed = without(from.removed, moved);
      to.added = without(to.added, moved);
      from.squashedInto.add(to.migration.path);
    }
  }
}

function fingerprinted(reading: FileReading, database: string, phase: Phase | null): Fingerprinted[] {
  return reading.operations.map((operation) => {
    const phased = phase === null ? operation : { ...operation, phase };
    const text = fingerprint(phased, database);
    return { key: idOf(text, 0), fingerprint: text, operation: phased, identified: null };
  });
}

/** `list` without what `taken` has, as multisets, in the order of `list`. */
function without<T extends { key: string }>(list: readonly T[], taken: readonly { key: string }[]): T[] {
  if (list.length === 0 || taken.length === 0) return [...list];
  const counts = new Map<string, number>();
  for (const { key } of taken) counts.set(key, (counts.get(key) ?? 0) + 1);
  return list.filter(({ key }) => {
    const left = counts.get(key) ?? 0;
    if (left > 0) counts.set(key, left - 1);
    return left === 0;
  });
}

/** What could not be read now and was not there, letter for letter, before. Of a file without a text nobody can say that it is as it was. */
function newUnread(migration: ReadMigration): UnreadItem[] {
  const after = keyed(migration.after);
  if (after.length === 0) return [];
  const identifier = new Identifier();
  const known = migration.after?.text === null ? [] : keyed(migration.before);
  return without(after, known).map(({ key, unread }) => ({
    ...unread,
    id: identifier.id(`${migration.path}\n${key}`),
  }));
}

function keyed(version: ReadVersion | null): { key: string; unread: Unread }[] {
  if (version === null || version.reading.unread.length === 0) return [];
  const lines = version.text?.split("\n") ?? [];
  return version.reading.unread.map((unread) => {
    const { line, endLine } = unread.place;
    const source = endLine > line ? lines.slice(line - 1, endLine) : [lines[line - 1] ?? ""];
    const whole = line === 1 && endLine === 1 && unread.place.endColumn === 1 ? (version.text ?? "") : "";
    return { key: `${unread.reason}\n${source.join("\n")}\n${whole === "" ? "" : shortHash(whole)}`, unread };
  });
}

/** What ran once and runs again now is no longer one of them; what is gone still is. */
function partsOf({ before, after }: ReadMigration): { parts?: readonly string[] } {
  const known = before?.reading.parts;
  if (known === undefined) return {};
  const now = new Set(after?.reading.parts);
  const runs = new Set(after?.reading.operations.map(({ revision }) => revision));
  return { parts: known.filter((revision) => now.has(revision) || !runs.has(revision)) };
}

function directivesOf(version: ReadVersion | null): Directive[] {
  return version?.reading.directives ?? [];
}
