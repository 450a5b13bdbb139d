/** Problems on a terminal: the line with a caret, what it means to a running system, and what to do. */

import type { Operation } from "../operation.ts";
import { isWholeFile, type Place } from "../place.ts";
import type { Fix, Problem, Severity } from "../problem.ts";
import { columnsOf, wrap } from "./columns.ts";
import { excerpt, type SourceLines } from "./excerpt.ts";
import { fixWords } from "./fix-words.ts";
import type { Paint } from "./paint.ts";
import { visible, visibleLines } from "./visible.ts";
import { impactWords, operationTitle, shortId } from "./words.ts";

/** What is shown together: all problems of one operation, or one problem that is about none. */
export interface ProblemGroup {
  operation: Operation | null;
  problems: Problem[];
}

const width = 100;
const idColumn = 86;
const signs: Record<Severity, string> = { error: "✗", warning: "!", hint: "·" };

/** Those with an error first; else in the order of their first problem. */
export function groupProblems(
  problems: readonly Problem[],
  operations: readonly Operation[],
): ProblemGroup[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const groups = new Map<string, ProblemGroup>();
  for (const problem of problems) {
    const operation = problem.operation === null ? null : (byId.get(problem.operation) ?? null);
    const own = operation !== null && sameSpot(problem.place, operation.place);
    const key = own ? `operation ${operation.id}` : `problem ${problem.id}`;
    const group = groups.get(key);
    if (group !== undefined) group.problems.push(problem);
    else groups.set(key, { operation: own ? operation : null, problems: [problem] });
  }
  const hasError = (group: ProblemGroup): boolean => group.problems.some((one) => one.severity === "error");
  const all = [...groups.values()];
  return [...all.filter(hasError), ...all.filter((group) => !hasError(group))];
}

/** The lines of one group. */
export function problemLines(group: ProblemGroup, lines: SourceLines, paint: Paint): string[] {
  const { operation, problems } = group;
  const [first] = problems;
  if (first === undefined) return [];
  const bad = problems.some((problem) => problem.severity === "error");
  const sign = bad ? paint.bad(signs.error) : paint.warn(signs[first.severity]);
  if (operation !== null) {
    const head = `${where(operation.place)}  ${operationTitle(operation)}`;
    return [
      `${sign} ${paint.strong(head)}${gap(head)}${paint.faint(shortId(operation.id))}`,
      ...excerpt(operation.place, impactWords(operation.impact).join(" · "), lines, paint),
      ...meaning(operation),
      ...problems.flatMap((problem) => advice(problem.message).concat(rest(problem, lines))),
    ];
  }
  const [title, more] = firstSentence(first.message);
  const head = `${where(first.place)}  ${visible(title)}`;
  return [
    `${sign} ${paint.strong(head)}${gap(head)}${paint.faint(visible(first.rule))}`,
    ...excerpt(first.place, "", lines, paint),
    ...advice(more),
    ...rest(first, lines),
  ];
}

/** `path:line`, visible; the path alone for what is true of a whole file. */
export function where(place: Place): string {
  return isWholeFile(place) ? visible(place.path) : `${visible(place.path)}:${place.line}`;
}

function meaning(operation: Operation): string[] {
  const { reasons, transaction } = operation.impact;
  const said = reasons.slice(0, 3);
  const told = said.some((reason) => reason.includes("the same transaction"));
  if (transaction !== null && !told) said.push(transaction);
  if (operation.conditional) said.push("it runs only under a condition that cannot be decided by reading");
  if (said.length === 0) return [];
  const text = visible(`${said.map((one) => one.replace(/\.$/, "")).join("; ")}.`);
  return wrap(text.charAt(0).toUpperCase() + text.slice(1), width - 2).map((line) => `  ${line}`);
}

function advice(message: string): string[] {
  if (message.trim() === "") return [];
  return visibleLines(message).flatMap((line, at) => {
    const lead = at === 0 ? "  → " : "    ";
    return wrap(line, width - 4).map((part, nth) => (nth === 0 ? `${lead}${part}` : `    ${part}`));
  });
}

function rest(problem: Problem, lines: SourceLines): string[] {
  const { fix, place, message } = problem;
  const shown = fix === null || isSaid(fix, message) ? [] : fixWords(fix, place, lines);
  return [
    ...problem.related.map((one) => `    ${where(one.place)}: ${visible(one.message)}`),
    ...shown.map((line) => `    ${line}`.trimEnd()),
  ];
}

/** The message quotes what the fix writes, up to the gap that it leaves. */
function isSaid(fix: Fix, message: string): boolean {
  return fix.edits.every(({ text }) => {
    const [start = ""] = text.trim().split("<", 1);
    return start.length > 20 && message.includes(start);
  });
}

function gap(head: string): string {
  return " ".repeat(Math.max(2, idColumn - columnsOf(head)));
}

function sameSpot(one: Place, other: Place): boolean {
  return one.path === other.path && one.line === other.line && one.column === other.column;
}

/** The first sentence without its full stop, and what follows it. */
function firstSentence(message: string): [string, string] {
  const end = /[.!?](?=\s)|\n/.exec(message);
  if (end === null) return [message.replace(/\.$/, ""), ""];
  const stop = end[0] === "!" || end[0] === "?" ? end.index + 1 : end.index;
  return [message.slice(0, stop), message.slice(end.index + 1).trim()];
}
