/** Problems on a terminal: the line with a caret, why that is wrong, and what to do. */

import { engineLine } from "../engine-line.ts";
import type { Operation } from "../operation.ts";
import { isWholeFile, type Place } from "../place.ts";
import type { Problem, Severity } from "../problem.ts";
import { columnsOf, wrap } from "./columns.ts";
import { excerpt, type SourceLines } from "./excerpt.ts";
import { fixWords } from "./fix-words.ts";
import type { Paint } from "./paint.ts";
import type { ProblemGroup } from "./problem-groups.ts";
import { placesOf } from "../usage/usage-words.ts";
import { visible, visibleLines } from "./visible.ts";
import { count, impactWords, operationTitle, shortId, steps } from "./words.ts";

const width = 100;
const idColumn = 86;
/** More places than this are counted, not shown. */
const mostRelated = 4;
const mostAlike = 20;
const mostUsed = 3;
const signs: Record<Severity, string> = { error: "✗", warning: "!", hint: "·" };

/** The lines of one group. */
export function problemLines(group: ProblemGroup, lines: SourceLines, paint: Paint): string[] {
  const { operation, problems, alike } = group;
  const [first] = problems;
  if (first === undefined) return [];
  const [title, more] = firstSentence(first.message);
  if (operation === null) {
    return [
      headLine(group, paint),
      ...excerpt(first.place, "", lines, paint),
      ...advice(more),
      ...rest(first, lines),
      ...fileLines(group.files),
    ];
  }
  const label = impactWords(operation.impact).join(" · ");
  const said = problems.filter(({ rule }) => rule !== saidByImpact).map((one) => firstLine(one.message));
  return [
    headLine(group, paint),
    ...excerpt(operation.place, label, lines, paint),
    ...paragraph(said.length > 0 ? said.join(" ") : reasonsOf(operation)),
    ...(problems.length === 1 && !first.message.includes("\n") && said.length === 0 ? advice(title) : []),
    ...usageLines(operation),
    ...problems.flatMap((one) => [...advice(restLines(one.message)), ...rest(one, lines)]),
    ...alikeLines(alike, paint),
  ];
}

/** The one line of a group: where, and what it is about. */
export function headLine({ operation, problems }: ProblemGroup, paint: Paint): string {
  const [first] = problems;
  if (first === undefined) return "";
  const bad = problems.some((problem) => problem.severity === "error");
  const sign = bad ? paint.bad(signs.error) : paint.warn(signs[first.severity]);
  const title = operation === null ? visible(firstSentence(first.message)[0]) : operationTitle(operation);
  const head = `${where(operation?.place ?? first.place)}  ${title}`;
  const tail = operation === null ? visible(first.rule) : shortId(operation.id);
  return `${sign} ${paint.strong(head)}${gap(head)}${paint.faint(tail)}`;
}

/** `path:line`, visible; the path alone for what is true of a whole file. */
export function where(place: Place): string {
  return isWholeFile(place) ? visible(place.path) : `${visible(place.path)}:${place.line}`;
}

/** The first sentence without its full stop, and what follows it. */
export function firstSentence(message: string): [string, string] {
  const end = /[.!?](?=\s)|\n/.exec(message);
  if (end === null) return [message.replace(/\.$/, ""), ""];
  const stop = end[0] === "!" || end[0] === "?" ? end.index + 1 : end.index;
  return [message.slice(0, stop), message.slice(end.index + 1).trim()];
}

/** The rule whose first line tells of the impact, which stands beside the caret and below it already. */
const saidByImpact = "exception-is-there";

function firstLine(message: string): string {
  const [first = ""] = message.split("\n", 1);
  return first;
}

function restLines(message: string): string {
  const feed = message.indexOf("\n");
  return feed === -1 ? "" : message.slice(feed + 1);
}

/** One clause or two: what the caret does not say. */
function reasonsOf(operation: Operation): string {
  const { reasons, transaction } = operation.impact;
  const [first, ...others] = reasons;
  const line = engineLine(operation);
  const said = line !== null && !operation.impact.breaksOldCode ? [line] : first === undefined ? [] : [first];
  const inside = others.find((reason) => reason.includes("the same transaction"));
  if (inside !== undefined) said.push(inside);
  else if (transaction !== null && !said.some((reason) => reason.includes("the same transaction")))
    said.push(transaction);
  if (operation.conditional) said.push("it runs only under a condition that cannot be decided by reading");
  return said.length === 0 ? "" : `${said.map((one) => one.replace(/\.$/, "")).join("; ")}.`;
}

function paragraph(text: string): string[] {
  if (text === "") return [];
  const shown = visible(text);
  return wrap(shown.charAt(0).toUpperCase() + shown.slice(1), width - 2).map((line) => `  ${line}`);
}

function advice(message: string): string[] {
  if (message.trim() === "") return [];
  return visibleLines(message)
    .flatMap(steps)
    .flatMap((line, at) => {
      const lead = at === 0 ? "  → " : /^\(\d\) /.test(line) ? "      " : "    ";
      const hang = lead === "      " ? "          " : "    ";
      return wrap(line, width - hang.length).map((part, nth) => (nth === 0 ? lead : hang) + part);
    });
}

function rest(problem: Problem, lines: SourceLines): string[] {
  const fix = problem.fix === null ? [] : fixWords(problem.fix, problem, lines);
  return [...related(problem), ...fix.map((line) => (line === "" ? "" : `    ${line}`))];
}

/** Places whose words stand in the message already, or which are many, are one line. */
function related(problem: Problem): string[] {
  const shown = problem.related.slice(0, mostRelated);
  const more = problem.related.length - shown.length;
  const isSaid = (words: string): boolean => more > 0 || problem.message.includes(words);
  const said = shown.filter((one) => isSaid(one.message)).map((one) => one.place);
  const unsaid = shown.filter((one) => !isSaid(one.message));
  const rests = more === 0 ? "" : ` and ${count(more, "more place")}`;
  const lines = unsaid.map((one) => `    ${where(one.place)}: ${visible(one.message)}`);
  if (said.length > 0) return [`    see ${seen(said, problem.place.path)}${rests}`, ...lines];
  return lines;
}

/** `line 2, 3, 4`, or `a.sql:2, 3, b.sql:7` where they are in other files. */
function seen(places: readonly Place[], here: string): string {
  let path = here;
  const words = places.map((place, at) => {
    const same = place.path === path;
    path = place.path;
    if (!same) return where(place);
    return at === 0 ? `line ${place.line}` : String(place.line);
  });
  return [...new Set(words)].join(", ");
}

function alikeLines(alike: readonly Operation[], paint: Paint): string[] {
  if (alike.length === 0) return [];
  const shown = alike.slice(0, mostAlike);
  const more = alike.length - shown.length;
  return [
    `    and ${count(alike.length, "more of its kind", "more of its kind")} in this file, for which the same holds:`,
    ...shown.map((one) => {
      const head = `      line ${one.place.line}  ${operationTitle(one)}`;
      return `${head}${gap(head)}${paint.faint(`  ${shortId(one.id)}`)}`;
    }),
    ...(more === 0 ? [] : [`      and ${more} more: --format json has all`]),
  ];
}

/** The lines of old code, as they are there, and how sure it is. */
function usageLines({ usage }: Operation): string[] {
  if (usage === undefined) return [];
  const places = placesOf(usage).slice(0, mostUsed);
  return places.map(
    ({ path, line, text, sure }) => `    ${visible(`${path}:${line}`)}  ${visible(text)}  (${sure})`,
  );
}

function fileLines(files: readonly Place[]): string[] {
  if (files.length === 0) return [];
  const shown = files.slice(0, mostAlike);
  const more = files.length - shown.length;
  return [
    `    and ${count(files.length, "more file")}, for which the same holds:`,
    ...shown.map((place) => `      ${where(place)}`),
    ...(more === 0 ? [] : [`      and ${more} more: --format json has all`]),
  ];
}

function gap(head: string): string {
  return " ".repeat(Math.max(2, idColumn - columnsOf(head)));
}
