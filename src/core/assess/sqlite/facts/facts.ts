/** All facts about SQLite, and how one is found. */

import type { Kind } from "../../../operation.ts";
import type { Fact } from "../fact.ts";
import { columnFacts } from "./columns.ts";
import { rewrittenFacts } from "./rewritten.ts";
import { absentFacts, tableFacts } from "./tables.ts";

export const allFacts: readonly Fact[] = [...columnFacts, ...tableFacts, ...rewrittenFacts, ...absentFacts];

const byVariant = Map.groupBy(allFacts, ({ kind, variant }) => `${kind}, ${variant}`);

/** The rows of a variant, by version. Throws when there is none: a fault of ours. */
export function factsOf(kind: Kind, variant: string): readonly Fact[] {
  const found = byVariant.get(`${kind}, ${variant}`);
  if (found === undefined) throw new Error(`no fact for ${kind}, ${variant}`);
  return found;
}
