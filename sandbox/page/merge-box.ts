/** The box at the end of the conversation: what the reviews and the checks say about merging. */

import type { CheckRun } from "../world.ts";
import { passes } from "./check-runs.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { conclusionIcon, icon } from "./icons.ts";
import { button, count, plain } from "./parts.ts";
import { reviewersOf } from "./reviewers.ts";
import { href } from "./view.ts";
import type { PullRequestView } from "./view.ts";

export function mergeBox(view: PullRequestView): Html {
  const { pull } = view;
  const bad = view.checks.filter((run) => run.status === "completed" && !passes(run));
  const state = bad.length > 0 ? "failure" : view.checks.length === 0 ? "none" : "passed";
  return html`<section class="merge-box ${state}" aria-label="Checks and reviews">
    ${pull.state === "merged" ? mergedRow() : reviewRow(view)}
    <div class="merge-row">
      ${bad.length > 0 ? icon("failure") : icon(view.checks.length === 0 ? "pending" : "success")}
      <div>
        <h2>${headline(view, bad.length)}</h2>
        <p class="quiet">${sums(view)}</p>
      </div>
    </div>
    ${view.checks.map(
      (run) =>
        html`<div
          class="merge-check"
          data-check="${run.name}"
          data-conclusion="${run.conclusion ?? run.status}"
        >
          ${conclusionIcon(run.status, run.conclusion)}
          <p>
            <strong>${plain(run.name)}</strong>
            ${run.title === null ? null : html`<span class="quiet">&mdash; ${plain(run.title)}</span>`}
          </p>
          <a href="${href(view.viewer, `${view.path}/checks?check_run_id=${run.id}`)}">Details</a>
        </div>`,
    )}
    ${pull.state === "open" && !pull.draft && view.mayPush ? mergeButton(view) : null}
  </section>`;
}

function mergedRow(): Html {
  return html`<div class="merge-row">
    ${icon("merged")}
    <div>
      <h2>Pull request merged</h2>
      <p class="quiet">Its checks stay as they were.</p>
    </div>
  </div>`;
}

function mergeButton({ viewer, path }: PullRequestView): Html {
  return html`<div class="merge-row">
    ${button(href(viewer, `${path}/merge`), "Merge pull request", "plain")}
  </div>`;
}

function headline(view: PullRequestView, bad: number): string {
  if (view.checks.length === 0) return "No check has run yet";
  return bad === 0 ? "All checks have passed" : "Some checks were not successful";
}

function sums(view: PullRequestView): string {
  const sums = new Map<string, number>();
  for (const run of view.checks) {
    const name = run.status === "completed" ? wordOf(run) : "pending";
    sums.set(name, (sums.get(name) ?? 0) + 1);
  }
  return [...sums].map(([name, sum]) => count(sum, `${name} check`)).join(", ");
}

function wordOf(run: CheckRun): string {
  if (run.conclusion === "success") return "successful";
  return passes(run) ? "neutral" : "failing";
}

function reviewRow({ pull }: PullRequestView): Html {
  const opinions = reviewersOf(pull);
  const refused = opinions.filter(({ state }) => state === "CHANGES_REQUESTED");
  const approved = opinions.filter(({ state }) => state === "APPROVED");
  const [sign, words] =
    refused.length > 0
      ? (["failure", "Changes requested"] as const)
      : approved.length > 0
        ? (["success", "Changes approved"] as const)
        : (["pending", "Waiting for a review"] as const);
  const logins = (refused.length > 0 ? refused : approved).map(({ login }) => login);
  return html`<div class="merge-row">
    ${icon(sign)}
    <div>
      <h2>${words}</h2>
      <p class="quiet">${logins.length === 0 ? "Nobody has approved yet" : `by ${logins.join(", ")}`}</p>
    </div>
  </div>`;
}
