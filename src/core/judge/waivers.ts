/** What standing commands do to the problems: those that are waived are taken out. */

import type { Problem } from "../problem.ts";
import type { Waiver } from "../verdict.ts";
import { problemKey } from "./keys.ts";
import type { StandingCommand, StandingResult } from "./standing.ts";
import { whyNotWaivable } from "./waivable.ts";

export interface Waived {
  /** Those that stay. */
  problems: Problem[];
  waivers: Waiver[];
  /** What each `waive` does, by its id. */
  results: Map<string, StandingResult>;
}

/** Several may waive the same problem: each of them stands. */
export function applyWaivers(
  commands: readonly StandingCommand[],
  problems: readonly Problem[],
  today: string,
): Waived {
  const waivers: Waiver[] = [];
  const results = new Map<string, StandingResult>();
  const gone = new Set<Problem>();
  for (const command of commands) {
    if (command.request.verb !== "waive") continue;
    const { result, covers } = waive(command, problems);
    const { until } = command.request;
    const over = until !== null && until < today;
    results.set(command.id, over ? { ...result, covers: [] } : result);
    if (covers.length > 0) waivers.push(waiverOf(command, over ? "expired" : "granted", over ? [] : covers));
    if (!over) for (const problem of covers) gone.add(problem);
  }
  return { problems: problems.filter((problem) => !gone.has(problem)), waivers, results };
}

function waive(
  { id, request, recorded, seen, kinds }: StandingCommand,
  problems: readonly Problem[],
): { result: StandingResult; covers: Problem[] } {
  const { rule } = request;
  const named = problems.filter((problem) => problem.rule === rule && whyNotWaivable(problem.rule) === null);
  const was = recorded ?? seen;
  const isBound = (problem: Problem): boolean => was?.has(problemKey(problem)) === true;
  const bound = named.filter(isBound);
  const [covers, forbidden] = kinds === "all" ? [bound, []] : [[], bound];
  const result = {
    id,
    keys: recorded === null ? bound.map(problemKey) : [...recorded],
    covers: covers.map((problem) => problem.id),
    forbidden: forbidden.map((problem) => problem.id),
    unseen: named.filter((problem) => !isBound(problem)).map((problem) => problem.id),
    needless: [],
  };
  return { result, covers };
}

function waiverOf(
  { by, link, request }: StandingCommand,
  state: Waiver["state"],
  problems: Problem[],
): Waiver {
  const { rule, reason, until } = request;
  return { rule: rule ?? "", reason, until, state, by, link, problems };
}
