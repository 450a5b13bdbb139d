/** The nearest known word to one that is not known, for "did you mean". */

/** The candidate that is at most a third of its length away, the nearest first; null when none is near. */
export function nearest<T extends string>(word: string, candidates: Iterable<T>): T | null {
  let best: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  const folded = fold(word.slice(0, 64));
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(candidate.length / 3));
    if (Math.abs(candidate.length - folded.length) > allowed) continue;
    const away = distance(folded, fold(candidate));
    if (away > allowed || away >= least) continue;
    best = candidate;
    least = away;
  }
  return best;
}

/** Spaces, `-` and `_` are one to a person, and so are cases. */
function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s-]/gu, "_");
}

/** Edits (insert, delete, replace, swap two neighbours) from one word to the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, at(before, j - 2) + 1);
      }
      row.push(edits);
    }
    before = previous;
    previous = row;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}

/** ` Did you mean x?`, or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === null ? "" : ` Did you mean ${candidate}?`;
}
