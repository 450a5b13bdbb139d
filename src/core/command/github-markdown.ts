/** What GitHub adds to Markdown, as far as it makes something else of the text of a paragraph: tables, footnotes and text struck out. */

/** Of the lines of a paragraph the first that is of a table: a row of dashes makes the line above it a head, and all below it rows. -1: there is none. */
export function tableStart(lines: readonly string[]): number {
  const row = lines.findIndex((line, at) => at > 0 && /^[\s|:-]+$/u.test(line) && line.includes("-"));
  return row === -1 ? -1 : row - 1;
}

/** Of the lines of a paragraph, or of what looks like the definition of a link, the first that is of a footnote. -1: there is none. */
export function footnoteStart(lines: readonly string[]): number {
  return lines.findIndex((line) => /^\s*\[\^[^\]\s]+\]:/u.test(line));
}

/** From where to where the text of a paragraph is struck out by `~` or `~~`. */
export function struckOut(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  const open = new Map<number, number>();
  const plain = text.replaceAll(/\\[!-/:-@[-`{-~]/gu, "xx");
  for (const { 0: mark, index: at } of plain.matchAll(/~+/gu)) {
    const start = open.get(mark.length);
    if (start !== undefined && isWord(plain[at - 1])) {
      ranges.push([start, at]);
      open.delete(mark.length);
    } else if (mark.length <= 2 && isWord(plain[at + mark.length])) open.set(mark.length, at);
  }
  return ranges;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && !/\s/u.test(character);
}
