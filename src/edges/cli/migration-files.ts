/** The files that a person names on the command line: read as they are, folders walked, the standard input as a file. */

import { readFileSync, readdirSync, statSync, type Stats } from "node:fs";
import { join, resolve } from "node:path";

import type { Content } from "../../core/change.ts";
import { contentOf } from "../../core/content.ts";
import type { Tree } from "../../core/detect/detector.ts";
import { UserError } from "../../core/errors.ts";
import { contentAt, DiskTree, slashes, topOf } from "./disk-tree.ts";

export interface NamedFile {
  /** As the person wrote it, with forward slashes. */
  path: string;
  /** Its path from the top of the checkout around it, by which layouts are recognised. */
  layout: string;
  /** The person named this very file, not a folder above it. */
  named: boolean;
  /** What lies around it, by paths such as `layout`. */
  tree: Tree;
  content(): Content;
}

const skipped = new Set([".git", "node_modules", ".venv", "__pycache__"]);

/** The files behind the arguments, folders in sorted order. Throws `UserError` for a path that is not there. */
export function* namedFiles(
  cwd: string,
  paths: readonly string[],
  wanted: (path: string) => boolean,
): Generator<NamedFile> {
  for (const path of paths) {
    const full = resolve(cwd, path);
    const status = statusOf(path, full);
    const folder = status.isDirectory() ? full : resolve(full, "..");
    const tree = new DiskTree(topOf(folder), folder);
    if (status.isDirectory()) yield* walk(path, full, tree, wanted);
    else yield fileAt(path, full, tree, true);
  }
}

function statusOf(path: string, full: string): Stats {
  try {
    return statSync(full);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new UserError(`There is no file ${path}.`);
    throw new UserError(`${path} could not be opened (${code ?? "unknown"}).`, { cause });
  }
}

/** The standard input, under the name that it is given. */
export function standardInput(name: string): NamedFile {
  const tree = { paths: [], text: () => null };
  return { path: name, layout: name, named: true, tree, content: () => contentOf(readFileSync(0)) };
}

function* walk(
  path: string,
  full: string,
  tree: DiskTree,
  wanted: (path: string) => boolean,
): Generator<NamedFile> {
  const entries = readdirSync(full, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  tree.add(full, entries);
  for (const entry of entries) {
    const inner = path === "." ? entry.name : join(path, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) {
      yield* walk(inner, join(full, entry.name), tree, wanted);
    } else if (entry.isFile() && wanted(entry.name)) {
      yield fileAt(inner, join(full, entry.name), tree, false);
    }
  }
}

function fileAt(path: string, full: string, tree: DiskTree, named: boolean): NamedFile {
  return { path: slashes(path), layout: tree.path(full), named, tree, content: () => contentAt(full) };
}
