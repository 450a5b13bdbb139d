/** A unified diff as lines that know their numbers. */

export interface DiffLine {
  kind: "context" | "added" | "removed";
  /** The line before, null where there was none. */
  old: number | null;
  /** The line after, null where there is none. */
  new: number | null;
  text: string;
}

export interface DiffHunk {
  /** `@@ -1,2 +1,3 @@ ...` as it stands in the diff. */
  header: string;
  lines: DiffLine[];
}

/** Reads the hunks of one file: what stands before the first `@@` does not count. */
export function readPatch(patch: string): DiffHunk[] {
  const hunks: DiffHunk[] = [];
  let old = 0;
  let next = 0;
  for (const line of patch.split("\n")) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/u.exec(line);
    if (header !== null) {
      [old, next] = [Number(header[1]), Number(header[2])];
      hunks.push({ header: line, lines: [] });
      continue;
    }
    const lines = hunks.at(-1)?.lines;
    if (lines === undefined) continue;
    const text = line.slice(1);
    if (line.startsWith("+")) lines.push({ kind: "added", old: null, new: next++, text });
    else if (line.startsWith("-")) lines.push({ kind: "removed", old: old++, new: null, text });
    else if (line.startsWith(" ")) lines.push({ kind: "context", old: old++, new: next++, text });
  }
  return hunks;
}
