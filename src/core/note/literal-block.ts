/** Writes text as a literal block (`|`), the one form of YAML in which a note's text stands as it is. */

/** The body of a literal block: every line of the text behind `indent` spaces, blank lines empty. */
export function indented(text: string, indent: number): string {
  const margin = " ".repeat(indent);
  return text
    .split("\n")
    .map((line) => (line.trim() === "" ? "" : margin + line.trimEnd()))
    .join("\n");
}

/** `|` and the lines of the text below it. The text must not start with white space or an empty line. */
export function literalBlock(text: string, indent: number): string {
  return `|\n${indented(text.trimEnd(), indent)}`;
}

/** The lines of a text with the indent that they share taken away; the first line counts only when `first` says so. */
export function dedent(text: string, first: boolean): string {
  const lines = text.split(/\r\n|\r|\n/);
  const counted = first ? lines : lines.slice(1);
  let shared = Infinity;
  for (const line of counted) if (line.trim() !== "") shared = Math.min(shared, line.search(/[^ \t]/));
  if (shared === Infinity) shared = 0;
  return lines
    .map((line, at) =>
      at === 0 && !first ? line.trim() : line.slice(Math.min(shared, line.search(/[^ \t]|$/))),
    )
    .map((line) => line.trimEnd())
    .join("\n");
}
