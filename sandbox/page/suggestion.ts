/** A suggested change in a review comment: what stands there, what would stand there, and the button that commits it. */

import type { ReviewComment } from "../world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { commentedLines } from "./commented-lines.ts";
import { button, plain } from "./parts.ts";
import { href } from "./view.ts";
import type { PullRequestView } from "./view.ts";

/** The block that stands for a fenced `suggestion`. */
export function showSuggestion(view: PullRequestView, comment: ReviewComment, text: string): Html {
  const after = text === "" ? [] : text.replace(/\n$/u, "").split("\n");
  return html`<div class="suggestion">
    <div class="suggestion-title">Suggested change</div>
    <table class="lines">
      <colgroup>
        <col class="numbers" />
        <col />
      </colgroup>
      <tbody>
        ${commentedLines(comment.thread).map((line) => row("removed", line.number, line.text))}
        ${after.map((line) => row("added", null, line))}
      </tbody>
    </table>
    <div class="suggestion-foot">${foot(view, comment)}</div>
  </div>`;
}

function foot(view: PullRequestView, { id, thread }: ReviewComment): Html {
  if (thread.line === null) return html`<span class="quiet">This suggestion is outdated.</span>`;
  if (thread.resolvedBy !== null) return html`<span class="quiet">The conversation is resolved.</span>`;
  if (view.pull.state !== "open") return html`<span class="quiet">The pull request is closed.</span>`;
  const action = href(view.viewer, `${view.path}/suggestions/${id}`);
  return button(action, "Commit suggestion", "main");
}

function row(kind: "added" | "removed", number: number | null, text: string): Html {
  return html`<tr class="${kind}">
    <td class="line-number" data-number="${number ?? ""}"></td>
    <td class="code"><code>${plain(text)}</code></td>
  </tr>`;
}
