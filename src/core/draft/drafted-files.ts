/** The note files that a verdict's fixes write or mend, as whole texts. */

import { applyEdits } from "../edits.ts";
import { gapForm } from "../note/emptiness.ts";
import type { Verdict } from "../verdict.ts";

export interface DraftedFile {
  path: string;
  text: string;
  /** The file is not there yet. */
  fresh: boolean;
  /** The questions that only a person can answer, in the order of the text. */
  gaps: string[];
}

/** Only notes: a fix of a migration or a policy is not the draft's to make. `source` gives the text that is there. */
export function draftedFiles(verdict: Verdict, source: (path: string) => string | null): DraftedFile[] {
  const edits = verdict.problems.flatMap((problem) => problem.fix?.edits ?? []);
  const paths = new Set(edits.map((edit) => edit.place.path));
  const known = new Set(verdict.notes.map((note) => note.path));
  return [...paths].flatMap((path) => {
    const before = source(path);
    if (before !== null && !known.has(path)) return [];
    const own = edits.filter((edit) => edit.place.path === path);
    const { text } = applyEdits(path, before ?? "", own);
    return text === before ? [] : [{ path, text, fresh: before === null, gaps: gapsOf(text) }];
  });
}

function gapsOf(text: string): string[] {
  return text.match(new RegExp(gapForm, "g")) ?? [];
}
