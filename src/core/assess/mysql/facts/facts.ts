/** All facts about MySQL and MariaDB, and how one is found. */

import type { Kind } from "../../../operation.ts";
import type { Fact, MysqlName } from "../fact.ts";
import { columnFacts } from "./columns.ts";
import { keyFacts } from "./keys.ts";
import { objectFacts } from "./objects.ts";
import { tableFacts } from "./tables.ts";

export const allFacts: readonly Fact[] = [...tableFacts, ...columnFacts, ...keyFacts, ...objectFacts];

const byVariant = Map.groupBy(allFacts, ({ engine, kind, variant }) => `${engine}, ${kind}, ${variant}`);

/** The one that holds on a version. Throws when there is none: a fault of ours. */
export function factOf(engine: MysqlName, kind: Kind, variant: string, version: number): Fact {
  const found = byVariant
    .get(`${engine}, ${kind}, ${variant}`)
    ?.find((fact) => version >= fact.from && (fact.before === null || version < fact.before));
  if (found === undefined) throw new Error(`no fact for ${engine} ${version}, ${kind}, ${variant}`);
  return found;
}

/** The versions at which something changes, in order. */
export function versionsOf(engine: MysqlName): number[] {
  const own = allFacts.filter((fact) => fact.engine === engine).map(({ from }) => from);
  return [...new Set(own)].toSorted((a, b) => a - b);
}
