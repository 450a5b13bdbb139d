/** What a change does to declared schemas: their files before against after, and what its migrations account for. */

import type { ReadOperation } from "../../operation.ts";
import { Lines, wholeFile } from "../../place.ts";
import type { ReadMigration, ReadVersion } from "../compare.ts";
import type { Unread } from "../detector.ts";
import { differences } from "./differences.ts";
import { doneBy } from "./done-by.ts";
import { unexplained } from "./explained.ts";
import { foldSchema } from "./fold-schema.ts";
import type { Declaration } from "./fold-schema.ts";
import { newOthers } from "./new-others.ts";

/** One file of a declared schema, both versions read. */
export interface ReadSchema {
  path: string;
  oldPath: string | null;
  /** The reader's name. */
  reader: string;
  /** Files with the same value declare one schema. */
  schema: string;
  /** The base declared the schema, in this file or another. */
  existed: boolean;
  /** Migrations make it, in the base or in the change; else a tool makes the database as the schema says. */
  migrated: boolean;
  /** How its author makes a migration. */
  remedy: string;
  database: string;
  before: ReadVersion | null;
  /** The version before it in a file of its own; an edited file may be a correction of itself, or stand in another's place. Absent: there is none. */
  earlier?: ReadVersion | null;
  after: ReadVersion | null;
}

/** What differs in one declared schema. */
export interface SchemaChange {
  /** Its file at the head that stands for all. */
  path: string;
  files: readonly ReadSchema[];
  migrated: boolean;
  remedy: string;
  differences: ReadOperation[];
  /** Of the differences, those that no migration of the change speaks of; all where there are none at all. */
  unexplained: ReadOperation[];
  /** A migration of the change does something that nobody could read: it may account for the rest. */
  vague: boolean;
  /** What of the head's files could not be read, for a reason that the base gave none of. */
  unread: Unread[];
}

export function compareSchemas(
  schemas: readonly ReadSchema[],
  migrations: readonly ReadMigration[],
): SchemaChange[] {
  const done = doneBy(migrations);
  return groupsOf(schemas).flatMap((files) => {
    const first = files.find(({ after }) => after !== null);
    // A schema that is declared no longer says nothing of the database.
    if (first === undefined || (first.migrated && !files.some((file) => file.existed))) return [];
    const { migrated, remedy, path } = first;
    const unread = files.flatMap(newlyUnread);
    const change = { path, files, migrated, remedy, vague: done.vague, unread };
    const [found, ...others] = [files, ...withEarlier(files)].map((versions) => {
      const all = differing(versions, first);
      return { ...change, differences: all, unexplained: unexplained(all, done.operations) };
    });
    if (found === undefined) return [];
    return [others.find((other) => other.unexplained.length < found.unexplained.length) ?? found];
  });
}

function newlyUnread({ before, after }: ReadSchema): Unread[] {
  const known = new Set(before?.reading.unread.map(({ reason }) => reason));
  return (after?.reading.unread ?? []).filter(({ reason }) => !known.has(reason));
}

/** The same with the version before it in the place of its own former one. */
function withEarlier(files: readonly ReadSchema[]): ReadSchema[][] {
  if (files.every(({ earlier }) => earlier === undefined || earlier === null)) return [];
  return [files.map((file) => ({ ...file, before: file.earlier ?? file.before }))];
}

function differing(files: readonly ReadSchema[], { migrated, path }: ReadSchema): ReadOperation[] {
  const was = foldSchema(declarations(files, "before"));
  const is = foldSchema(declarations(files, "after"));
  const found = differences(was, is, wholeFile(path));
  // What could not be read may still be declared there.
  const isWhole = files.every(({ after }) => (after?.reading.unread.length ?? 0) === 0);
  const sure = isWhole ? found : found.filter(({ kind }) => !kind.startsWith("drop_") || inPlace.has(kind));
  return [...sure, ...(migrated ? [] : newOthers(was, is))];
}

/** What is not any more, of something that is there. */
const inPlace = new Set<ReadOperation["kind"]>(["drop_not_null", "drop_default"]);

/** What is declared elsewhere now is still the same schema. */
function groupsOf(schemas: readonly ReadSchema[]): ReadSchema[][] {
  const groups = new Map<string, ReadSchema[]>();
  for (const schema of schemas) {
    const key = `${schema.reader}\n${schema.schema}`;
    const group = groups.get(key) ?? [];
    group.push(schema);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  const gone = all.filter((files) => files.every(({ after }) => after === null));
  const fresh = all.filter((files) => files.every(({ before, existed }) => before === null && !existed));
  const [from, to] = [gone[0], fresh[0]];
  if (gone.length !== 1 || fresh.length !== 1 || from === undefined || to === undefined) return all;
  if (from[0]?.reader !== to[0]?.reader) return all;
  return [...all.filter((files) => files !== from && files !== to), [...to, ...from]];
}

function declarations(files: readonly ReadSchema[], side: "before" | "after"): Declaration[] {
  return files.flatMap((file) => {
    const version = file[side];
    if (version === null) return [];
    const { operations, revision } = version.reading;
    return [{ operations, version: revision, textOf: textsOf(version) }];
  });
}

function textsOf({ text }: ReadVersion): Declaration["textOf"] {
  let lines: Lines | null = null;
  return ({ place }) => {
    if (text === null) return null;
    lines ??= new Lines(place.path, text);
    const start = lines.offset(place.line, place.column);
    const end = lines.offset(place.endLine, place.endColumn);
    return text.slice(start, end).replaceAll(/\s+/gu, " ").trim();
  };
}
