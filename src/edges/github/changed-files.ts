/** The files of a change as a gatherer wants them. */

import type { ChangedFile, Entry } from "../../gather/source.ts";
import { modeOf } from "./blob.ts";
import type { Row } from "./compare.ts";
import { needText } from "./json.ts";
import type { Commits, LoadedAhead } from "./load-ahead.ts";
import type { Objects } from "./objects.ts";
import { renameLimit, similarity } from "./similarity.ts";

/** In the order of their paths, as git lists them. */
export function changedFiles(
  rows: readonly Row[],
  { mergeBase, head }: Pick<Commits, "mergeBase" | "head">,
  entries: LoadedAhead["entries"],
  objects: Objects,
): ChangedFile[] {
  const files = rows.flatMap(({ path, oldPath, status }) => {
    const before = status === "added" ? null : entryAt(entries, mergeBase, oldPath ?? path);
    const after = status === "removed" ? null : entryAt(entries, head, path);
    const file = { path, oldPath, before, after };
    if (oldPath === null || before === null || after === null || isRename(before, after, objects))
      return [file];
    return [
      { path: oldPath, oldPath: null, before, after: null },
      { path, oldPath: null, before: null, after },
    ];
  });
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** What was not asked for is named by its commit and path, to be asked for when it is wanted. */
function entryAt(entries: LoadedAhead["entries"], commit: string, path: string): Entry {
  const name = `${commit}:${path}`;
  const entry = entries.get(name) ?? null;
  if (entry === null) return { mode: "100644", id: name, disk: null };
  return { mode: modeOf(entry), id: needText(entry, "oid"), disk: null };
}

/** Where a text is not known, GitHub's word counts. */
function isRename(before: Entry, after: Entry, objects: Objects): boolean {
  if (before.id === null || after.id === null || before.id === after.id) return true;
  const [old, fresh] = [objects.known(before.id), objects.known(after.id)];
  if (old === undefined || fresh === undefined || !("text" in old) || !("text" in fresh)) return true;
  return similarity(old.text, fresh.text) >= renameLimit;
}
