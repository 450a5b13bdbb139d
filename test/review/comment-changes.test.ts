/** What is written of comments: nothing twice, nothing that is already so, and nothing left that is mended. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { completionKey, marker, noteKey } from "../../src/core/render/pull-request/marker.ts";
import { foldedNoteComment } from "../../src/core/render/pull-request/note-comment.ts";
import type { InlineComment, ReviewPlan } from "../../src/core/render/pull-request/pages.ts";
import { commentWork } from "../../src/review/comment-changes.ts";
import type { CommentWork, Wants } from "../../src/review/comment-changes.ts";
import type { OwnThread, PullRequestState } from "../../src/review/pull-request.ts";
import { stateWith } from "./state.ts";

const all: Wants = { comments: true, note: "when-missing" };
const path = "migrations/2.sql";

function inline(key: string, line = 3, says = "Exempt it."): InlineComment {
  return { path, startLine: null, line, body: `${says}\n\n${marker(key)}`, key };
}

function thread(key: string, said: Partial<OwnThread> = {}): OwnThread {
  return {
    node: `T-${key}`,
    comment: { node: `C-${key}`, body: inline(key).body },
    path,
    line: 3,
    outdated: false,
    resolved: false,
    answered: false,
    ...said,
  };
}

function work(
  said: Partial<PullRequestState>,
  plan: Partial<Pick<ReviewPlan, "comments" | "note">> = {},
  wants = all,
  serving: string | null = null,
  lacking = false,
): CommentWork {
  return commentWork(stateWith(said), { comments: [], note: null, ...plan }, wants, {
    path: serving,
    lacking,
  });
}

test("a new comment is posted, one that stands is left alone", () => {
  const { post, changes } = work({ threads: [thread("a")] }, { comments: [inline("a"), inline("b", 9)] });
  assert.deepEqual(
    post.map(({ key }) => key),
    ["b"],
  );
  assert.deepEqual(changes, []);
});

test("a second run has nothing to write", () => {
  const comments = [inline("a"), inline("b", 9)];
  const threads = [thread("a"), thread("b", { line: 9, comment: { node: "C-b", body: inline("b").body } })];
  assert.deepEqual(work({ threads }, { comments }), { post: [], changes: [] });
});

test("other words are edited in place", () => {
  const { post, changes } = work({ threads: [thread("a")] }, { comments: [inline("a", 3, "Now say why.")] });
  assert.deepEqual(post, []);
  assert.deepEqual(changes, [
    { do: "edit", comment: "C-a", body: inline("a", 3, "Now say why.").body, of: "review" },
  ]);
});

test("a comment whose line moved is posted anew, and the old one goes", () => {
  for (const moved of [thread("a", { line: 8 }), thread("a", { line: null, outdated: true })]) {
    const { post, changes } = work({ threads: [moved] }, { comments: [inline("a", 3)] });
    assert.equal(post.length, 1);
    assert.deepEqual(changes, [{ do: "delete", comment: "C-a", of: "review" }]);
  }
});

test("what is mended goes; where somebody answered, it says so and is resolved", () => {
  assert.deepEqual(work({ threads: [thread("a")] }).changes, [
    { do: "delete", comment: "C-a", of: "review" },
  ]);
  const { changes } = work({ threads: [thread("a", { answered: true })] });
  assert.deepEqual(
    changes.map((change) => change.do),
    ["edit", "resolve"],
  );
  const edit = changes[0];
  assert.ok(edit?.do === "edit");
  const told = thread("a", { answered: true, resolved: true, comment: { node: "C-a", body: edit.body } });
  assert.deepEqual(work({ threads: [told] }), { post: [], changes: [] }, "and it is not told again");
});

test("a thread that a person resolved is not opened again while its problem stays", () => {
  assert.deepEqual(work({ threads: [thread("a", { resolved: true })] }, { comments: [inline("a")] }), {
    post: [],
    changes: [],
  });
});

test("a problem that comes back after it was mended is told anew", () => {
  const { changes } = work({ threads: [thread("a", { answered: true })] });
  const edit = changes[0];
  assert.ok(edit?.do === "edit");
  const told = thread("a", { answered: true, comment: { node: "C-a", body: edit.body } });
  assert.equal(work({ threads: [told] }, { comments: [inline("a")] }).post.length, 1);
});

test("where comments are not wanted, those that are there are left as they are", () => {
  const none: Wants = { comments: false, note: "never" };
  const noteComment = { node: "N", body: "old", folded: false };
  assert.deepEqual(work({ threads: [thread("a")], noteComment }, {}, none), { post: [], changes: [] });
});

test("the note's comment is added once, edited in place, and unfolded when it is needed again", () => {
  const note = { body: `Add it.\n\n${marker(noteKey)}` };
  assert.deepEqual(work({}, { note }).changes, [{ do: "add", pullRequest: "PR_1", body: note.body }]);
  assert.deepEqual(
    work({ noteComment: { node: "N", body: note.body, folded: false } }, { note }).changes,
    [],
  );
  const again = work({ noteComment: { node: "N", body: "old", folded: true } }, { note }).changes;
  assert.deepEqual(again, [
    { do: "edit", comment: "N", body: note.body, of: "issue" },
    { do: "unfold", comment: "N" },
  ]);
});

test("what somebody asked for stays while the note lacks something; what asks for a note does not", () => {
  const path = "releasenotes/notes/n.yaml";
  const asked = { node: "N", body: `Complete it.\n\n${marker(completionKey)}`, folded: false };
  assert.deepEqual(work({ noteComment: asked }, {}, all, path, true).changes, []);
  const missed = { ...asked, body: `Add it.\n\n${marker(noteKey)}` };
  assert.equal(work({ noteComment: missed }, {}, all, path, true).changes.length, 2);
});

test("it folds itself away when the note is there, once", () => {
  const note = "releasenotes/notes/drop-0123456789abcdef.yaml";
  const first = work({ noteComment: { node: "N", body: "Add it.", folded: false } }, {}, all, note).changes;
  assert.deepEqual(first, [
    { do: "edit", comment: "N", body: foldedNoteComment(note), of: "issue" },
    { do: "fold", comment: "N" },
  ]);
  const noteComment = { node: "N", body: foldedNoteComment(note), folded: true };
  assert.deepEqual(work({ noteComment }, {}, all, note).changes, []);
});
