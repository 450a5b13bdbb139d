/** The verdict on a terminal: what to do first, in the author's own names, then what was seen, and nothing more. */

import { engineWords } from "../detect/file-dialect.ts";
import { type Demand, targetOf } from "../operation.ts";
import type { Exception, Verdict } from "../verdict.ts";
import { wrap } from "./columns.ts";
import { type Source, sourceLines } from "./excerpt.ts";
import type { Paint } from "./paint.ts";
import { groupProblems } from "./problem-groups.ts";
import type { ProblemGroup } from "./problem-groups.ts";
import { sayOnce } from "./said-once.ts";
import { firstSentence, headLine, problemLines, where } from "./text-problem.ts";
import { visible, withoutCommands } from "./visible.ts";
import { count, demandWords, enginesOf, ignoredLine, listed, operationTitle } from "./words.ts";

export interface TextOptions {
  source: Source;
  paint: Paint;
}

const mostListed = 4;
/** Nobody reads more blocks than this, or more lines after them. */
const mostInFull = 10;
const mostBriefly = 40;

/** The whole text, with a newline at its end. */
export function renderText(verdict: Verdict, options: TextOptions): string {
  if (verdict.mode === "off") return "Lockstep is switched off here (mode: off): nothing was read.\n";
  return assembled(headline(verdict, options.paint), verdict, footer(verdict, options.paint), options);
}

/** What `lockstep lint` says of the notes of a tree. */
export function renderLintText(verdict: Verdict, options: TextOptions): string {
  return assembled(lintHeadline(verdict, options.paint), verdict, [], options);
}

/** One line about the notes of a tree. */
export function lintHeadline(verdict: Verdict, paint: Paint): string {
  const { errors, warnings } = verdict.counts;
  const notes = count(verdict.notes.length, "note");
  if (errors > 0) return `${paint.strong(`${count(errors, "thing")} to do`)} (${notes})`;
  return `${paint.good("✓")} ${notes} read${warnings === 0 ? "" : `; ${count(warnings, "warning")}`}`;
}

function assembled(first: string, verdict: Verdict, last: string[], options: TextOptions): string {
  const lines = sourceLines(options.source);
  const shown = verdict.problems.filter((problem) => problem.severity !== "hint");
  const hints = verdict.problems.filter((problem) => problem.severity === "hint");
  const all = groupProblems(shown, verdict.operations);
  const inFull = sayOnce(all.slice(0, mostInFull));
  const blocks = [
    [first],
    ...inFull.groups.map((group) => problemLines(group, lines, options.paint)),
    briefly(all.slice(mostInFull), options.paint),
    inFull.last === null ? [] : wrap(visible(inFull.last), 98).map((line) => `  ${line}`),
    hints.map((hint) => `· ${where(hint.place)}  ${visible(firstSentence(hint.message)[0])}`),
    last,
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
  return withoutCommands(`${text.join("\n\n")}\n`);
}

/** What comes after those in full, a line each. */
function briefly(groups: readonly ProblemGroup[], paint: Paint): string[] {
  if (groups.length === 0) return [];
  const shown = groups.slice(0, mostBriefly);
  const more = groups.length - shown.length;
  return [
    "And in short (--format json has all of it):",
    ...shown.map(
      (group) =>
        headLine(group, paint) +
        (group.alike.length + group.files.length > 0
          ? ` and ${group.alike.length + group.files.length} more like it`
          : ""),
    ),
    ...(more === 0 ? [] : [`  and ${more} more`]),
  ];
}

/** One line: what is to be done, or why nothing is. */
export function headline(verdict: Verdict, paint: Paint): string {
  const { errors, warnings } = verdict.counts;
  const seen = ` (${scope(verdict)})`;
  if (errors > 0) {
    const until = verdict.mode === "enforce" ? " before this change can be merged" : "";
    return `${paint.strong(`${count(errors, "thing")} to do${until}`)}${seen}`;
  }
  const also = warnings === 0 ? "" : `; ${count(warnings, "warning")}`;
  return `${paint.good("✓")} ${greenWords(verdict, permission)}${also}`;
}

function scope(verdict: Verdict): string {
  const { migrations, operations } = verdict.counts;
  if (migrations === 0) return "no migrations";
  return [
    count(migrations, "migration"),
    count(operations, "operation"),
    ...enginesOf(verdict.operations),
  ].join(", ");
}

/** Why nothing is to be done, in one line. `permission`: the words for operations that cannot run online. */
export function greenWords(
  verdict: Verdict,
  permission: (offline: number, exceptions: readonly Exception[]) => string,
): string {
  const { operations, offline } = verdict.counts;
  if (operations === 0) return `No schema changes${elsewhere(verdict)}`;
  const parts = [count(operations, "operation")];
  if (offline > 0) parts.push(permission(offline, verdict.exceptions));
  const needed = verdict.operations.some(
    (one) => one.demand === "note" || one.demand === "note_and_exception",
  );
  const waived = (verdict.waivers ?? []).some(
    ({ rule, problems }) => rule === "note-is-there" && problems.length > 0,
  );
  parts.push(needed ? (waived ? "note waived" : "note complete") : "no note needed");
  return parts.join(", ");
}

/** What a migration does on other engines only is listed all the same. */
function elsewhere({ operations }: Verdict): string {
  const others = new Set(
    operations.flatMap(({ direction, onlyOn }) =>
      direction === "up" && onlyOn !== undefined ? [onlyOn] : [],
    ),
  );
  return others.size === 0 ? "" : ` here: what is listed runs on ${[...others].join(" and ")} only`;
}

function permission(offline: number, exceptions: readonly Exception[]): string {
  const used = exceptions.filter((one) => one.operations.length > 0);
  if (used.length > 0 && used.every((one) => one.state === "granted"))
    return `${offline} offline and exempted`;
  const [exception, them] = used.length === 1 ? ["exception", "it"] : ["exceptions", "them"];
  return `${offline} offline (${exception} proposed: someone else grants ${them})`;
}

function footer(verdict: Verdict, paint: Paint): string[] {
  const named = new Set(verdict.problems.map((problem) => problem.operation));
  const up = verdict.operations.filter((one) => one.direction === "up" && !named.has(one.id));
  const lines = (Object.keys(demandWords) as Demand[]).flatMap((demand) => {
    const those = up.filter((one) => one.demand === demand);
    return those.length === 0 ? [] : [`${demandWords[demand]}: ${some(those.map(operationTitle))}`];
  });
  const lost = verdict.operations.filter((one) => one.direction === "down" && one.impact.irreversible);
  if (lost.length > 0) lines.push(`going back destroys: ${some(lost.map((one) => visible(targetOf(one))))}`);
  for (const exception of verdict.exceptions) lines.push(exceptionLine(exception));
  if (verdict.notes.length > 0)
    lines.push(
      `${verdict.notes.length === 1 ? "note" : "notes"}: ${some(verdict.notes.map((note) => visible(note.path)))}`,
    );
  if (draftMends(verdict)) lines.push("lockstep draft --write puts what is shown for the note in place.");
  lines.push(...readAs(verdict));
  const ignored = ignoredLine(verdict.counts);
  if (ignored !== null) lines.push(ignored);
  if (verdict.mode !== "enforce" && verdict.counts.errors > 0) {
    const effect =
      verdict.mode === "warn" ? "pull requests are told of this, and not stopped" : "nothing is stopped";
    const missing = verdict.policyMissing
      ? " The base has no policy file yet: lockstep init writes one."
      : "";
    lines.push(`mode ${verdict.mode}: ${effect}.${missing}`);
  }
  return lines.map((line) => paint.faint(`  ${line}`));
}

/** `read as MySQL (package.json: mysql2)` */
function readAs({ dialects = [] }: Verdict): string[] {
  return dialects.map(({ engine, why }) => `read as ${engineWords[engine]} (${visible(why)})`);
}

/** A fix edits a note that is there; of one that is missing the problem itself says how to draft it. */
function draftMends({ problems, notes }: Verdict): boolean {
  const paths = new Set(notes.map((note) => note.path));
  return problems.some(({ fix }) => fix?.edits.some(({ place }) => paths.has(place.path)) ?? false);
}

function exceptionLine(exception: Exception): string {
  const until = exception.until === null ? "" : ` until ${visible(exception.until)}`;
  return `exception ${exception.state}: ${visible(exception.target)}${until}, because ${visible(exception.reason)}`;
}

function some(words: readonly string[]): string {
  const all = [...new Set(words)];
  if (all.length <= mostListed) return listed(all);
  return `${all.slice(0, mostListed).join(", ")} and ${all.length - mostListed} more`;
}
