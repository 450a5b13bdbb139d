/** What it would cost to parse a text as Markdown: the parser's time grows with the square of what means something to it. */

/** Texts within all limits took at most 0.2 s on a machine with nothing else to do, whatever stood in them. */
const mostMarks = 1200;
/** Of marks inside lines, times the length: each may be sought to the end of the text. */
const mostSearch = 5_000_000;
/** Quotes and lists in each other, opened by one line. */
const deepest = 50;

/** `text`: with `\n` only. */
export function isCheap(text: string): boolean {
  let marks = 0;
  let inside = 0;
  for (const line of text.split("\n")) {
    const [start = ""] = /^[\s>*+\-\d.)#]*/u.exec(line) ?? [];
    if (start.length > deepest && count(start, /[>*+.)-](?=[\s>])/gu) > deepest) return false;
    marks += 1 + start.length / 2;
    inside += count(line, /[*_`<[\]!&\\]/gu);
    if (marks + inside > mostMarks || inside * text.length > mostSearch) return false;
  }
  return true;
}

function count(text: string, form: RegExp): number {
  return text.match(form)?.length ?? 0;
}
