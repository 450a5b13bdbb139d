/** The files of one commit, as far as its folders were listed. */

import type { Entry, FileTree } from "../../gather/source.ts";
import { modeOf } from "./blob.ts";
import { at, listAt, needText, textAt } from "./json.ts";

/** A folder that was not looked into. */
export interface Unlisted {
  path: string;
  oid: string;
}

export class Listing implements FileTree {
  readonly #entries = new Map<string, Entry>();
  #sorted: readonly string[] | null = null;

  get paths(): readonly string[] {
    return (this.#sorted ??= [...this.#entries.keys()].toSorted());
  }

  entry(path: string): Entry | null {
    return this.#entries.get(path) ?? null;
  }

  add(path: string, entry: Entry): void {
    if (!this.#entries.has(path)) this.#sorted = null;
    this.#entries.set(path, entry);
  }

  /** Adds a folder with what the answer has of its folders; the folders that it does not have are returned. */
  addFolder(folder: string, tree: unknown): Unlisted[] {
    const unlisted: Unlisted[] = [];
    for (const entry of listAt(tree, "entries")) {
      const name = needText(entry, "name");
      const path = folder === "" ? name : `${folder}/${name}`;
      const oid = needText(entry, "oid");
      if (textAt(entry, "type") !== "tree") this.add(path, { mode: modeOf(entry), id: oid, disk: null });
      else if (at(entry, "object", "entries") === undefined) unlisted.push({ path, oid });
      else unlisted.push(...this.addFolder(path, at(entry, "object")));
    }
    return unlisted;
  }
}
