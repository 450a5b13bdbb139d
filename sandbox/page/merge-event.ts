/** How a pull request ended, in the conversation. */

import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";
import { moment, person, plain } from "./parts.ts";
import type { PullRequestView } from "./view.ts";

/** Null: it is open. */
export function endOf({ pull }: PullRequestView): { at: Date; shown: Html } | null {
  const { closedAt, mergedBy, mergeCommit, baseRef } = pull;
  if (pull.state === "open" || closedAt === null) return null;
  if (mergedBy === null) {
    return { at: closedAt, shown: html`<p class="commit">${icon("closed")} Closed ${moment(closedAt)}</p>` };
  }
  return {
    at: closedAt,
    shown: html`<p class="commit" id="merged">
      ${icon("merged")}
      <span
        >${person(mergedBy)} merged <code>${(mergeCommit ?? "").slice(0, 7)}</code> into
        <code class="ref">${plain(baseRef)}</code> ${moment(closedAt)}</span
      >
    </p>`,
  };
}
