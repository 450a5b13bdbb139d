/** The last release that a commit comes after: the nearest tag by commits, as `git describe` finds it. */

import { isRelease } from "../../gather/release-name.ts";
import type { Release } from "../../gather/source.ts";
import { at, isAt, listAt, needNumber, needText, textAt } from "./json.ts";
import { listFolders } from "./load-listing.ts";
import type { Objects } from "./objects.ts";
import type { Folder } from "./plan-loading.ts";
import { wholeTree } from "./whole-tree.ts";

interface Tag {
  name: string;
  /** The commit that it stands for. */
  commit: string;
  /** When that was committed, milliseconds since the epoch. */
  date: number;
  annotated: boolean;
}

/** So many tags are compared at a time. */
const atOnce = 20;
/** Where none of so many is before the commit, releases are made on branches that never come back to it. */
const mostCompared = 100;
/** So many pages of a hundred tags are looked through. */
const pageLimit = 20;
/** A commit comes after what is older than it, but clocks differ: in milliseconds. */
const tolerance = 24 * 60 * 60 * 1000;

export interface ReleaseRequest {
  repository: { owner: string; name: string };
  mergeBase: string;
  /** When it was committed, milliseconds since the epoch. */
  date: number;
  /** The answer to the question for tags. */
  tags: unknown;
  /** Where to look in the release; null: everywhere. */
  folders: readonly Folder[] | null;
  globs: readonly string[];
}

export async function lastRelease(objects: Objects, request: ReleaseRequest): Promise<Release> {
  const { mergeBase, date, globs } = request;
  let page: unknown = request.tags;
  let asked = 0;
  for (let count = 1; ; count++) {
    const candidates = listAt(page, "tags", "nodes")
      .flatMap(tagOf)
      .filter((tag) => isRelease(tag.name, globs) && !(tag.date > date + tolerance));
    // Those whose distance came with the page cost nothing, and are mostly enough.
    const told = namesTold(page);
    const first = candidates.findIndex(({ name }) => !told.has(name));
    let start = 0;
    for (let end = first === -1 ? candidates.length : first; start < candidates.length; end += atOnce) {
      const tag = await nearest(objects, mergeBase, candidates.slice(start, end), page);
      if (tag !== null)
        return { tag: tag.name, commit: tag.commit, paths: await pathsAt(objects, request, tag) };
      asked += end - start;
      if (asked >= mostCompared) return null;
      start = end;
    }
    const after = textAt(page, "tags", "pageInfo", "endCursor");
    if (count >= pageLimit || after === null || !isAt(page, "tags", "pageInfo", "hasNextPage")) return null;
    page = await objects.ask({ ask: "tags", commit: mergeBase, compared: 0, after });
  }
}

function namesTold(page: unknown): ReadonlySet<string> {
  return new Set(listAt(page, "compared", "nodes").map((ref) => needText(ref, "name")));
}

function tagOf(node: unknown): Tag[] {
  const kind = textAt(node, "target", "__typename");
  const target = kind === "Tag" ? at(node, "target", "target") : at(node, "target");
  if (textAt(target, "__typename") !== "Commit") return [];
  return [
    {
      name: needText(node, "name"),
      commit: needText(target, "oid"),
      date: Date.parse(needText(target, "committedDate")),
      annotated: kind === "Tag",
    },
  ];
}

/** Of the tags that the commit comes after the one with the fewest commits between; of equals the annotated one, then the newest. `page` may know some of the distances. */
async function nearest(
  objects: Objects,
  mergeBase: string,
  tags: readonly Tag[],
  page: unknown,
): Promise<Tag | null> {
  const { distances } = objects.memory;
  const told = new Map(listAt(page, "compared", "nodes").map((ref) => [needText(ref, "name"), ref]));
  const found = await Promise.all(
    tags.map(async (tag) => {
      const key = `${objects.client.id.id} ${tag.commit} ${mergeBase}`;
      const remembered = distances.get(key);
      const known = remembered === undefined ? distanceOf(told.get(tag.name)) : remembered;
      const ask = { ask: "distance", tag: `refs/tags/${tag.name}`, commit: mergeBase } as const;
      const distance = known === undefined ? (distanceOf(await objects.ask(ask)) ?? null) : known;
      distances.set(key, distance);
      return { tag, distance };
    }),
  );
  let best: { tag: Tag; distance: number } | null = null;
  for (const { tag, distance } of found) {
    if (distance === null) continue;
    const better =
      best === null ||
      distance < best.distance ||
      (distance === best.distance && tag.annotated && !best.tag.annotated);
    if (better) best = { tag, distance };
  }
  return best?.tag ?? null;
}

/** Null: the commit does not come after the tag; undefined: GitHub does not say. */
function distanceOf(ref: unknown): number | null | undefined {
  const comparison = at(ref, "compare");
  if (comparison === null || comparison === undefined) return undefined;
  return needNumber(comparison, "behindBy") === 0 ? needNumber(comparison, "aheadBy") : null;
}

/** A release does not change, so it is listed once. */
async function pathsAt(
  objects: Objects,
  { folders, repository }: ReleaseRequest,
  { commit }: Tag,
): Promise<ReadonlySet<string>> {
  const { released } = objects.memory;
  const key = JSON.stringify([objects.client.id.id, commit, folders]);
  const known = released.get(key);
  if (known !== undefined) return known;
  const paths =
    folders === null
      ? new Set((await wholeTree(objects.client, repository, commit))?.keys())
      : new Set((await listFolders(objects, commit, folders)).paths);
  released.set(key, paths);
  return paths;
}
