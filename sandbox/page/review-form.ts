/** Where the person who looks writes a comment or a review. */

import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { avatar } from "./icons.ts";
import { href } from "./view.ts";
import type { PullRequestView } from "./view.ts";

export function showForm(view: PullRequestView): Html {
  const { account } = view.viewer;
  const reviews = account !== view.pull.author && view.pull.state === "open";
  return html`<form class="comment write" method="post" action="${href(view.viewer, `${view.path}/reviews`)}">
    ${avatar(account.login, 40)}
    <div class="box">
      <header>
        <span>Write as <strong class="person">${account.login}</strong></span>
      </header>
      <textarea
        name="body"
        rows="3"
        aria-label="Text"
        placeholder="${reviews ? "A comment, or the words of a review" : "A comment"}"
      ></textarea>
      <div class="buttons">
        ${
          reviews
            ? html`<button class="button plain" name="do" value="CHANGES_REQUESTED">Request changes</button>
                <button class="button main" name="do" value="APPROVED">Approve</button>`
            : null
        }
        <button class="button ${reviews ? "plain" : "main"}" name="do" value="comment">Comment</button>
      </div>
    </div>
  </form>`;
}
