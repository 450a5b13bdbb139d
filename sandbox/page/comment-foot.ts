/** What stands below a text: the reactions to it, and how it is changed. */

import { reactionContents } from "../state/reactions.ts";
import type { IssueComment, Reaction, ReactionContent, Review, ReviewComment } from "../world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";
import type { IconName } from "./icons.ts";
import { nameOfAccount } from "./parts.ts";
import { href } from "./view.ts";
import type { PullRequestView } from "./view.ts";

const signs: Record<ReactionContent, IconName> = {
  THUMBS_UP: "thumbs-up",
  THUMBS_DOWN: "thumbs-down",
  LAUGH: "laugh",
  HOORAY: "hooray",
  CONFUSED: "confused",
  HEART: "heart",
  ROCKET: "rocket",
  EYES: "eyes",
};

/** Null: there is nothing to show, and nothing that the person who looks may do. */
export function commentFoot(view: PullRequestView, text: IssueComment | Review | ReviewComment): Html | null {
  const { reactions, author } = text;
  const mayChange = author === view.viewer.account || view.mayPush;
  if (reactions.length === 0 && !mayChange) return null;
  return html`<footer class="foot">
    ${reactions.length === 0 ? null : showReactions(reactions)} ${mayChange ? tools(view, text) : null}
  </footer>`;
}

function showReactions(reactions: readonly Reaction[]): Html {
  const groups = reactionContents.map((content) => ({
    content,
    by: reactions.filter((each) => each.content === content),
  }));
  return html`<p class="reactions">
    ${groups
      .filter(({ by }) => by.length > 0)
      .map(({ content, by }) => {
        const label = `${signs[content].replace("-", " ")} by ${by.map((each) => nameOfAccount(each.by)).join(", ")}`;
        return html`<span class="reaction" title="${label}"
          >${icon(signs[content], label)} ${by.length}</span
        > `;
      })}
  </p>`;
}

function tools(view: PullRequestView, text: IssueComment | Review | ReviewComment): Html {
  const path = `${view.path}/comments/${text.id}`;
  // What was said with a verdict stays, once it was submitted.
  const deletion = "state" in text ? null : href(view.viewer, `${path}/delete`);
  return html`<details class="tools">
    <summary>Edit</summary>
    ${textForm(href(view.viewer, `${path}/edit`), { label: "Changed words", save: "Save", body: text.body, deletion })}
  </details>`;
}

interface TextForm {
  label: string;
  save: string;
  body: string;
  /** The address that deletes the text. */
  deletion: string | null;
}

/** A form for one text. */
export function textForm(action: string, { label, save, body, deletion }: TextForm): Html {
  // The first line feed in a text area is not part of its text.
  const text = `\n${body}`;
  const rows = Math.min(16, Math.max(3, text.split("\n").length));
  return html`<form class="text" method="post" action="${action}">
    <textarea name="body" rows="${rows}" aria-label="${label}" required>${text}</textarea>
    <div class="buttons">
      <button class="button plain">${save}</button>
      ${deletion === null ? null : html`<button class="button plain" formaction="${deletion}" formnovalidate>Delete</button>`}
    </div>
  </form>`;
}
