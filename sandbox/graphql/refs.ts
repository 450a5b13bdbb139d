/** Branches and tags in the order that is asked for. */

import type { Repository } from "../world.ts";
import { gitOf } from "./resolver.ts";
import type { Context } from "./resolver.ts";
import type { RefSource } from "./sources.ts";

export interface RefOrder {
  field: "ALPHABETICAL" | "TAG_COMMIT_DATE";
  direction: "ASC" | "DESC";
}

export async function sortedRefs(
  context: Context,
  repository: Repository,
  prefix: string,
  order: RefOrder | null | undefined,
): Promise<RefSource[]> {
  const git = gitOf(context, repository);
  const names = [...git.refs.keys()].filter((name) => name.startsWith(prefix)).toSorted();
  const sorted = order?.field === "TAG_COMMIT_DATE" ? await byDate(context, repository, names) : names;
  const directed = order?.direction === "DESC" ? sorted.toReversed() : sorted;
  return directed.map((name) => ({ kind: "Ref", repository, name }));
}

async function byDate(context: Context, repository: Repository, names: readonly string[]): Promise<string[]> {
  const git = gitOf(context, repository);
  const dated = await Promise.all(
    names.map(async (name) => {
      const oid = await git.resolve(name);
      const commit = oid === null ? null : await git.commit(oid);
      return { name, at: commit?.committer.date.getTime() ?? 0 };
    }),
  );
  return dated.toSorted((one, other) => one.at - other.at).map(({ name }) => name);
}
