/** A comment: who, when, what. */

import type { Account, Editable, IssueComment, ReviewComment, Thread } from "../world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { avatar, icon } from "./icons.ts";
import { renderMarkdown } from "./markdown.ts";
import { commentFoot, textForm } from "./comment-foot.ts";
import { count, moment, nameOfAccount, person } from "./parts.ts";
import { showSuggestion } from "./suggestion.ts";
import { href } from "./view.ts";
import type { PullRequestView } from "./view.ts";

/** The description of the pull request, or a comment on it. */
export function showComment(view: PullRequestView, comment: IssueComment): Html {
  const body = renderMarkdown(comment.body);
  const box = commentBox(view, comment, `issuecomment-${comment.id}`, body, commentFoot(view, comment));
  if (comment.minimized === null) return box;
  return html`<details class="folded">
    <summary>
      ${person(comment.author)} commented. This comment was marked as ${comment.minimized.toLowerCase()}.
    </summary>
    ${box}
  </details>`;
}

/** A box with a head and a body, with its author's picture beside it. */
export function commentBox(
  view: PullRequestView,
  comment: Pick<Editable, "author" | "createdAt" | "editor">,
  id: string,
  body: Html,
  foot: Html | null = null,
): Html {
  return html`<article class="comment" id="${id}" data-author="${comment.author.login}">
    ${avatar(comment.author.login, 40)}
    <div class="box">
      <header>
        <span>${person(comment.author)} commented ${moment(comment.createdAt)}</span>
        ${editedMark(comment)} ${authorBadge(view, comment.author)}
      </header>
      <div class="markdown">${body}</div>
      ${foot}
    </div>
  </article>`;
}

const reply = { label: "Answer", save: "Reply", body: "", deletion: null };

/** The comments of a thread; a resolved one is folded. */
export function showThread(view: PullRequestView, thread: Thread): Html {
  const comments = [
    ...thread.comments.map((comment) => threadComment(view, comment)),
    html`<details class="tools answer">
      <summary>Reply</summary>
      ${textForm(href(view.viewer, `${view.path}/threads/${thread.node}/reply`), reply)}
    </details>`,
  ];
  if (thread.resolvedBy === null) return html`<div class="thread">${comments}</div>`;
  return html`<details class="thread resolved">
    <summary>
      ${icon("success")} ${count(thread.comments.length, "comment")}, marked as resolved by
      ${person(thread.resolvedBy)}
    </summary>
    ${comments}
  </details>`;
}

function threadComment(view: PullRequestView, comment: ReviewComment): Html {
  const suggestion = (text: string): Html => showSuggestion(view, comment, text);
  return html`<article
    class="thread-comment"
    id="discussion_r${comment.id}"
    data-author="${comment.author.login}"
  >
    <header>
      ${avatar(comment.author.login, 24)}
      <span>${person(comment.author)} ${moment(comment.createdAt)}</span>
      ${editedMark(comment)} ${authorBadge(view, comment.author)}
    </header>
    <div class="markdown">${renderMarkdown(comment.body, { suggestion })}</div>
    ${commentFoot(view, comment)}
  </article>`;
}

function editedMark({ author, editor }: Pick<Editable, "author" | "editor">): Html | null {
  if (editor === null) return null;
  return html`<span class="quiet"
    >edited${editor === author ? null : html` by ${nameOfAccount(editor)}`}</span
  >`;
}

function authorBadge({ pull }: PullRequestView, author: Account): Html | null {
  return author === pull.author ? html`<span class="badge">author</span>` : null;
}
