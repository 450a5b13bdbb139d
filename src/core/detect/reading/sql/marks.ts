/** Lines by which frameworks divide one file into the way up and the way down. */

import type { Direction } from "../../../operation.ts";
import type { Section, Wrapping } from "./sections.ts";

/** A line that begins a section; `direction` null ends one without beginning another. */
export interface Mark {
  at: number;
  direction: Direction | null;
  transaction: Wrapping;
}

/** The sections between marks. What stands before the first is run by nobody. */
export function sectionsBetween(text: string, marks: readonly Mark[]): Section[] {
  const found: Section[] = [];
  for (const [index, mark] of marks.entries()) {
    if (mark.direction === null) continue;
    const end = marks[index + 1]?.at ?? text.length;
    found.push({ start: mark.at, end, direction: mark.direction, transaction: mark.transaction });
  }
  return found;
}

/** Every match of a pattern for one line, with its offset. */
export function linesLike(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}
