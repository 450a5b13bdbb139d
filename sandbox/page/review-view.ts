/** A review in the conversation: its verdict, its words, and the threads that it opened with the lines they are about. */

import { readHunks } from "../git/hunks.ts";
import type { Review, Thread } from "../world.ts";
import { commentFoot } from "./comment-foot.ts";
import { commentBox, showThread } from "./comment-view.ts";
import { showExcerpt } from "./diff-view.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";
import type { IconName } from "./icons.ts";
import { renderMarkdown } from "./markdown.ts";
import { anchorOf, moment, person, plain } from "./parts.ts";
import { href } from "./view.ts";
import type { PullRequestView } from "./view.ts";

const verdicts: Record<Review["state"], { sign: IconName; words: string }> = {
  APPROVED: { sign: "approved", words: "approved these changes" },
  CHANGES_REQUESTED: { sign: "refused", words: "requested changes" },
  COMMENTED: { sign: "eye", words: "reviewed" },
  DISMISSED: { sign: "eye", words: "reviewed (dismissed)" },
};

/** Lines of the diff that stand above a thread. */
const excerptLines = 4;

/** Null: it is an answer in a thread of another review, and stands there. */
export function showReview(view: PullRequestView, review: Review): Html | null {
  const { sign, words } = verdicts[review.state];
  const threads = view.pull.threads.filter((thread) => thread.comments[0]?.review === review);
  if (threads.length === 0 && review.body.trim() === "" && review.state === "COMMENTED") return null;
  return html`<section
    class="review ${review.state.toLowerCase()}"
    id="pullrequestreview-${review.id}"
    data-author="${review.author.login}"
  >
    <p class="review-head">
      <span class="review-sign">${icon(sign)}</span>
      <span>${person(review.author)} ${words} ${moment(review.submittedAt)}</span>
    </p>
    ${
      review.body.trim() === ""
        ? null
        : commentBox(
            view,
            review,
            `review-body-${review.id}`,
            renderMarkdown(review.body),
            commentFoot(view, review),
          )
    }
    ${threads.map((thread) => threadBox(view, thread))}
  </section>`;
}

function threadBox(view: PullRequestView, thread: Thread): Html {
  const { path, side, line } = thread;
  const anchor = line === null ? anchorOf(path) : anchorOf(path, { side, number: line });
  const first = thread.startLine ?? thread.originalStartLine ?? thread.originalLine;
  const wanted = Math.max(excerptLines, thread.originalLine - first + 1);
  const lines = readHunks(thread.comments[0]?.diffHunk ?? "").flatMap((hunk) => hunk.lines);
  return html`<div class="thread-box ${thread.resolvedBy === null ? "" : "done"}">
    <header>
      <a class="file-name" href="${href(view.viewer, `${view.path}/files#${anchor}`)}">${plain(path)}</a>
      ${line === null ? html`<span class="badge outdated">outdated</span>` : null}
    </header>
    ${thread.resolvedBy === null ? showExcerpt(lines.slice(-wanted)) : null} ${showThread(view, thread)}
  </div>`;
}
