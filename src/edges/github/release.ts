/** The last release that a commit comes after: the nearest tag by commits, as `git describe` finds it. */

import { isRelease } from "../../gather/release-name.ts";
import type { Release } from "../../gather/source.ts";
import { at, listAt, needNumber, needText, textAt } from "./json.ts";
import { listFolders } from "./load-listing.ts";
import type { Objects } from "./objects.ts";
import type { Folder } from "./plan-loading.ts";
import { wholeTree } from "./whole-tree.ts";

interface Tag {
  name: string;
  /** The commit that it stands for. */
  commit: string;
  annotated: boolean;
}

/** So many tags are compared at a time. */
const atOnce = 20;

export interface ReleaseRequest {
  repository: { owner: string; name: string };
  mergeBase: string;
  /** The answer to the question for tags. */
  tags: unknown;
  /** Where to look in the release; null: everywhere. */
  folders: readonly Folder[] | null;
  globs: readonly string[];
}

export async function lastRelease(objects: Objects, request: ReleaseRequest): Promise<Release> {
  const { mergeBase, tags, globs } = request;
  const { id } = objects.client.id;
  const { distances } = objects.memory;
  const candidates = listAt(tags, "tags", "nodes")
    .flatMap(tagOf)
    .filter(({ name }) => isRelease(name, globs));
  const key = (tag: Tag): string => `${id} ${tag.commit} ${mergeBase}`;
  const byName = new Map(candidates.map((tag) => [tag.name, tag]));
  for (const compared of listAt(tags, "compared", "nodes")) {
    const tag = byName.get(needText(compared, "name"));
    const distance = distanceOf(compared);
    if (tag !== undefined && distance !== undefined) distances.set(key(tag), distance);
  }
  // Those that were compared already come first, and are enough when one of them is a release before the commit.
  const first = candidates.findIndex((tag) => distances.get(key(tag)) === undefined);
  const ends = [first === -1 ? candidates.length : first];
  for (let end = (ends[0] ?? 0) + atOnce; end < candidates.length + atOnce; end += atOnce) ends.push(end);
  for (const end of ends) {
    const some = candidates.slice(0, end);
    await Promise.all(
      some.map(async (tag) => {
        if (distances.get(key(tag)) !== undefined) return;
        const answer = await objects.ask({
          ask: "distance",
          tag: `refs/tags/${tag.name}`,
          commit: mergeBase,
        });
        distances.set(key(tag), distanceOf(answer) ?? null);
      }),
    );
    const tag = nearest(some, (each) => distances.get(key(each)) ?? null);
    if (tag !== null) return { tag: tag.name, paths: await pathsAt(objects, request, tag) };
  }
  return null;
}

function tagOf(node: unknown): Tag[] {
  const kind = textAt(node, "target", "__typename");
  const target = kind === "Tag" ? at(node, "target", "target") : at(node, "target");
  if (textAt(target, "__typename") !== "Commit") return [];
  return [{ name: needText(node, "name"), commit: needText(target, "oid"), annotated: kind === "Tag" }];
}

/** Null: the commit does not come after the tag; undefined: GitHub does not say. */
function distanceOf(ref: unknown): number | null | undefined {
  const comparison = at(ref, "compare");
  if (comparison === null || comparison === undefined) return undefined;
  return needNumber(comparison, "behindBy") === 0 ? needNumber(comparison, "aheadBy") : null;
}

/** Of equals the annotated one, then the newest. */
function nearest(tags: readonly Tag[], distance: (tag: Tag) => number | null): Tag | null {
  let best: { tag: Tag; commits: number } | null = null;
  for (const tag of tags) {
    const commits = distance(tag);
    if (commits === null) continue;
    const better =
      best === null ||
      commits < best.commits ||
      (commits === best.commits && tag.annotated && !best.tag.annotated);
    if (better) best = { tag, commits };
  }
  return best?.tag ?? null;
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
