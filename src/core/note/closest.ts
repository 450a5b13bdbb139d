/** The name that was meant by one which is nearly it, strict enough to offer it as an edit. */

import { nearest } from "../nearest.ts";

/** At most two letters are wrong, and the first is right; null when no name is that close. */
export function closest(written: string, names: Iterable<string>): string | null {
  const name = nearest(written, names);
  return name !== null && isClose(written.toLowerCase(), name.toLowerCase()) ? name : null;
}

function isClose(written: string, name: string): boolean {
  if (Math.abs(written.length - name.length) > 2 || written[0] !== name[0]) return false;
  const letters = new Map<string, number>();
  for (const letter of name) letters.set(letter, (letters.get(letter) ?? 0) + 1);
  let other = 0;
  for (const letter of written) {
    const left = letters.get(letter) ?? 0;
    if (left === 0) other += 1;
    else letters.set(letter, left - 1);
  }
  return other <= 2;
}
