/** Takes off the backticks in which people copy names from our texts. */

/** Without the backticks around the first words; those behind are the business of who reads a target, where they may be MySQL's. */
export function unticked(text: string): string {
  return text.trim().replace(/^(`+)([^`]+)\1(?=\s|$)/u, (_, _ticks, words: string) => words.trim());
}
