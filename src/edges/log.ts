/** The log: a static message, data in the object, on the standard error stream. */

import { destination, pino, type Logger } from "pino";

export type { Logger };

/** Writes at once, so that nothing is lost when the process ends. */
export function createLog(level: string): Logger {
  return pino({ level, base: null }, destination({ dest: 2, sync: true }));
}
