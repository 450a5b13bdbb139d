/** Prints what GitHub shows of a pull request: its check run, its comments, its threads. Each comes as blocks. */

import { commentedLines } from "../../sandbox/page/commented-lines.ts";
import type { Annotation, CheckRun, IssueComment, ReactionContent, Thread } from "../../sandbox/world.ts";
import type { Paint } from "../../src/core/render/paint.ts";
import { visible, visibleLines } from "../../src/core/render/visible.ts";
import { markdownBlocks } from "./markdown-text.ts";

/** Columns that a text may take. */
const width = 100;
const indent = "  ";

/** What is shown as one thing, under a head. */
export interface Shown {
  head: string;
  blocks: string[];
}

/** The check run as its page shows it. */
export function showCheck(run: CheckRun, paint: Paint): Shown {
  const state = run.conclusion ?? run.status;
  const colour = state === "success" ? paint.good : state === "failure" ? paint.bad : paint.faint;
  const sign = state === "success" ? "\u2713" : state === "failure" ? "\u2717" : "\u2022";
  const buttons = [...run.actions.map(({ label }) => label), "Re-run"].map((label) => `[${visible(label)}]`);
  return {
    head: `${colour(`${sign} ${visible(run.name)}`)}  ${paint.strong(visible(run.title ?? ""))}`,
    blocks: [
      ...blocksOf(run.summary ?? "", paint),
      ...blocksOf(run.text ?? "", paint),
      ...run.annotations.map((annotation) => showAnnotation(annotation, paint)),
      indent + paint.faint(buttons.join(" ")),
    ],
  };
}

/** A comment on the pull request; a folded one in one line. */
export function showComment(comment: IssueComment, paint: Paint): Shown {
  const who = paint.strong(visible(comment.author.login));
  const reactions = comment.reactions.map(({ content }) => signs[content]).join(" ");
  if (comment.minimized === null) {
    const head = `${who} commented${reactions === "" ? "" : `  ${reactions}`}`;
    return { head, blocks: blocksOf(comment.body, paint) };
  }
  const folded = paint.faint(`(a comment, folded as ${comment.minimized.toLowerCase()})`);
  return { head: `${who} ${folded}`, blocks: [] };
}

const signs: Record<ReactionContent, string> = {
  THUMBS_UP: "\u{1F44D}",
  THUMBS_DOWN: "\u{1F44E}",
  LAUGH: "\u{1F604}",
  HOORAY: "\u{1F389}",
  CONFUSED: "\u{1F615}",
  HEART: "\u2764",
  ROCKET: "\u{1F680}",
  EYES: "\u{1F440}",
};

/** A thread at lines of the diff, with what it suggests. */
export function showThread(thread: Thread, paint: Paint): Shown {
  const place = `${visible(thread.path)}:${thread.line ?? thread.originalLine}`;
  const state = thread.resolvedBy !== null ? " (resolved)" : thread.line === null ? " (outdated)" : "";
  const [first] = thread.comments;
  const suggestion = (text: string): string[] => [
    ...commentedLines(thread).map((line) => paint.bad(`- ${visible(line.text)}`)),
    ...(text === "" ? [] : visibleLines(text).map((line) => paint.good(`+ ${line}`))),
    paint.faint("[Commit suggestion]"),
  ];
  return {
    head: `${paint.strong(visible(first?.author.login ?? ""))} at ${place}${paint.faint(state)}`,
    blocks: thread.comments.flatMap(({ body }) => blocksOf(body, paint, suggestion)),
  };
}

function showAnnotation(annotation: Annotation, paint: Paint): string {
  const { path, start_line: line, annotation_level: level, title, message } = annotation;
  const colour = level === "failure" ? paint.bad : level === "warning" ? paint.warn : paint.faint;
  return [
    `${indent}${colour(level)} ${visible(path)}:${line}  ${paint.strong(visible(title ?? ""))}`,
    ...visibleLines(message).map((text) => indent + indent + text),
  ].join("\n");
}

function blocksOf(markdown: string, paint: Paint, suggestion?: (text: string) => string[]): string[] {
  const blocks = markdownBlocks(markdown, paint, width - indent.length, suggestion);
  return blocks.map((lines) => lines.map((line) => (line.trim() === "" ? "" : indent + line)).join("\n"));
}
