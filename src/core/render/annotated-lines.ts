/** A place as GitHub's annotations say it: all ends inclusive, and columns only within one line. */

import type { Place } from "../place.ts";

export interface AnnotatedLines {
  startLine: number;
  endLine: number;
  /** Both null where the annotation spans several lines: GitHub refuses columns there. */
  startColumn: number | null;
  endColumn: number | null;
}

export function annotatedLines({ line, column, endLine, endColumn }: Place): AnnotatedLines {
  if (line === endLine) {
    return { startLine: line, endLine, startColumn: column, endColumn: Math.max(column, endColumn - 1) };
  }
  const last = endColumn === 1 ? Math.max(line, endLine - 1) : endLine;
  return { startLine: line, endLine: last, startColumn: null, endColumn: null };
}
