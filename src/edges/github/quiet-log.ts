/** What the libraries that speak with GitHub may log. */

import type { Logger } from "../log.ts";

/** Only warnings: below them, they write whole requests, with the texts of strangers. */
export function quietLog(log: Logger): Logger {
  return log.child({}, { level: log.isLevelEnabled("warn") ? "warn" : log.level });
}
