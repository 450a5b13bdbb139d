/** *Conversation*: what happened on a pull request, in order, and what its checks say. */

import { showComment, commentBox } from "./comment-view.ts";
import { showCommit } from "./commit-view.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { mergeBox } from "./merge-box.ts";
import { endOf } from "./merge-event.ts";
import { renderMarkdown } from "./markdown.ts";
import { plain } from "./parts.ts";
import { pullRequestHead } from "./pull-request-head.ts";
import { showReview } from "./review-view.ts";
import { showForm } from "./review-form.ts";
import { reviewersOf } from "./reviewers.ts";
import { icon } from "./icons.ts";
import type { PullRequestView } from "./view.ts";

export function conversationPage(view: PullRequestView): Html {
  const { pull } = view;
  const description =
    pull.body.trim() === "" ? html`<p class="quiet">No description.</p>` : renderMarkdown(pull.body);
  const opened = { author: pull.author, createdAt: pull.createdAt, editor: null };
  return html`${pullRequestHead(view, "conversation")}
    <div class="conversation">
      <div class="timeline">
        ${commentBox(view, opened, "description", description)}
        ${eventsOf(view)
          .toSorted((a, b) => a.at.getTime() - b.at.getTime())
          .map((event) => event.shown)}
        ${mergeBox(view)} ${showForm(view)}
      </div>
      <aside>${showReviewers(view)} ${showLabels(pull.labels)}</aside>
    </div>`;
}

function eventsOf(view: PullRequestView): { at: Date; shown: Html | null }[] {
  const { commits, pull } = view;
  const end = endOf(view);
  return [
    ...commits.map((commit) => ({ at: commit.committer.date, shown: showCommit(view, commit) })),
    ...pull.reviews.map((review) => ({ at: review.submittedAt, shown: showReview(view, review) })),
    ...pull.comments.map((comment) => ({ at: comment.createdAt, shown: showComment(view, comment) })),
    ...(end === null ? [] : [end]),
  ];
}

function showReviewers(view: PullRequestView): Html {
  const reviewers = reviewersOf(view.pull);
  const signs = { APPROVED: "approved", CHANGES_REQUESTED: "refused", COMMENTED: "comment" } as const;
  return html`<section>
    <h2>Reviewers</h2>
    ${
      reviewers.length === 0
        ? html`<p class="quiet">No reviews</p>`
        : html`<ul>
            ${reviewers.map(
              ({ login, state }) =>
                html`<li>${login} ${icon(signs[state], state.toLowerCase().replace("_", " "))}</li>`,
            )}
          </ul>`
    }
  </section>`;
}

function showLabels(labels: readonly string[]): Html {
  return html`<section>
    <h2>Labels</h2>
    ${
      labels.length === 0
        ? html`<p class="quiet">None yet</p>`
        : html`<p>${labels.map((label) => html`<span class="badge">${plain(label)}</span> `)}</p>`
    }
  </section>`;
}
