/** Prints what GitHub shows of a pull request: its check run, its comments, its threads. */

import { commentedLines } from "../../sandbox/page/commented-lines.ts";
import type { Annotation, CheckRun, IssueComment, Thread } from "../../sandbox/world.ts";
import type { Paint } from "../../src/core/render/paint.ts";
import { visible, visibleLines } from "../../src/core/render/visible.ts";
import { markdownLines } from "./markdown-text.ts";

/** Columns that a text may take. */
const width = 100;
const indent = "  ";

/** The check run as its page shows it. */
export function showCheck(run: CheckRun, paint: Paint): string {
  const state = run.conclusion ?? run.status;
  const colour = state === "success" ? paint.good : state === "failure" ? paint.bad : paint.faint;
  const sign = state === "success" ? "\u2713" : state === "failure" ? "\u2717" : "\u2022";
  const lines = [
    `${colour(`${sign} ${visible(run.name)}`)}  ${paint.strong(visible(run.title ?? ""))}`,
    ...section(run.summary, paint),
    ...section(run.text, paint),
    ...run.annotations.flatMap((annotation) => ["", ...showAnnotation(annotation, paint)]),
  ];
  const buttons = [...run.actions.map(({ label }) => label), "Re-run"].map((label) => `[${visible(label)}]`);
  return [...lines, "", indent + paint.faint(buttons.join(" "))].join("\n");
}

/** A comment on the pull request; a folded one in one line. */
export function showComment(comment: IssueComment, paint: Paint): string {
  const who = paint.strong(visible(comment.author.login));
  if (comment.minimized !== null) {
    return `${who} ${paint.faint(`(a comment, folded as ${comment.minimized.toLowerCase()})`)}`;
  }
  return [`${who} commented`, ...section(comment.body, paint)].join("\n");
}

/** A thread at lines of the diff, with what it suggests. */
export function showThread(thread: Thread, paint: Paint): string {
  const place = `${visible(thread.path)}:${thread.line ?? thread.originalLine}`;
  const state = thread.resolvedBy !== null ? " (resolved)" : thread.line === null ? " (outdated)" : "";
  const [first] = thread.comments;
  const head = `${paint.strong(visible(first?.author.login ?? ""))} at ${place}${paint.faint(state)}`;
  const suggestion = (text: string): string[] => [
    ...commentedLines(thread).map(({ text }) => paint.bad(`- ${visible(text)}`)),
    ...(text === "" ? [] : visibleLines(text).map((line) => paint.good(`+ ${line}`))),
    paint.faint("[Commit suggestion]"),
  ];
  const bodies = thread.comments.flatMap(({ body }) => section(body, paint, suggestion));
  return [head, ...bodies].join("\n");
}

function showAnnotation(annotation: Annotation, paint: Paint): string[] {
  const { path, start_line: line, annotation_level: level, title, message } = annotation;
  const colour = level === "failure" ? paint.bad : level === "warning" ? paint.warn : paint.faint;
  return [
    `${indent}${colour(level)} ${visible(path)}:${line}  ${paint.strong(visible(title ?? ""))}`,
    ...visibleLines(message).map((text) => indent + indent + text),
  ];
}

function section(markdown: string | null, paint: Paint, suggestion?: (text: string) => string[]): string[] {
  if (markdown === null || markdown.trim() === "") return [];
  const lines = markdownLines(markdown, paint, width - indent.length, suggestion);
  return ["", ...lines.map((line) => (line === "" ? "" : indent + line))];
}
