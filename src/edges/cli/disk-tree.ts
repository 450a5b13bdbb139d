/** The files around those that a person names, as far as readers ask for them: settings of a framework, and files by which a layout is known. */

import { type Dirent, lstatSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";

import type { Content } from "../../core/change.ts";
import { contentOf, sizeLimit, tooLarge } from "../../core/content.ts";
import type { Tree } from "../../core/detect/detector.ts";
import { isNoMigration } from "../../core/detect/reading/sql/no-migration.ts";

/** Outside of a checkout so many folders above the named one are looked at. */
const levels = 4;

/** The nearest folder above that holds `.git`; without one a few folders up, but none whose name would make all below it tests. */
export function topOf(folder: string): string {
  for (let at = folder; ; at = resolve(at, "..")) {
    if (lstatSync(join(at, ".git"), { throwIfNoEntry: false }) !== undefined) return at;
    if (at === resolve(at, "..")) break;
  }
  let top = folder;
  for (let level = 0; level < levels; level += 1) {
    const above = resolve(top, "..");
    if (above === top || (level > 0 && isNoMigration(`${basename(top)}/x.sql`))) break;
    top = above;
  }
  return top;
}

export class DiskTree implements Tree {
  readonly #top: string;
  readonly #names = new Set<string>();
  #sorted: string[] | null = null;

  /** `folder` is the one that was named, or that holds the named file; it lies in `top`. */
  constructor(top: string, folder: string) {
    this.#top = top;
    for (let at = folder; ; at = resolve(at, "..")) {
      this.add(at, entriesOf(at));
      if (at === top || at === resolve(at, "..")) break;
    }
  }

  /** Sorted, from the top. */
  get paths(): readonly string[] {
    this.#sorted ??= [...this.#names].toSorted((a, b) => (a < b ? -1 : 1));
    return this.#sorted;
  }

  text(path: string): string | null {
    if (!this.#names.has(path)) return null;
    const content = contentAt(join(this.#top, path));
    return "text" in content ? content.text : null;
  }

  /** The files of a folder on this disk. */
  add(folder: string, entries: readonly Dirent[]): void {
    const prefix = this.path(folder);
    for (const entry of entries)
      if (entry.isFile()) this.#names.add(prefix === "" ? entry.name : `${prefix}/${entry.name}`);
    this.#sorted = null;
  }

  /** A path on this disk, from the top. */
  path(full: string): string {
    return slashes(relative(this.#top, full));
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The text of a file on this disk, or why it has none. */
export function contentAt(full: string): Content {
  try {
    const status = statSync(full);
    // Reading a pipe or a device may never end.
    if (!status.isFile()) return { unread: "it is no regular file" };
    const { size } = status;
    return size > sizeLimit ? { unread: tooLarge(size) } : contentOf(readFileSync(full));
  } catch (cause) {
    return { unread: `it could not be opened (${(cause as NodeJS.ErrnoException).code ?? "unknown"})` };
  }
}

export function slashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
