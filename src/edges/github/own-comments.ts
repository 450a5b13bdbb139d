/** Our own comments of a pull request, found again by their hidden marks. */

import {
  completionKey,
  ledgerKey,
  noteKey,
  readAnswers,
  readMarker,
  recordKey,
} from "../../core/render/pull-request/marker.ts";
import type { OwnThread, PullRequestState } from "../../review/pull-request.ts";
import { at, isAt, listAt, needText, numberAt, textAt } from "./json.ts";

/** Our own App wrote it, and nobody else edited it: nor somebody whose account is gone. A person can have the login that our App's bot has here. */
function isOwn(comment: unknown): boolean {
  if (!isAt(comment, "viewerDidAuthor")) return false;
  const same = (field: string): boolean =>
    textAt(comment, "editor", field) === textAt(comment, "author", field);
  const editor = at(comment, "editor") ?? null;
  return editor === null ? textAt(comment, "lastEditedAt") === null : same("login") && same("__typename");
}

type Found = PullRequestState["noteComment"];

/** The first of our own comments that is meant; null: there is none. */
function firstOwn(comments: readonly unknown[], isMeant: (body: string) => boolean): Found {
  for (const comment of comments) {
    const body = textAt(comment, "body");
    if (body === null || !isMeant(body) || !isOwn(comment)) continue;
    return { node: needText(comment, "id"), body, folded: isAt(comment, "isMinimized") };
  }
  return null;
}

const noteKeys = new Set<string | null>([noteKey, completionKey]);

/** The one comment with the drafted note. */
export function noteCommentOf(comments: readonly unknown[]): Found {
  return firstOwn(comments, (body) => noteKeys.has(readMarker(body)));
}

/** The one with the receipts of commands. */
export function ledgerOf(comments: readonly unknown[]): Found {
  return firstOwn(comments, (body) => readMarker(body) === ledgerKey);
}

export function isRecorded(comments: readonly unknown[]): boolean {
  return firstOwn(comments, (body) => readMarker(body) === recordKey) !== null;
}

/** What was answered, in the conversation and in threads. An answer that somebody edited was given all the same. */
export function answersOf(comments: readonly unknown[]): string[] {
  const answers = comments.flatMap((comment) =>
    isAt(comment, "viewerDidAuthor") ? readAnswers(textAt(comment, "body") ?? "") : [],
  );
  return [...new Set(answers)];
}

/** Threads that our own App opened, and nobody else edited. */
export function ownThreadsOf(threads: readonly unknown[]): OwnThread[] {
  return threads.flatMap((thread): OwnThread[] => {
    const [comment] = listAt(thread, "comments", "nodes");
    const body = textAt(comment, "body");
    if (body === null || !isOwn(comment) || readMarker(body) === null) return [];
    return [
      {
        node: needText(thread, "id"),
        comment: { node: needText(comment, "id"), body },
        path: needText(thread, "path"),
        line: numberAt(thread, "line"),
        outdated: isAt(thread, "isOutdated"),
        resolved: isAt(thread, "isResolved"),
        answered: (numberAt(thread, "comments", "totalCount") ?? 1) > 1,
      },
    ];
  });
}
