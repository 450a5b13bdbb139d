/** The head of a pull request's pages: its title, its state, what it wants, and the tabs. */

import { worstOf } from "./check-runs.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { conclusionIcon, icon } from "./icons.ts";
import { count, person, plain } from "./parts.ts";
import { href } from "./view.ts";
import type { PullRequestView } from "./view.ts";

export type Tab = "conversation" | "checks" | "files";

/** Title, state and tabs; `current` is the page that is open. */
export function pullRequestHead(view: PullRequestView, current: Tab): Html {
  const { pull } = view;
  return html`<div class="pull-head">
      <h1>${plain(pull.title)} <span class="number">#${pull.number}</span></h1>
      <p class="wants">
        ${statePill(view)}
        <span
          >${person(pull.mergedBy ?? pull.author)} ${pull.state === "merged" ? "merged" : "wants to merge"}
          ${count(view.commits.length, "commit")} into <code class="ref">${plain(pull.baseRef)}</code> from
          <code class="ref">${headName(view)}</code></span
        >
      </p>
    </div>
    <nav class="tabs">${tabs(view, current)}</nav>`;
}

function headName({ pull, repository }: PullRequestView): Html {
  if (pull.headRepository === repository) return plain(pull.headRef);
  return plain(`${pull.headRepository?.owner.login ?? "unknown repository"}:${pull.headRef}`);
}

function statePill({ pull }: PullRequestView): Html {
  if (pull.state === "merged") return html`<span class="pill merged">${icon("merged")} Merged</span>`;
  if (pull.state === "closed") return html`<span class="pill closed">${icon("closed")} Closed</span>`;
  if (pull.draft) return html`<span class="pill draft">${icon("open")} Draft</span>`;
  return html`<span class="pill open">${icon("open")} Open</span>`;
}

function tabs(view: PullRequestView, current: Tab): Html[] {
  const { pull, path } = view;
  const worst = worstOf(view.checks);
  const talk = pull.comments.length + pull.threads.reduce((sum, thread) => sum + thread.comments.length, 0);
  const entries: [Tab, string, Html, string, number][] = [
    ["conversation", path, icon("comment"), "Conversation", talk],
    [
      "checks",
      `${path}/checks`,
      worst === undefined ? icon("pending") : conclusionIcon(worst.status, worst.conclusion),
      "Checks",
      view.checks.length,
    ],
    ["files", `${path}/files`, icon("file"), "Files changed", view.files.length],
  ];
  return entries.map(
    ([tab, target, sign, name, number]) =>
      html`<a href="${href(view.viewer, target)}" ${tab === current ? html`aria-current="page"` : null}
        >${sign} ${name} <span class="counter">${number}</span></a
      >`,
  );
}
