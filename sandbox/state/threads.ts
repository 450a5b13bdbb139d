/** Review threads: resolved, and moved along when the lines they stand at move. */

import type { DiffFile } from "../git/diff.ts";
import { readHunks } from "../git/hunks.ts";
import { threadPayload } from "../payloads/comments.ts";
import { shortPullRequest } from "../payloads/pull-request.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, PullRequest, Thread } from "../world.ts";
import { changeOf } from "./change.ts";
import type { Change } from "./change.ts";
import { shows } from "./reviews.ts";

/** Null: it is open again. */
export function resolveThread(sandbox: Sandbox, thread: Thread, by: Account, resolved: boolean): void {
  thread.resolvedBy = resolved ? by : null;
  sandbox.webhooks.announce({
    event: "pull_request_review_thread",
    action: resolved ? "resolved" : "unresolved",
    repository: thread.pullRequest.repository,
    sender: by,
    body: {
      pull_request: shortPullRequest(sandbox, thread.pullRequest),
      thread: threadPayload(sandbox, thread),
    },
  });
}

/** `before`: head and merge base as the threads know them. A thread whose lines changed or left the diff is outdated, and stays so. */
export async function moveThreads(
  sandbox: Sandbox,
  pullRequest: PullRequest,
  before: { headOid: string; mergeBase: string },
): Promise<void> {
  const standing = pullRequest.threads.filter(({ line }) => line !== null);
  if (standing.length === 0) return;
  const git = sandbox.git(pullRequest.repository);
  const now = await changeOf(sandbox, pullRequest);
  const moved = {
    RIGHT: await git.diff(before.headOid, pullRequest.headOid),
    LEFT: await git.diff(before.mergeBase, now.mergeBase),
  };
  for (const thread of standing) moveThread(thread, moved[thread.side], now);
}

function moveThread(thread: Thread, moved: readonly DiffFile[], now: Change): void {
  const file = moved.find(({ path, previousPath }) => (previousPath ?? path) === thread.path);
  const line = thread.line ?? 0;
  const first = thread.startLine ?? line;
  const shift = (lineAfter(file, line) ?? 0) - line;
  // Every line of the comment must still be there, and still next to the others.
  let whole = true;
  for (let each = first; each <= line; each++) whole &&= lineAfter(file, each) === each + shift;
  const stays = whole && stands(thread, line + shift, now);
  thread.line = stays ? line + shift : null;
  thread.startLine = stays && thread.startLine !== null ? first + shift : null;
}

function stands(thread: Thread, line: number, now: Change): boolean {
  const patch = now.files.find(({ path }) => path === thread.path)?.patch ?? null;
  return patch !== null && readHunks(patch).some((hunk) => shows(hunk, thread.side, line));
}

/** Where a line of the old file is now; null when it was changed or taken away. */
function lineAfter(file: DiffFile | undefined, line: number): number | null {
  if (file === undefined) return line;
  if (file.status === "removed" || file.status === "renamed" || file.binary) return null;
  let shift = 0;
  for (const hunk of readHunks(file.patch ?? "")) {
    for (const { kind, oldLine } of hunk.lines) {
      if (oldLine !== null && oldLine >= line) {
        return oldLine === line && kind === "removed" ? null : line + shift;
      }
      if (kind === "added") shift++;
      if (kind === "removed") shift--;
    }
  }
  return line + shift;
}
