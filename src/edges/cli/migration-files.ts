/** The files that a person names on the command line: read as they are, folders walked, the standard input as a file. */

import { lstatSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

import type { Content } from "../../core/change.ts";
import { contentOf, sizeLimit, tooLarge } from "../../core/content.ts";
import { UserError } from "../../core/errors.ts";

export interface NamedFile {
  /** As the person wrote it, with forward slashes. */
  path: string;
  /** Its path from the top of the checkout around it, by which layouts are recognised. */
  layout: string;
  /** The person named this very file, not a folder above it. */
  named: boolean;
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
    const status = statSync(full, { throwIfNoEntry: false });
    if (status === undefined) throw new UserError(`There is no file ${path}.`);
    const top = checkoutOf(status.isDirectory() ? full : resolve(full, ".."));
    if (status.isDirectory()) yield* walk(path, full, top, wanted);
    else yield fileAt(path, full, top, true);
  }
}

/** The standard input, under the name that it is given. */
export function standardInput(name: string): NamedFile {
  return { path: name, layout: name, named: true, content: () => contentOf(readFileSync(0)) };
}

function* walk(
  path: string,
  full: string,
  top: string,
  wanted: (path: string) => boolean,
): Generator<NamedFile> {
  const entries = readdirSync(full, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inner = path === "." ? entry.name : join(path, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) {
      yield* walk(inner, join(full, entry.name), top, wanted);
    } else if (entry.isFile() && wanted(entry.name)) {
      yield fileAt(inner, join(full, entry.name), top, false);
    }
  }
}

function fileAt(path: string, full: string, top: string, named: boolean): NamedFile {
  return {
    path: slashes(path),
    layout: slashes(relative(top, full)),
    named,
    content: () => contentAt(full),
  };
}

function contentAt(full: string): Content {
  try {
    const { size } = statSync(full);
    return size > sizeLimit ? { unread: tooLarge(size) } : contentOf(readFileSync(full));
  } catch (cause) {
    return { unread: `it could not be opened (${(cause as NodeJS.ErrnoException).code ?? "unknown"})` };
  }
}

/** The nearest folder above that holds `.git`, else the root of the disk. */
function checkoutOf(folder: string): string {
  for (let at = folder; ; at = resolve(at, "..")) {
    if (lstatSync(join(at, ".git"), { throwIfNoEntry: false }) !== undefined) return at;
    if (at === resolve(at, "..")) return at;
  }
}

function slashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
