/** From the comments that are wanted and those that are there to what must be written: nothing twice, nothing that is already so. */

import { fixedComment, isFixedComment } from "../core/render/pull-request/fixed-comment.ts";
import { completionKey, readMarker } from "../core/render/pull-request/marker.ts";
import { foldedNoteComment } from "../core/render/pull-request/note-comment.ts";
import type { InlineComment, ReviewPlan } from "../core/render/pull-request/pages.ts";
import type { CommentChange } from "./github.ts";
import type { OwnThread, PullRequestState } from "./pull-request.ts";

/** Which comments are wanted at all; those that are not wanted are left as they are. */
export interface Wants {
  comments: boolean;
  note: "when-missing" | "always" | "never";
}

/** The note that now serves, for the comment that asked for one. */
export interface ServingNote {
  /** Null: none is needed any more. */
  path: string | null;
  /** It is there, and something of it is still wrong. */
  lacking: boolean;
}

export interface CommentWork {
  /** New inline comments, for one review. */
  post: InlineComment[];
  /** Everything else, for one request. */
  changes: CommentChange[];
}

export function commentWork(
  state: Pick<PullRequestState, "node" | "threads" | "noteComment" | "head">,
  plan: Pick<ReviewPlan, "comments" | "note">,
  wants: Wants,
  serving: ServingNote,
): CommentWork {
  const inline = wants.comments ? inlineWork(state, plan) : { post: [], changes: [] };
  const note = wants.note === "never" ? [] : noteChanges(state, plan, serving);
  return { post: inline.post, changes: [...inline.changes, ...note] };
}

function inlineWork(
  state: Pick<PullRequestState, "threads" | "head">,
  plan: Pick<ReviewPlan, "comments">,
): CommentWork {
  const threads = state.threads.filter(({ comment }) => !isFixedComment(comment.body));
  const wanted = new Map(plan.comments.map((comment) => [comment.key, comment]));
  const post: InlineComment[] = [];
  const changes: CommentChange[] = [];
  for (const [key, comment] of wanted) {
    const own = threads.filter((thread) => readMarker(thread.comment.body) === key);
    const standing = own.find((thread) => standsAt(thread, comment));
    if (standing === undefined) post.push(comment);
    else if (standing.comment.body !== comment.body) changes.push(edited(standing, comment.body));
    changes.push(...own.filter((thread) => thread !== standing && !thread.answered).map(removed));
  }
  for (const thread of threads) {
    if (!wanted.has(readMarker(thread.comment.body) ?? "")) changes.push(...fixed(thread, state.head.oid));
  }
  return { post, changes };
}

function standsAt(thread: OwnThread, { path, line }: InlineComment): boolean {
  return thread.path === path && thread.line === line && !thread.outdated;
}

function edited({ comment }: OwnThread, body: string): CommentChange {
  return { do: "edit", comment: comment.node, body, of: "review" };
}

function removed({ comment }: OwnThread): CommentChange {
  return { do: "delete", comment: comment.node, of: "review" };
}

/** What nobody answered is gone; an answer keeps what it answers. */
function fixed(thread: OwnThread, head: string): CommentChange[] {
  if (!thread.answered) return [removed(thread)];
  const told = edited(thread, fixedComment(thread.comment.body, head));
  return thread.resolved ? [told] : [told, { do: "resolve", thread: thread.node }];
}

function noteChanges(
  { node, noteComment }: Pick<PullRequestState, "node" | "noteComment">,
  { note }: Pick<ReviewPlan, "note">,
  { path, lacking }: ServingNote,
): CommentChange[] {
  if (note !== null) {
    if (noteComment === null) return [{ do: "add", pullRequest: node, body: note.body }];
    const changes: CommentChange[] = [];
    const comment = noteComment.node;
    if (noteComment.body !== note.body) changes.push({ do: "edit", comment, body: note.body, of: "issue" });
    if (noteComment.folded) changes.push({ do: "unfold", comment });
    return changes;
  }
  if (noteComment === null) return [];
  // What somebody asked for stays until the note lacks nothing.
  if (lacking && readMarker(noteComment.body) === completionKey) return [];
  const body = foldedNoteComment(path);
  const comment = noteComment.node;
  // Where GitHub did not let us fold it, it is not asked at every run.
  if (noteComment.body === body) return [];
  const told: CommentChange = { do: "edit", comment, body, of: "issue" };
  return noteComment.folded ? [told] : [told, { do: "fold", comment }];
}
