/** A history on a terminal: one line for each change of a migration, in columns that the eye can run down, then the totals. */

import { columnsOf } from "./columns.ts";
import type { Paint } from "./paint.ts";
import type { ReplayedChange, ReplayTotals } from "./replay.ts";
import { visible, withoutCommands } from "./visible.ts";
import { count, listed } from "./words.ts";

/** What a change needs stands in a column of this width, and its subject after it. */
const needWidth = 56;
const subjectWidth = 72;

/** Sign, date, commit, what it would need, subject; with a newline. */
export function replayLine(change: ReplayedChange, paint: Paint): string {
  const need = needOf(change);
  const words = `${need}${" ".repeat(Math.max(0, needWidth - columnsOf(need)))}`;
  const date = visible(change.date.slice(0, 10));
  const id = visible(change.id.slice(0, 10));
  return withoutCommands(
    `${sign(change, paint)} ${paint.faint(`${date}  ${id}`)}  ${words}  ${subject(change.subject)}\n`,
  );
}

/** The totals, a line for each thing that a reader asks. */
export function replaySummary(totals: ReplayTotals, paint: Paint): string {
  const lines = [
    paint.strong(`${count(totals.changes, "change")}, of which ${schema(totals.schema)}`),
    `  ${totals.note} would need a note (${totals.noteComplete} have all of it)`,
    `  ${totals.exception} would need an exception`,
    ...(totals.unread === 0 ? [] : [`  ${totals.unread} with something that was not read`]),
    ...mostOf(totals.kinds),
  ];
  return `\n${lines.join("\n")}\n`;
}

function schema(number: number): string {
  return number === 1 ? "1 touches the schema:" : `${number} touch the schema:`;
}

const mostKinds = 8;

function mostOf(kinds: Record<string, number>): string[] {
  const all = Object.entries(kinds).toSorted(([, a], [, b]) => b - a);
  if (all.length === 0) return [];
  const shown = all.slice(0, mostKinds).map(([kind, number]) => `${visible(kind)} ${number}`);
  const more = all.length - shown.length;
  return [`  operations: ${shown.join(", ")}${more === 0 ? "" : ` and ${count(more, "more kind")}`}`];
}

function sign(change: ReplayedChange, paint: Paint): string {
  if (change.needsException) return paint.bad("✗");
  if (change.needsNote) return change.noteComplete ? paint.good("✓") : paint.warn("!");
  return change.unread > 0 ? paint.warn("?") : " ";
}

function needOf(change: ReplayedChange): string {
  const { operations, offline, needsNote, noteComplete, needsException } = change;
  const needs = [
    ...(needsNote && !noteComplete ? ["a note"] : []),
    ...(needsException ? ["an exception"] : []),
  ];
  const parts = [
    ...(operations === 0
      ? []
      : [count(operations, "operation") + (offline > 0 ? `, ${offline} offline` : "")]),
    ...unreadWords(change),
  ];
  if (parts.length === 0) return "nothing new for the schema";
  const asked = needs.length === 0 ? "" : `: needs ${listed(needs)}`;
  return `${parts.join("; ")}${asked}${needsNote && noteComplete ? " (note complete)" : ""}`;
}

function unreadWords({ unread, unreadMigrations }: ReplayedChange): string[] {
  const whole = Object.entries(unreadMigrations);
  const files = whole.reduce((sum, [, number]) => sum + number, 0);
  const places = unread - files;
  return [
    ...whole.map(
      ([framework, number]) => `${count(number, "migration")} not read yet (${visible(framework)})`,
    ),
    ...(places > 0 ? [`${count(places, "place")} not read`] : []),
  ];
}

/** Its first line as far as it fits: whoever wants all of it has the commit's id. */
function subject(text: string): string {
  const shown = visible(text);
  return shown.length <= subjectWidth ? shown : `${shown.slice(0, subjectWidth - 3).trimEnd()}...`;
}
