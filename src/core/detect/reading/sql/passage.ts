/** One text on its way through the reader: what its statements share, and what changes from one to the next. */

import { type SqlSource, type Standing, Statement, type Surroundings } from "./statement.ts";
import type { Transactions } from "./transactions.ts";

export interface Passage {
  source: SqlSource;
  around: Surroundings;
  standing: Standing;
  transactions: Transactions;
  /** How many conditions of psql (`\if`) or of a template are open. */
  conditions: number;
  /** How many characters were split again behind broken statements: a bound on the work. */
  again: number;
}

/** A statement of this text as it stands now. */
export function statementAt(
  start: number,
  text: string,
  byte: (byte: number | undefined) => number,
  passage: Passage,
): Statement {
  const { source, around, standing } = passage;
  return new Statement({
    text,
    source,
    start,
    around,
    transaction: passage.transactions.current,
    conditional: standing.conditional || passage.conditions > 0,
    condition: passage.conditions > 0 ? null : standing.condition,
    host: standing.host,
    byte,
  });
}
