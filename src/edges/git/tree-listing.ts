/** The files of one revision: paths and blob ids, no content. */

import type { ChangedFile, Entry } from "../../gather/source.ts";
import { fields, pathText } from "./path-bytes.ts";

/** Can be moved along a history, one change after the other, without asking git again. */
export class TreeListing {
  readonly #entries: Map<string, Entry>;
  #sorted: readonly string[] | null = null;

  constructor(entries: Map<string, Entry>) {
    this.#entries = entries;
  }

  /** All paths, sorted by their text. The array is never changed; a moved listing gives another. */
  get paths(): readonly string[] {
    return (this.#sorted ??= [...this.#entries.keys()].toSorted());
  }

  entry(path: string): Entry | null {
    return this.#entries.get(path) ?? null;
  }

  /** The listing after a change: this one moves. */
  apply(files: readonly ChangedFile[]): void {
    for (const { path, oldPath, after } of files) {
      if (oldPath === null && after !== null) continue;
      this.#entries.delete(oldPath ?? path);
      this.#sorted = null;
    }
    for (const { path, after } of files) {
      if (after === null) continue;
      if (!this.#entries.has(path)) this.#sorted = null;
      this.#entries.set(path, after);
    }
  }
}

/** Reads `git ls-tree -r -z`. */
export function readTree(output: Buffer): TreeListing {
  const entries = new Map<string, Entry>();
  for (const field of fields(output)) {
    const tab = field.indexOf(9);
    const [mode = "", , id = ""] = field.toString("latin1", 0, tab).split(" ");
    entries.set(pathText(field.subarray(tab + 1)), { mode, id, disk: null });
  }
  return new TreeListing(entries);
}
