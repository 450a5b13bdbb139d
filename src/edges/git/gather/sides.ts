/** A change and what it stands on, before anything of it is loaded. */

import type { Content } from "../../../core/change.ts";
import type { ChangedFile } from "../entry.ts";
import type { Repository } from "../repository.ts";
import type { TreeListing } from "../tree-listing.ts";

export interface Sides {
  repository: Repository;
  /** What differs between the merge base and the head. */
  files: readonly ChangedFile[];
  /** The files of the merge base. */
  tree: TreeListing;
  /** The commit of the merge base. */
  base: string;
  /** A file at the tip of the base branch; null when it is not there. */
  tip: (path: string) => Promise<Content | null>;
}

/** A file at the merge base; null when it is not there. */
export async function atBase(sides: Sides, path: string): Promise<Content | null> {
  const entry = sides.tree.entry(path);
  return entry === null ? null : sides.repository.content(entry);
}

/** A file at the head; null when it is not there. */
export async function atHead(sides: Sides, path: string): Promise<Content | null> {
  const changed = sides.files.find((file) => file.path === path);
  if (changed !== undefined) return changed.after === null ? null : sides.repository.content(changed.after);
  const gone = sides.files.some((file) => file.oldPath === path);
  return gone ? null : atBase(sides, path);
}

/** The text, null when there is none to read. */
export function textOf(content: Content | null): string | null {
  return content !== null && "text" in content ? content.text : null;
}
