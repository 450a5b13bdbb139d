/** Links to lines: to the diff where it shows them, else to the file at the head. */

import { createHash } from "node:crypto";

import { isWholeFile, type Place } from "../../place.ts";
import { isShown } from "./diff-lines.ts";
import { type Inline, type Words, link } from "./markdown/nodes.ts";
import type { FileNames } from "./file-names.ts";
import type { PullRequestFacts } from "./pages.ts";

/** The anchor of a file in the diff of its pull request. */
export function diffAnchor(
  { url }: Pick<PullRequestFacts, "url">,
  path: string,
  line: number | null,
): string {
  const file = `${url}/files#diff-${createHash("sha256").update(path).digest("hex")}`;
  return line === null ? file : `${file}R${line}`;
}

/** A file that the head does not have is shown by the diff alone. */
export function placeLink(facts: PullRequestFacts, place: Place, ...words: readonly Words[]): Inline {
  const { path, line } = place;
  const hunks = facts.hunks.get(path) ?? [];
  if (isWholeFile(place) && facts.hunks.has(path)) return link(diffAnchor(facts, path, null), ...words);
  if (isShown(hunks, line, line)) return link(diffAnchor(facts, path, line), ...words);
  return link(fileUrl(facts.base.url, facts.head.oid, place), ...words);
}

/** The file at a commit. `base`: the repository that the pull request is for, which shows its commits also when the fork is gone. */
export function fileUrl(base: string, commit: string, place: Place): string {
  const segments = place.path.toWellFormed().split("/").map(encodeURIComponent).join("/");
  const anchor = isWholeFile(place) ? "" : `#L${place.line}`;
  return `${base}/blob/${encodeURIComponent(commit)}/${segments}${anchor}`;
}

/** `8f2c_drop_legacy.py:21`, linked. */
export function shortPlace(facts: PullRequestFacts, place: Place, nameOf: FileNames): Inline {
  return placeLink(facts, place, withLine(nameOf(place.path), place));
}

/** The same for a column of a table, which a long name would make wider than the page. */
export function narrowPlace(facts: PullRequestFacts, place: Place, nameOf: FileNames): Inline {
  const name = [...nameOf(place.path)];
  const narrow =
    name.length <= widest
      ? name
      : [...name.slice(0, widest - shownEnd - 1), "\u2026", ...name.slice(-shownEnd)];
  return placeLink(facts, place, withLine(narrow.join(""), place));
}

/** In characters. */
const widest = 32;
const shownEnd = 10;

function withLine(name: string, place: Place): string {
  return isWholeFile(place) ? name : `${name}:${place.line}`;
}
