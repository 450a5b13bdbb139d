/** Lists the folders of a commit that a change can depend on. */

import type { Ask } from "./batch-query.ts";
import { Listing } from "./listing.ts";
import type { Unlisted } from "./listing.ts";
import type { Objects } from "./objects.ts";
import type { Folder } from "./plan-loading.ts";

/** Nobody keeps migrations deeper than this below what was listed at once. */
const rounds = 5;

export function folderAsk(commit: string, { path, levels, texts }: Folder): Ask {
  return { ask: "folder", at: `${commit}:${path}`, levels, texts };
}

/** Adds what one answer has, and returns the folders that it leaves out. Null: there is no such folder. */
export function addFolder(listing: Listing, { path, levels }: Folder, answer: unknown): Unlisted[] {
  const unlisted = answer === null ? [] : listing.addFolder(path, answer);
  // Of a folder that was asked for by itself nobody wants what is below.
  return levels === 1 ? [] : unlisted;
}

/** Adds folders that are wanted whole, and all below them. */
export async function listDeeper(
  objects: Objects,
  listing: Listing,
  folders: readonly Unlisted[],
): Promise<void> {
  let left = folders;
  for (let round = 0; round < rounds && left.length > 0; round++) {
    const answers = await Promise.all(
      left.map(({ oid }) => objects.ask({ ask: "folder", at: oid, levels: 3, texts: [] })),
    );
    left = left.flatMap(({ path }, index) => listing.addFolder(path, answers[index]));
  }
}

/** Folders of a commit by their names alone, with all below those that are wanted whole. */
export async function listFolders(
  objects: Objects,
  commit: string,
  folders: readonly Folder[],
): Promise<Listing> {
  const listing = new Listing();
  const answers = await Promise.all(
    folders.map((folder) => objects.ask(folderAsk(commit, { ...folder, texts: [] }))),
  );
  const deeper = folders.flatMap((folder, index) => addFolder(listing, folder, answers[index]));
  await listDeeper(objects, listing, deeper);
  return listing;
}
