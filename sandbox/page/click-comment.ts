/** What the buttons of comments and threads do. */

import * as person from "../person.ts";
import { notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, IssueComment, PullRequest, Review, ReviewComment } from "../world.ts";

/** What follows the address of the pull request. Null: there is no such button. Throws what GitHub refuses. */
export function clickComment(
  sandbox: Sandbox,
  pull: PullRequest,
  by: Account,
  [room, id, what]: readonly string[],
  body: string,
): string | null {
  if (room === "threads" && what === "reply") {
    const thread = pull.threads.find(({ node }) => node === id);
    if (thread === undefined) throw notFound();
    return `#discussion_r${person.replyToThread(sandbox, by, thread, body).id}`;
  }
  if (room !== "comments") return null;
  const text = textOf(pull, Number(id));
  if (what === "edit") {
    person.editComment(sandbox, by, text, body);
    return anchorOf(text);
  }
  if (what !== "delete" || "state" in text) return null;
  person.deleteComment(sandbox, by, text);
  return "";
}

function textOf(pull: PullRequest, id: number): IssueComment | Review | ReviewComment {
  const inThreads = pull.threads.flatMap(({ comments }) => comments);
  const text = [...pull.comments, ...pull.reviews, ...inThreads].find((each) => each.id === id);
  if (text === undefined) throw notFound();
  return text;
}

function anchorOf(text: IssueComment | Review | ReviewComment): string {
  if ("thread" in text) return `#discussion_r${text.id}`;
  return `#${"state" in text ? "pullrequestreview-" : "issuecomment-"}${text.id}`;
}
