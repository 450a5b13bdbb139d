/** *Checks*: what a check run says, its buttons, and its notes on lines. */

import type { CheckRun } from "../world.ts";
import { showAnnotation } from "./annotation.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { conclusionIcon } from "./icons.ts";
import { renderMarkdown } from "./markdown.ts";
import { anchorOf, button, count, moment, plain } from "./parts.ts";
import { pullRequestHead } from "./pull-request-head.ts";
import { href } from "./view.ts";
import type { PullRequestView } from "./view.ts";

/** `chosen` is the run that is open; without it the first one. */
export function checksPage(view: PullRequestView, chosen: number | null): Html {
  const run = view.checks.find(({ id }) => id === chosen) ?? view.checks[0];
  return html`${pullRequestHead(view, "checks")}
  ${
    run === undefined
      ? html`<p class="empty">No check has run on ${view.pull.headOid.slice(0, 7)}.</p>`
      : html`<div class="checks">
          <nav class="check-list" aria-label="Check runs">
            ${view.checks.map((each) => listed(view, each, each === run))}
          </nav>
          ${showRun(view, run)}
        </div>`
  }`;
}

function listed(view: PullRequestView, run: CheckRun, current: boolean): Html {
  const target = href(view.viewer, `${view.path}/checks?check_run_id=${run.id}`);
  return html`<a href="${target}" ${current ? html`aria-current="page"` : null}
    >${conclusionIcon(run.status, run.conclusion)} <span>${plain(run.name)}</span></a
  >`;
}

function showRun(view: PullRequestView, run: CheckRun): Html {
  const path = `${view.path}/checks/${run.id}`;
  return html`<article
    class="check-run"
    id="check-run-${run.id}"
    data-conclusion="${run.conclusion ?? run.status}"
  >
    <header>
      ${conclusionIcon(run.status, run.conclusion)}
      <div>
        <h2>${plain(run.name)}</h2>
        <p class="quiet">
          ${run.conclusion ?? run.status} on <code>${run.headSha.slice(0, 7)}</code>, by ${run.suite.app.name}
          ${run.completedAt === null ? null : html`at ${moment(run.completedAt)}`}
        </p>
      </div>
      <div class="buttons">
        ${run.actions.map(({ label, description, identifier }) =>
          button(
            href(view.viewer, `${path}/actions/${encodeURIComponent(identifier)}`),
            label,
            "plain",
            description,
          ),
        )}
        ${button(href(view.viewer, `${path}/rerequest`), "Re-run", "plain", "Run this check again")}
      </div>
    </header>
    ${run.title === null ? null : html`<h3 class="check-title">${plain(run.title)}</h3>`}
    ${run.summary === null ? null : html`<div class="markdown check-summary">${renderMarkdown(run.summary)}</div>`}
    ${run.text === null ? null : html`<div class="markdown check-text">${renderMarkdown(run.text)}</div>`}
    ${run.annotations.length === 0 ? null : showAnnotations(view, run)}
  </article>`;
}

function showAnnotations(view: PullRequestView, run: CheckRun): Html {
  return html`<section class="annotations">
    <h3>${count(run.annotations.length, "annotation")}</h3>
    ${run.annotations.map((annotation) => {
      const line = { side: "RIGHT", number: annotation.start_line } as const;
      const anchor = anchorOf(annotation.path, line);
      return showAnnotation(run, annotation, href(view.viewer, `${view.path}/files#${anchor}`));
    })}
  </section>`;
}
