/** What is released before a change: the last tag, and the files in it. */

import type { Release } from "../../gather/source.ts";
import type { Repository } from "./repository.ts";

/** Keeps the files of the tags that it has seen: along a history many changes come after the same one. */
export class Releases {
  readonly #repository: Repository;
  readonly #paths = new Map<string, ReadonlySet<string>>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** The last release that the commit comes after, null when there is none. */
  async before(commit: string, globs: readonly string[]): Promise<Release> {
    const tag = await this.#repository.lastTag(commit, globs);
    if (tag === null) return null;
    const paths = this.#paths.get(tag) ?? new Set((await this.#repository.tree(`refs/tags/${tag}`)).paths);
    this.#paths.set(tag, paths);
    return { tag, paths };
  }
}
