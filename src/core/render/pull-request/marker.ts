/** Hidden marks in our own texts on GitHub, by which a later run finds them again. They count only where our own App wrote the text. */

/** The key of the one comment with the drafted note. */
export const noteKey = "note";

/** Its key while no note is missing: it holds what one lacks, because somebody asked for it. */
export const completionKey = "note-completion";

/** An HTML comment that GitHub does not show. `key`: letters, digits and hyphens. */
export function marker(key: string): string {
  return `<!-- lockstep: ${key} -->`;
}

/** The key of the marker that a text ends with, null when it has none. */
export function readMarker(body: string): string | null {
  return /<!-- lockstep: ([A-Za-z0-9-]+) -->\s*$/u.exec(body)?.[1] ?? null;
}

/** What a check listed for a grant, as one hidden line at the end of its text: an approval covers only what was to be seen. `keys`: hex digits. */
export function seenMarker(keys: readonly string[]): string {
  return `<!-- lockstep-seen: ${keys.join(" ")} -->`;
}

/** The keys of a check's text; empty when it listed nothing. */
export function readSeen(text: string): string[] {
  const keys = /<!-- lockstep-seen: ([0-9a-f ]*) -->\s*$/u.exec(text)?.[1] ?? "";
  return keys.split(" ").filter((key) => key !== "");
}
