/** Finds what was merged in a repository since a day. */

import { at, isAt, needList, needText, textAt } from "./json.ts";
import { listQuery } from "./merged-query.ts";
import type { PersonClient } from "./person-client.ts";

interface Wanted {
  owner: string;
  name: string;
  /** UTC, `YYYY-MM-DD`. */
  since: string;
}

/** The node ids of what was merged since then. A pull request that changes meanwhile moves to the start of the list, so that is looked at again. */
export async function mergedSince(
  client: PersonClient,
  wanted: Wanted,
  mostPages: number,
): Promise<{ repository: string; ids: string[]; cut: boolean }> {
  const first = await walk(client, wanted, wanted.since, mostPages);
  const { repository, newest, ids, cut } = first;
  const again = newest === null ? first : await walk(client, wanted, newest, mostPages);
  return { repository, ids: [...new Set([...ids, ...again.ids])], cut: cut || again.cut };
}

/** The last changed first, back to `until`: a day or a time. */
async function walk(client: PersonClient, { owner, name, since }: Wanted, until: string, mostPages: number) {
  const ids: string[] = [];
  let newest: string | null = null;
  for (let page = 0, cursor: string | null = null; ; page++) {
    const { data } = await client.graphql(listQuery, { owner, name, at: cursor }, () => false);
    const repository = needText(data, "repository", "nameWithOwner");
    const list = at(data, "repository", "pullRequests");
    for (const node of needList(list, "nodes")) {
      const updatedAt = needText(node, "updatedAt");
      newest ??= updatedAt;
      if (updatedAt < until) return { repository, ids, newest, cut: false };
      if ((textAt(node, "mergedAt") ?? "") >= since) ids.push(needText(node, "id"));
    }
    if (!isAt(list, "pageInfo", "hasNextPage")) return { repository, ids, newest, cut: false };
    if (page + 1 === mostPages) return { repository, ids, newest, cut: true };
    cursor = needText(list, "pageInfo", "endCursor");
  }
}
