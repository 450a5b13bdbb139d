/** What a session is told by one text for the texts behind it: `foreign_key_checks` and `sql_mode`. */

import { spellingOf } from "./dialect.ts";
import type { Dialect, Spelling } from "./dialect.ts";

export interface SessionSettings {
  /** Null: nothing was said, or it is not known whether it was. */
  foreignKeyChecks: boolean | null;
  spelling: Spelling;
}

export function sessionSettings(dialect: Dialect): SessionSettings {
  return { foreignKeyChecks: null, spelling: spellingOf(dialect) };
}

/** Keeps what a text said; `conditional`: whether the text runs is not known, so that what it changes is not known behind it. */
export function keepSettings(kept: SessionSettings, said: SessionSettings, conditional: boolean): void {
  if (!conditional) {
    kept.foreignKeyChecks = said.foreignKeyChecks;
    Object.assign(kept.spelling, said.spelling);
  } else if (kept.foreignKeyChecks !== said.foreignKeyChecks) kept.foreignKeyChecks = null;
}
