/** The lines that a thread is about, as they were when it was opened. */

import { readHunks } from "../git/hunks.ts";
import type { Thread } from "../world.ts";

export function commentedLines(thread: Thread): { number: number; text: string }[] {
  const { comments, originalLine, originalStartLine } = thread;
  const first = originalStartLine ?? originalLine;
  return readHunks(comments[0]?.diffHunk ?? "")
    .flatMap((hunk) => hunk.lines)
    .flatMap(({ newLine, text }) => (newLine === null ? [] : [{ number: newLine, text }]))
    .filter(({ number }) => number >= first && number <= originalLine);
}
