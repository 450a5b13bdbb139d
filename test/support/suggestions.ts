/** What GitHub does when a person presses *Commit suggestion*. */

import type { Suggestion } from "../../src/core/render/pull-request/suggestion.ts";

/** The lines of the file are replaced; all others stay as they are, line ends too. */
export function committed(
  text: string,
  { start, end, lines }: Pick<Suggestion, "start" | "end" | "lines">,
): string {
  const feed = text.includes("\r\n") ? "\r\n" : "\n";
  const parts = text.split(/(?<=\n)/u);
  const ended = lines.map((line) => line + feed);
  return [
    ...parts.slice(0, start - 1).map((part) => withFeed(part, feed)),
    ...ended,
    ...parts.slice(end),
  ].join("");
}

function withFeed(part: string, feed: string): string {
  return part.endsWith("\n") ? part : part + feed;
}

/** Line ends and the last line feed do not tell two texts apart. */
export function sameLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/\r$/u, ""))
    .join("\n")
    .replace(/\n$/u, "");
}
