/** All facts about PostgreSQL, and how one is found. */

import type { Kind } from "../../../operation.ts";
import type { Fact } from "../fact.ts";
import { columnFacts } from "./columns.ts";
import { constraintFacts } from "./constraints.ts";
import { dataFacts } from "./data.ts";
import { indexFacts } from "./indexes.ts";
import { objectFacts } from "./objects.ts";
import { tableFacts } from "./tables.ts";

export const allFacts: readonly Fact[] = [
  ...tableFacts,
  ...columnFacts,
  ...indexFacts,
  ...constraintFacts,
  ...objectFacts,
  ...dataFacts,
];

const byVariant = new Map<Kind, Map<string, Fact[]>>();
for (const fact of allFacts) {
  const variants = byVariant.get(fact.kind) ?? new Map<string, Fact[]>();
  byVariant.set(fact.kind, variants);
  variants.set(fact.variant, [...(variants.get(fact.variant) ?? []), fact]);
}

/** The rows of a variant, by version. Throws when there is none: a fault of ours. */
export function factsOf(kind: Kind, variant: string): readonly Fact[] {
  const found = byVariant.get(kind)?.get(variant);
  if (found === undefined) throw new Error(`no fact for ${kind}, ${variant}`);
  return found;
}
