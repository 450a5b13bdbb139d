/** How long a statement waits for its locks at most, where the migration says it with `lock_timeout` or `statement_timeout`. */

import type { IdentifiedOperation } from "../../operation.ts";

/** More than this is no bound to those who queue behind it. */
const longest = 60_000;

/** Null when nothing, or nothing that helps, bounds it. */
export function waitingBound({ timeouts }: IdentifiedOperation): { words: string } | null {
  if (timeouts === undefined) return null;
  const { lock, statement } = timeouts;
  const byLock = lock !== null && (statement === null || lock <= statement);
  const milliseconds = byLock ? lock : statement;
  if (milliseconds === null || milliseconds > longest) return null;
  const time = milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
  return { words: `at most ${time} (${byLock ? "lock_timeout" : "statement_timeout"})` };
}
