/** Suggestions in review comments: found in their text, and applied to the head as a commit. */

import type { FileChange } from "../git/write-objects.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, PullRequest, ReviewComment } from "../world.ts";
import { commitOnPage } from "./commits.ts";
import { resolveThread } from "./threads.ts";

/** The lines of each ```` ```suggestion ```` block of a comment. No line at all deletes what it stands at. */
export function suggestionsIn(body: string): string[][] {
  const found: string[][] = [];
  let open: { fence: string; lines: string[] | null } | null = null;
  for (const line of body.split(/\r?\n/u)) {
    const [, fence = "", info = ""] = /^ {0,3}(`{3,}|~{3,})[ \t]*([^`]*)$/u.exec(line) ?? [];
    if (open === null) {
      if (fence !== "") open = { fence, lines: info.trim() === "suggestion" ? [] : null };
      continue;
    }
    if (fence.startsWith(open.fence) && info.trim() === "") {
      if (open.lines !== null) found.push(open.lines);
      open = null;
      continue;
    }
    open.lines?.push(line);
  }
  return found;
}

/** One commit for all of them, as "Commit suggestions" makes it. Throws 422 for what cannot be applied any more. */
export async function applySuggestions(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  by: Account,
  comments: readonly ReviewComment[],
): Promise<string> {
  const { headRepository, headRef, headOid } = pullRequest;
  const tip =
    headRepository === null || headRepository.deleted ? null : sandbox.git(headRepository).branch(headRef);
  if (headRepository === null || tip !== headOid) throw refuse("The branch is gone.");
  const files: Record<string, FileChange> = {};
  for (const [path, own] of groupByPath(comments)) {
    const blob = await sandbox.git(headRepository).blob(headOid, path);
    if (blob === null) throw refuse("The file is gone.");
    files[path] = replaceLines(blob.bytes.toString("utf8"), own);
  }
  const authors = new Set(comments.map(({ author }) => author).filter((author) => author !== by));
  const message =
    comments.length === 1 ? `Update ${comments[0]?.thread.path ?? ""}` : "Apply suggestions from code review";
  const oid = await commitOnPage(sandbox, headRepository, headRef, by, {
    files,
    message,
    coAuthors: [...authors],
  });
  // Nobody documents it: whoever applies a suggestion finds the conversation resolved.
  for (const { thread } of comments) resolveThread(sandbox, thread, by, true);
  return oid;
}

function groupByPath(comments: readonly ReviewComment[]): Map<string, ReviewComment[]> {
  const groups = new Map<string, ReviewComment[]>();
  for (const comment of comments) {
    const { path } = comment.thread;
    groups.set(path, [...(groups.get(path) ?? []), comment]);
  }
  return groups;
}

/** From the last line to the first, so that the numbers of the lines above stay right. */
function replaceLines(text: string, comments: readonly ReviewComment[]): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(end);
  const ordered = comments.toSorted((one, other) => (other.thread.line ?? 0) - (one.thread.line ?? 0));
  let untouched = Number.POSITIVE_INFINITY;
  for (const { body, thread } of ordered) {
    const [suggestion] = suggestionsIn(body);
    const { line, startLine, side } = thread;
    if (suggestion === undefined || side === "LEFT") throw refuse("There is no suggestion to apply.");
    if (line === null) throw refuse("The suggestion is outdated.");
    if (line >= untouched) throw refuse("Suggestions overlap.");
    untouched = startLine ?? line;
    lines.splice(untouched - 1, line - untouched + 1, ...suggestion);
  }
  return lines.join(end);
}

function refuse(message: string): Refused {
  return new Refused(422, `Suggestion cannot be applied. ${message}`);
}
