/** The comment that exempts an operation, and the edit that puts it above its statement. */

import { commentSigns } from "../detect/detector.ts";
import { languageOf } from "../detect/language-of.ts";
import type { Operation } from "../operation.ts";
import type { Fix } from "../problem.ts";
import { targetText } from "./target.ts";

/** What `exception-has-reason` refuses: only a person can fill it in. */
export const reasonGap = "<why is this safe?>";

/** `exempt drop_column user.legacy_id because ...`. */
export function exemptText(operation: Operation, reason = "..."): string {
  return `exempt ${exemptTarget(operation)} because ${reason}`;
}

/** `drop_column user.legacy_id`, or the operation's id where its names cannot be written. */
export function exemptTarget(operation: Operation): string {
  const target = targetText(operation);
  return target === operation.id.slice(0, 10) ? target : `${operation.kind} ${target}`;
}

/** `above that line`, and the comment with the signs of the file's language: where to exempt, and the text for it. A file that can hold no comment leaves the command. */
export function exemptAdvice(operation: Operation): { where: string; text: string } {
  const text = exemptText(operation, reasonGap);
  const signs = signsOf(operation.place.path);
  if (signs === null)
    return { where: "by a reviewer's command, or in the file of exceptions", text: `/lockstep ${text}` };
  return { where: "above that line", text: `${signs.open} lockstep: ${text}${signs.close}` };
}

/** Puts the comment on its own line above the statement, indented alike. Null where it is not certain that a comment may stand there. */
export function exemptFix(
  operation: Operation,
  sources: ReadonlyMap<string, string> | undefined,
): Fix | null {
  const { path, line, column } = operation.statement;
  const lines = linesOf(path, sources);
  if (lines === null || signsOf(path) === null) return null;
  const comment = exemptAdvice(operation).text;
  const indent = (lines[line - 1] ?? "").slice(0, column - 1);
  if (indent.length !== column - 1 || !/^[ \t]*$/u.test(indent)) return null;
  // Behind a line that is continued, no comment may stand.
  if (/\\\r?$/u.test(lines[line - 2] ?? "")) return null;
  const end = (lines[line - 1] ?? "").endsWith("\r") ? "\r\n" : "\n";
  const place = { path, line, column: 1, endLine: line, endColumn: 1 };
  const text = `${indent}${comment}${end}`;
  return { title: "Exempt it, and say why it is safe", edits: [{ place, text }] };
}

/** The lines by the map of the sources: thousands of operations of one file ask for them. */
const split = new WeakMap<ReadonlyMap<string, string>, Map<string, readonly string[]>>();

function linesOf(path: string, sources: ReadonlyMap<string, string> | undefined): readonly string[] | null {
  const source = sources?.get(path);
  if (sources === undefined || source === undefined) return null;
  const known = split.get(sources) ?? new Map<string, readonly string[]>();
  split.set(sources, known);
  const lines = known.get(path) ?? source.split("\n");
  known.set(path, lines);
  return lines;
}

function signsOf(path: string): (typeof commentSigns)[keyof typeof commentSigns] {
  return commentSigns[languageOf(path) ?? "sql"];
}
