/** The hunks of a unified patch, with the numbers of their lines on both sides. */

export interface HunkLine {
  kind: "context" | "added" | "removed";
  /** Null on the side that does not have the line. */
  oldLine: number | null;
  newLine: number | null;
  text: string;
}

export interface Hunk {
  header: string;
  lines: HunkLine[];
}

export function readHunks(patch: string): Hunk[] {
  const hunks: Hunk[] = [];
  let oldLine = 0;
  let newLine = 0;
  for (const line of patch.split("\n")) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/u.exec(line);
    if (header !== null) {
      oldLine = Number(header[1]);
      newLine = Number(header[2]);
      hunks.push({ header: line, lines: [] });
      continue;
    }
    const text = line.slice(1);
    const lines = hunks.at(-1)?.lines;
    if (line.startsWith("+")) lines?.push({ kind: "added", oldLine: null, newLine: newLine++, text });
    else if (line.startsWith("-")) lines?.push({ kind: "removed", oldLine: oldLine++, newLine: null, text });
    else if (line.startsWith(" "))
      lines?.push({ kind: "context", oldLine: oldLine++, newLine: newLine++, text });
  }
  return hunks;
}
