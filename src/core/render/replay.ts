/** What one change of a history would have needed, and the totals of many. */

import type { SectionName } from "../note/note.ts";
import { isWholeFile } from "../place.ts";
import type { CheckedFile, Verdict } from "../verdict.ts";

export interface ReplayedNote {
  path: string;
  /** The change adds, edits or renames it; else it was there before, and tells of the same tables. */
  changed: boolean;
  /** Those of the five sections that say something. */
  sections: SectionName[];
}

export interface ReplayedChange {
  id: string;
  /** When it was committed, ISO 8601. */
  date: string;
  subject: string;
  /** Migrations that it adds, edits, renames or deletes. */
  migrations: number;
  operations: number;
  offline: number;
  unread: number;
  /** How many migrations were not read at all, by framework. */
  unreadMigrations: Record<string, number>;
  needsNote: boolean;
  /** Nothing is wrong that a note could mend. */
  noteComplete: boolean;
  needsException: boolean;
  problems: number;
  /** How many operations there are of each kind. */
  kinds: Record<string, number>;
  /** How many operations have each demand. */
  demands: Record<string, number>;
  /** How many errors and warnings there are of each rule. */
  rules: Record<string, number>;
  notes: ReplayedNote[];
}

export interface ReplayTotals {
  changes: number;
  /** Changes with at least one operation, or something unread in a migration. */
  schema: number;
  note: number;
  noteComplete: number;
  exception: number;
  unread: number;
  operations: number;
  offline: number;
  kinds: Record<string, number>;
  demands: Record<string, number>;
  rules: Record<string, number>;
}

/** `verdict`: null for a change that touches no migration and no note. `changedNotes`: the paths of those that it touches. */
export function replayed(
  { id, date, subject }: Pick<ReplayedChange, "id" | "date" | "subject">,
  verdict: Verdict | null,
  changedNotes: ReadonlySet<string>,
): ReplayedChange {
  const up = verdict?.operations.filter((one) => one.direction === "up") ?? [];
  const errors = verdict?.problems.filter((problem) => problem.severity === "error") ?? [];
  return {
    id,
    date,
    subject,
    migrations: verdict?.counts.migrations ?? 0,
    operations: up.length,
    offline: up.filter((one) => one.impact.offline).length,
    unread: verdict?.files.reduce((sum, file) => sum + file.unread.length, 0) ?? 0,
    unreadMigrations: tally((verdict?.files ?? []).filter(isUnread).map(frameworkOf)),
    needsNote: up.some((one) => one.demand === "note" || one.demand === "note_and_exception"),
    noteComplete: errors.every((problem) => !aboutNotes.has(problem.rule)),
    needsException: up.some((one) => one.demand === "note_and_exception"),
    problems: errors.length,
    kinds: tally(up.map((one) => [one.kind, 1])),
    demands: tally(up.map((one) => [one.demand, 1])),
    rules: tally(
      (verdict?.problems ?? []).flatMap(({ rule, severity }) => (severity === "hint" ? [] : [[rule, 1]])),
    ),
    notes: (verdict?.notes ?? []).map((note) => ({
      path: note.path,
      changed: changedNotes.has(note.path),
      sections: note.sections.filter(({ empty }) => empty === null).map(({ name }) => name),
    })),
  };
}

export function countReplay(changes: readonly ReplayedChange[]): ReplayTotals {
  const those = (which: (change: ReplayedChange) => boolean): number => changes.filter(which).length;
  const sum = (of: (change: ReplayedChange) => number): number =>
    changes.reduce((total, change) => total + of(change), 0);
  return {
    changes: changes.length,
    schema: those((one) => one.operations > 0 || one.unread > 0),
    note: those((one) => one.needsNote),
    noteComplete: those((one) => one.needsNote && one.noteComplete),
    exception: those((one) => one.needsException),
    unread: those((one) => one.unread > 0),
    operations: sum((one) => one.operations),
    offline: sum((one) => one.offline),
    kinds: tally(changes.flatMap((one) => Object.entries(one.kinds))),
    demands: tally(changes.flatMap((one) => Object.entries(one.demands))),
    rules: tally(changes.flatMap((one) => Object.entries(one.rules))),
  };
}

const aboutNotes = new Set([
  "note-is-there",
  "sections-are-there",
  "sections-say-something",
  "change-is-named",
  "data-migration-is-told",
  "downtime-is-told",
]);

function isUnread({ unread }: CheckedFile): boolean {
  return unread.some(({ place }) => isWholeFile(place));
}

function frameworkOf({ framework }: CheckedFile): readonly [string, number] {
  return [framework ?? "unknown", 1];
}

/** Sorted by the names, so that two runs print the same. */
function tally(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const [name, number] of entries) counts.set(name, (counts.get(name) ?? 0) + number);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
