/** Words in a row, as a sentence has them. */

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The same; of more than `most` the last are counted: `a, b and 7 more`. */
export function listedShort(words: readonly string[], most: number): string {
  if (words.length <= most) return listed(words);
  return listed([...words.slice(0, most - 1), `${words.length - most + 1} more`]);
}
