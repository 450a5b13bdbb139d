/** Which paths are notes, and which look like notes but are never read by reno. */

import type { Finding } from "../problem.ts";
import { renoId } from "./file-name.ts";
import type { NoteSettings } from "./note.ts";

/** Whether reno reads the file: `*.yaml` in the notes directory or anywhere below it, whatever `allow_subdirectories` says (that option is for `reno new`). */
export function isNotePath(path: string, settings: NoteSettings): boolean {
  return path.endsWith(".yaml") && isInDirectory(path, settings) && !isIgnoredByReno(path, settings);
}

/** Whether the author meant it as a note although reno passes over it: `.yml`, `.yaml.txt`, `.YAML`, in the notes directory. */
export function looksLikeNote(path: string, settings: NoteSettings): boolean {
  if (!isInDirectory(path, settings) || isNotePath(path, settings) || isIgnoredByReno(path, settings))
    return false;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /\.ya?ml(?:\W|$)/i.test(name) || /-[0-9a-f]{16}(?:\.\w+)?$/i.test(name);
}

/** `ignore_notes` names files or ids; reno compares ids. */
export function isIgnoredByReno(path: string, settings: NoteSettings): boolean {
  return settings.ignored.length > 0 && settings.ignored.some((ignored) => renoId(ignored) === renoId(path));
}

/** What keeps reno from the file, without a place; null when nothing does. */
export function whyNotFound(path: string, settings: NoteSettings): Omit<Finding, "place"> | null {
  if (!looksLikeNote(path, settings)) return null;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return {
    rule: "note-is-found",
    severity: "error",
    subject: path,
    message: `reno reads only files that end in \`.yaml\`, and passes over ${name}. Rename it.`,
  };
}

function isInDirectory(path: string, settings: NoteSettings): boolean {
  return settings.directories.some((directory) => path.startsWith(`${directory}/`));
}
