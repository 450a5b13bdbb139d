/** What it would cost to parse a text as Markdown: the parser's time grows with the square of what means something to it. */

/** Texts within both limits took at most a third of a second, whatever stood in them. */
const mostMarks = 2000;
/** Of marks inside lines, times the length: each may be sought to the end of the text. */
const mostSearch = 5_000_000;

/** `text`: with `\n` only. */
export function isCheap(text: string): boolean {
  let marks = 0;
  let inside = 0;
  for (const line of text.split("\n")) {
    const start = /^[\s>*+\-\d.)#]*/u.exec(line)?.[0].length ?? 0;
    marks += 1 + start / 2;
    inside += line.length - line.replaceAll(/[*_`<[\]!&\\]/gu, "").length;
    if (marks + inside > mostMarks || inside * text.length > mostSearch) return false;
  }
  return true;
}
