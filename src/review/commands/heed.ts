/** Heeds the new commands of one pull request: does what they ask, and says what is to be written about them. */

import type { ReviewPlan } from "../../core/render/pull-request/pages.ts";
import { GitHubTrouble } from "../github.ts";
import type { CommentChange, GitHubRepository, TroubleKind } from "../github.ts";
import type { Judged } from "../judge-pull-request.ts";
import type { ReviewLog, ReviewPorts } from "../ports.ts";
import { onceDoer } from "./do-once.ts";
import { takeCommands } from "./take.ts";
import type { Turn } from "./turn.ts";
import { commandChanges } from "./write.ts";

/** Throws `GitHubTrouble`. */
export async function heed(
  judged: Judged,
  turn: Turn,
  plan: Pick<ReviewPlan, "note">,
  repository: GitHubRepository,
  ports: Pick<ReviewPorts, "log" | "pages">,
  today: string,
): Promise<CommentChange[]> {
  if (!turn.news) return [];
  const { number, repository: own } = judged.state;
  const about = { repository: own.id, number };
  const taken = await takeCommands(judged, turn, today, onceDoer(judged, plan, repository, ports, about));
  const counts = { done: 0, mistaken: 0, refused: 0, ended: turn.said.ended.length };
  for (const { outcome } of taken) counts[outcome]++;
  ports.log.info({ ...about, ...counts }, "commands");
  return commandChanges(judged.state, turn, taken);
}

/** Kinds of trouble that stop no review where nothing is missed. What comes after it meets those that last. */
const passedOver: ReadonlySet<TroubleKind> = new Set(["forbidden", "refused", "transient"]);

/** What nobody misses when GitHub does not do it. */
export async function quietly(
  repository: Pick<GitHubRepository, "changeComments">,
  changes: readonly CommentChange[],
  log: ReviewLog,
): Promise<void> {
  try {
    await repository.changeComments(changes);
  } catch (cause) {
    if (!(cause instanceof GitHubTrouble) || !passedOver.has(cause.kind)) throw cause;
    log.warn({ kind: cause.kind }, "reactions could not be written");
  }
}
