/** Applies the edits of fixes to a text. */

import { Lines } from "./place.ts";
import type { Edit } from "./problem.ts";

/** The text with all edits of one file applied. Edits that overlap an earlier one (by place) are left out; `skipped` counts them. */
export function applyEdits(
  path: string,
  text: string,
  edits: readonly Edit[],
): { text: string; skipped: number } {
  const lines = new Lines(path, text);
  const ranges = edits
    .filter((edit) => edit.place.path === path)
    .map((edit) => ({
      start: lines.offset(edit.place.line, edit.place.column),
      end: lines.offset(edit.place.endLine, edit.place.endColumn),
      text: edit.text,
    }))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let at = 0;
  let skipped = 0;
  for (const range of ranges) {
    if (range.start < at) {
      skipped += 1;
      continue;
    }
    result += text.slice(at, range.start) + range.text;
    at = range.end;
  }
  return { text: result + text.slice(at), skipped };
}
