/** Where plain SQL migrations lie, by the path and its neighbours alone. */

import type { Tree } from "../../detector.ts";
import { isNoMigration } from "../../reading/sql/no-migration.ts";
import { fileName, folderOf, foldersOf } from "../../reading/sql/path.ts";

const FOLDER =
  /^(?:.+[-_.])?(?:migrations?|migrate|schema[-_]?changes?|upgrades?|deltas?|evolutions?)(?:[-_.].+)?$/;
/** Names that say little by themselves: beside a database's files, or with versions in them, they are migrations. */
const WEAK_FOLDER =
  /^(?:(?:db|sql|schema)[-_])?(?:updates?|changes|changesets?|patch|patches|versioned|alterations?)$/;
const DATABASE_FOLDER =
  /^(?:sql|db|database|databases|schema|schemas|postgres(?:ql)?|pgsql|timescale(?:db)?)$/;
const VERSION_FOLDER = /^v?\d+(?:[._]\d+)*$/;

const NUMBERED = /^[vV]?\d/;
/** At least three digits, or a date: such a name orders files. */
const ORDERED = /^[vV]?(?:\d{3,}|\d+(?:[._]\d+)+)(?:[-_. ].*)?\.sql$/;
/** Marks in the text decide about a file that only its time stamp speaks for. */
const STAMPED = /^\d{10,}[-_].*\.sql$/i;
const NEVER = /^(?:schema|structure|dump|seeds?|queries|fixtures?|latest)\b/i;
const CHECKS = new Set(["verify", "check", "checks"]);
/** `pgmq--1.0--1.1.sql`: what ALTER EXTENSION ... UPDATE runs. */
const EXTENSION = /^(?:[^/]+--)?(\d[\w.]*)--(\d[\w.]*)\.sql$/;

/** So many ordered files together are no accident. */
const ROW = 3;

/** `certain`: the path is enough; `stamped`: the text must have marks. */
export function standingOf(path: string, tree: Tree): "certain" | "stamped" | null {
  if (isNoMigration(path)) return null;
  const folders = foldersOf(path);
  const name = fileName(path);
  if (folders.some((folder) => CHECKS.has(folder))) return null;
  if (EXTENSION.test(name)) return "certain";
  if (!NEVER.test(name) && (isInFolder(folders, name) || isInWeakFolder(folders, name))) return "certain";
  if (isVersioned(folders)) return "certain";
  const stamped = STAMPED.test(name);
  if (DATABASE_FOLDER.test(folders.at(-1) ?? "") && ORDERED.test(name) && (stamped || isInRow(path, tree)))
    return "certain";
  return stamped ? "stamped" : null;
}

/** Whether the name is that of an extension's update, and which way it goes; null: it is none. */
export function extensionUpdate(path: string): "up" | "down" | null {
  const match = EXTENSION.exec(fileName(path));
  if (match === null) return null;
  const [, from = "", to = ""] = match;
  return from.localeCompare(to, "en", { numeric: true }) > 0 ? "down" : "up";
}

/** A file without a number must lie in the folder itself, or in its `up`, `down` or `sqls`. */
function isInFolder(folders: readonly string[], name: string): boolean {
  const at = folders.findLastIndex((folder) => FOLDER.test(folder));
  return at !== -1 && (NUMBERED.test(name) || folders.length - at <= 2);
}

function isInWeakFolder(folders: readonly string[], name: string): boolean {
  const at = folders.findLastIndex((folder) => WEAK_FOLDER.test(folder));
  if (at === -1) return false;
  if (ORDERED.test(name)) return true;
  return folders.length - at <= 2 && folders.slice(0, at).some((folder) => DATABASE_FOLDER.test(folder));
}

/** `versioned/v1.2/schema.sql`: there the whole folder is one migration. */
function isVersioned(folders: readonly string[]): boolean {
  return WEAK_FOLDER.test(folders.at(-2) ?? "") && VERSION_FOLDER.test(folders.at(-1) ?? "");
}

/** At least so many files of the folder have such a name. `paths` is sorted. */
function isInRow(path: string, { paths }: Tree): boolean {
  const folder = `${folderOf(path)}/`;
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] as string) < folder) low = middle + 1;
    else high = middle;
  }
  let found = 0;
  for (let at = low; at < Math.min(paths.length, low + 100) && found < ROW; at += 1) {
    const other = paths[at] as string;
    if (!other.startsWith(folder)) break;
    if (ORDERED.test(other.slice(folder.length))) found += 1;
  }
  return found >= ROW;
}
