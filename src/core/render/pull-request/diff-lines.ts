/** The lines of the head that a diff shows: GitHub takes comments nowhere else. */

import type { Hunk } from "./pages.ts";

const header = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/;

/**
 * The head's lines of each hunk of a unified patch as GitHub's API gives it, in the order of the patch. A hunk that only takes lines away shows none;
 * of a patch that was cut off, the lines that are there count. Whatever is no such patch gives none.
 */
export function hunksOf(patch: string): Hunk[] {
  const lines = patch.split("\n");
  const hunks: Hunk[] = [];
  for (let at = 0; at < lines.length; at++) {
    const found = header.exec(lines[at] as string);
    if (found === null) continue;
    const start = Number(found[1]);
    const shown = shownLines(lines, at + 1, Number(found[2] ?? 1));
    if (shown > 0 && start > 0 && Number.isSafeInteger(start + shown)) {
      hunks.push({ start, end: start + shown - 1 });
    }
  }
  return hunks;
}

/** Whether all lines, both inclusive, are in one of the hunks. */
export function isShown(hunks: readonly Hunk[], first: number, last: number): boolean {
  return hunks.some(({ start, end }) => start <= first && last <= end);
}

/** How many of the lines that the header promises of the head are really there. */
function shownLines(lines: readonly string[], from: number, promised: number): number {
  let shown = 0;
  for (let at = from; at < lines.length && shown < promised; at++) {
    const line = lines[at] as string;
    const first = line.charAt(0);
    if (first === "@") break;
    // An editor that trims lines leaves an empty one for empty context.
    if (first === " " || first === "+" || (line === "" && at < lines.length - 1)) shown += 1;
  }
  return shown;
}
