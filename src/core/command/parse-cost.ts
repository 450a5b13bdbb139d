/** What it would cost to parse a text as Markdown: the parser's time grows with the square of the lines, and in each paragraph of the marks. */

/** Lines of the text, each with half of the signs and spaces that start it. */
const mostLines = 1200;
/** Marks of the text. */
const mostMarks = 3000;
/** Marks of a paragraph, squared. Texts within all limits took at most 0.3 s. */
const mostPairs = 1_500_000;
/** Marks whose other end is sought, times the length of their paragraph. */
const mostSearch = 5_000_000;
/** Quotes and lists in each other, opened by one line. */
const deepest = 50;

/** `text`: with `\n` only. */
export function isCheap(text: string): boolean {
  let [lines, marks, pairs, search] = [0, 0, 0, 0];
  for (const paragraph of text.split(/\n(?=[ \t]*\n)/u)) {
    for (const line of paragraph.split("\n")) {
      const [start = ""] = /^[\s>*+\-\d.)#]*/u.exec(line) ?? [];
      if (start.length > deepest && count(start, /[>*+.)-](?=[\s>])/gu) > deepest) return false;
      lines += 1 + start.length / 2;
      if (lines > mostLines) return false;
    }
    const own = count(paragraph, /[*_`<[\]!&\\]/gu);
    marks += own;
    pairs += own ** 2;
    search += count(paragraph, /[`<[\]]/gu) * paragraph.length;
    if (marks > mostMarks || pairs > mostPairs || search > mostSearch) return false;
  }
  return true;
}

function count(text: string, form: RegExp): number {
  return text.match(form)?.length ?? 0;
}
