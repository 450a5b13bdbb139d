/** The files of a change on both of its sides. */

import type { Content } from "../core/change.ts";
import type { ChangeSource } from "./source.ts";

/** A file at the merge base; null when it is not there. */
export async function atBase(source: ChangeSource, path: string): Promise<Content | null> {
  const entry = source.tree.entry(path);
  return entry === null ? null : source.content(entry);
}

/** A file at the head; null when it is not there. */
export async function atHead(source: ChangeSource, path: string): Promise<Content | null> {
  const changed = source.files.find((file) => file.path === path);
  if (changed !== undefined) return changed.after === null ? null : source.content(changed.after);
  const gone = source.files.some((file) => file.oldPath === path);
  return gone ? null : atBase(source, path);
}

/** The text, null when there is none to read. */
export function textOf(content: Content | null): string | null {
  return content !== null && "text" in content ? content.text : null;
}
