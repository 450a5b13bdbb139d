/** Searches the files of a commit, one after the other, for what a change takes away. */

import { CodeFile } from "./code-file.ts";
import { isSource, roleOfPath } from "./role-of-path.ts";
import { searchFile } from "./search-file.ts";
import type { Found } from "./search-file.ts";
import { keyOf } from "./spelling.ts";
import type { NameSearch, TreeFindings } from "./usage.ts";
import { patternsOf, wantedOf } from "./wanted.ts";
import type { Wanted } from "./wanted.ts";

export class TreeSearch {
  /** In lower case: a file without any of them, in any case, need not be added. */
  readonly patterns: readonly string[];
  readonly #isMigration: (path: string) => boolean;
  readonly #found: Found[];
  #searched = 0;
  #incomplete: string | null = null;

  constructor(searches: readonly NameSearch[], isMigration: (path: string) => boolean) {
    this.patterns = patternsOf(searches);
    this.#isMigration = isMigration;
    this.#found = searches.map((search) => ({
      id: search.id,
      lines: [],
      count: 0,
      expected: false,
      known: false,
      dynamic: null,
      wanted: wantedOf(search),
      ignored: false,
      reflects: null,
    }));
  }

  /** Whether a file of this path can say anything. */
  wants(path: string): boolean {
    return roleOfPath(path, this.#isMigration) !== "other";
  }

  /** A file that has none of the patterns. */
  pass(path: string): void {
    if (roleOfPath(path, this.#isMigration) === "code") this.#searched++;
  }

  /** A file that could not be searched. `why`: a clause. */
  skip(path: string, why: string): void {
    if (isSource(path) && roleOfPath(path, this.#isMigration) === "code")
      this.leaveOut(`\`${path}\`: ${why}`);
  }

  /** A whole repository that is bound in at this path. */
  skipFolder(path: string): void {
    if (this.wants(`${path}/source`)) this.leaveOut(`\`${path}\` is a submodule`);
  }

  /** Something of which nobody can tell what is in it was left out. */
  leaveOut(why: string): void {
    this.#incomplete ??= why;
  }

  /** A file with its text. */
  add(path: string, text: string): void {
    const role = roleOfPath(path, this.#isMigration);
    if (role === "other") return;
    if (role === "code") this.#searched++;
    const lower = text.toLowerCase();
    if (!this.patterns.some((pattern) => lower.includes(pattern))) return;
    if (role === "schema") {
      for (const found of this.#found) found.known ||= isKnown(found.wanted, lower);
      return;
    }
    const file = new CodeFile(path, text);
    for (const found of this.#found) searchFile(found, file);
  }

  result(): TreeFindings {
    return {
      searched: this.#searched,
      incomplete: this.#incomplete,
      found: this.#found.map(({ id, lines, count, expected, known, dynamic, ignored, reflects }) => ({
        id,
        lines: lines.toSorted((a, b) => b.score - a.score).map(({ line }) => line),
        count,
        expected,
        known,
        dynamic: dynamic ?? (ignored ? null : reflects),
      })),
    };
  }
}

/** A migration names it, whole and not as a part of another word. */
function isKnown({ search }: Wanted, text: string): boolean {
  const name = (search.column ?? search.table).toLowerCase();
  const isPart = (character: string | undefined): boolean => /[\p{L}\p{N}_]/u.test(character ?? "");
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + name.length])) return true;
  }
  return keyOf(name) !== name && text.includes(keyOf(name));
}
