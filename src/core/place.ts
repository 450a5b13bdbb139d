/** Where something stands in a file, and how places of an inner text map to the file around it. */

/** Lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Place {
  path: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Turns offsets (UTF-16 units) of one text into places. Built once per text: O(text), then O(log lines) per place. */
export class Lines {
  readonly path: string;
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(path: string, text: string) {
    this.path = path;
    this.#length = text.length;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** The line and column of an offset; an offset outside the text counts as its nearest end. */
  position(offset: number): { line: number; column: number } {
    const at = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.#starts[low] as number) + 1 };
  }

  /** The offset of a line and column, both from 1. */
  offset(line: number, column: number): number {
    const start = this.#starts[Math.min(Math.max(line, 1), this.#starts.length) - 1] as number;
    return Math.min(start + column - 1, this.#length);
  }

  place(start: number, end: number): Place {
    const from = this.position(start);
    const to = this.position(Math.max(end, start));
    return { path: this.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}

/** The place of a whole file, for what is true of it and of no line in it. */
export function wholeFile(path: string): Place {
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** Whether a place stands for its whole file. */
export function isWholeFile({ line, column, endLine, endColumn }: Place): boolean {
  return line === 1 && column === 1 && endLine === 1 && endColumn === 1;
}

/** Sorts by path, then by start. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
