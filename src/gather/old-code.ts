/** Has the code of the previous release searched, only for a change that takes away something that it could use. */

import { assessChange, runsHere } from "../core/assess-change.ts";
import { mayBeSchema } from "../core/detect/declared/registry.ts";
import { languageOf } from "../core/detect/language-of.ts";
import { otherFramework } from "../core/detect/other-frameworks.ts";
import type { InspectInput } from "../core/inspect.ts";
import type { Policy } from "../core/judge/policy.ts";
import { migrationChanges } from "../core/migration-changes.ts";
import { mayBeSearched, searchesFor } from "../core/usage/searches-for.ts";
import { youngerThan } from "../core/usage/usage-of.ts";
import type { OldCode } from "../core/usage/usage.ts";
import { Claims } from "./claims.ts";
import type { ChangeSource, Release } from "./source.ts";

/** `release`: undefined when nobody asked for it yet. Null: there is nothing to look for, or nowhere. */
export async function searchOldCode(
  source: ChangeSource,
  policy: Policy,
  { migrations, base }: Pick<InspectInput, "migrations" | "base">,
  release: Release | undefined,
): Promise<OldCode[] | null> {
  if (source.search === undefined || policy.mode === "off") return null;
  const read = migrations.flatMap(({ after }) => after?.reading.operations ?? []);
  if (!read.some(mayBeSearched)) return null;
  const operations = assessChange(migrationChanges(migrations, base), base, policy);
  const searches = searchesFor(
    operations.filter((operation) => runsHere(operation, policy)),
    base,
  );
  if (searches.length === 0) return null;
  const { paths } = source.tree;
  const claims = await Claims.load(source, policy, paths, paths);
  const isMigration = (path: string): boolean =>
    claims.maybe(path) || isOnlySchema(path) || otherFramework(path, (other) => claims.has(other)) !== null;
  const known = release === undefined ? await source.release(policy.releaseTags) : release;
  const first = { searches, tree: await source.search(searches, isMigration, known) };
  const younger = youngerThan(first);
  if (younger.length === 0) return [first];
  return [first, { searches: younger, tree: await source.search(younger, isMigration, null) }];
}

/** Prisma's client reads and writes whatever its models declare: there the schema is code as well. */
function isOnlySchema(path: string): boolean {
  return mayBeSchema(path, []) && languageOf(path) !== "prisma";
}
