/** Writes the comments of one pull request. What cannot be commented is told by the check instead. */

import { planReview } from "../core/render/pull-request/plan-review.ts";
import type { JudgedPullRequest, ReviewPlan } from "../core/render/pull-request/pages.ts";
import { commentWork } from "./comment-changes.ts";
import type { ServingNote, Wants } from "./comment-changes.ts";
import { GitHubTrouble } from "./github.ts";
import type { CommentChange, GitHubRepository } from "./github.ts";
import type { Judged } from "./judge-pull-request.ts";
import { lackWords } from "./lack-words.ts";
import type { ReviewLog } from "./ports.ts";
import { namedIn } from "./grants.ts";
import { policyOf } from "./judge-pull-request.ts";

/** A draft is not talked at before it is ready, and `monitor` only looks; whoever asks for the note gets it, and what was posted is kept up to date. */
export function wantsOf({ verdict, state }: Judged, asked: boolean): Wants {
  const comments = (verdict.mode === "warn" || verdict.mode === "enforce") && !state.draft;
  const speaks = comments || state.noteComment !== null;
  return { comments, note: asked ? "always" : speaks ? "when-missing" : "never" };
}

/** Nothing is missed without them. */
const unneeded = new Set<CommentChange["do"] | undefined>(["resolve", "react"]);

/** `said`: what commands ask for beside the comments. The pull request as the check shows it: after a refusal without comments, and with a sentence that says why. */
export async function writeComments(
  judged: Judged,
  plan: ReviewPlan,
  repository: GitHubRepository,
  wants: Wants,
  said: readonly CommentChange[],
  log: ReviewLog,
): Promise<JudgedPullRequest> {
  const { state, facts, verdict, remarks } = judged;
  const { post, changes: own } = commentWork(state, plan, wants, servingNote(judged));
  const changes = [...own, ...said];
  const named = namedIn(policyOf(state));
  try {
    if (post.length > 0) {
      await repository.postReview(state.number, state.head.oid, post);
    }
    const refused = changes.length === 0 ? [] : await repository.changeComments(changes);
    const others = refused.filter(({ index }) => !unneeded.has(changes[index]?.do));
    if (others.length > 0) log.warn({ refused: others.length }, "some comments could not be changed");
    return { facts, verdict, plan, remarks, ...named };
  } catch (cause) {
    if (!(cause instanceof GitHubTrouble) || (cause.kind !== "forbidden" && cause.kind !== "refused")) {
      throw cause;
    }
    log.warn({ kind: cause.kind, err: cause }, "comments could not be written");
    const why = cause.kind === "forbidden" ? lackWords(cause) : `GitHub refused them: ${cause.message}`;
    const said = `Comments could not be written here, so everything is told in this check: ${why}.`;
    const without = planReview(verdict, facts, { comments: false, note: "never" });
    return { facts, verdict, plan: without, remarks: [...remarks, said], ...named };
  }
}

/** The note that serves the change, if one does; `lacking`: it is there, and something of it is still wrong. */
function servingNote({ verdict }: Judged): ServingNote {
  const notes = new Set(verdict.notes.map(({ path }) => path));
  const wrong = verdict.problems.some(({ severity, place }) => severity === "error" && notes.has(place.path));
  return { path: verdict.notes[0]?.path ?? null, lacking: wrong };
}
