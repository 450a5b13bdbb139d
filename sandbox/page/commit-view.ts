/** A commit in the conversation. */

import type { Commit } from "../git/objects.ts";
import { lastRuns, worstOf } from "./check-runs.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { avatar, conclusionIcon, icon } from "./icons.ts";
import { plain } from "./parts.ts";
import type { PullRequestView } from "./view.ts";

export function showCommit(view: PullRequestView, commit: Commit): Html {
  const author = view.loginOf(commit.author.email) ?? commit.author.name;
  const [subject = ""] = commit.message.split("\n");
  const run = worstOf(lastRuns(view.repository, commit.oid));
  return html`<p class="commit" id="commit-${commit.oid}">
    ${icon("commit")} ${avatar(author, 20)} <span class="commit-subject">${plain(subject)}</span>
    ${run === undefined ? null : conclusionIcon(run.status, run.conclusion)}
    <code class="quiet">${commit.oid.slice(0, 7)}</code>
  </p>`;
}
