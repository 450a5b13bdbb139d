/** Hidden marks in our own texts on GitHub, by which a later run finds them again. They count only where our own App wrote the text. */

/** The key of the one comment with the drafted note. */
export const noteKey = "note";

/** Its key while no note is missing: it holds what one lacks, because somebody asked for it. */
export const completionKey = "note-completion";

/** The key of our one comment with the receipts of commands. */
export const ledgerKey = "ledger";

/** The key of the comment that says what a merged pull request was allowed. */
export const recordKey = "record";

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

const answerPrefix = "answer-";

/** The marker of a reply: the ids of the commands that it answers, as in their receipts. */
export function answersMarker(ids: readonly string[]): string {
  return `<!-- lockstep: ${ids.map((id) => answerPrefix + id).join(" ")} -->`;
}

/** The ids of the commands that a reply answers; empty when it is none. */
export function readAnswers(body: string): string[] {
  const keys = /<!-- lockstep: ([A-Za-z0-9 -]+) -->\s*$/u.exec(body)?.[1]?.split(" ") ?? [];
  if (!keys.every((key) => key.startsWith(answerPrefix))) return [];
  return keys.map((key) => key.slice(answerPrefix.length));
}

/** What an inline comment is about, above its marker: ids of operations, and of problems that are about none, so that an answer need not name them. */
export function aboutMarker(ids: readonly string[]): string {
  return `<!-- lockstep-about: ${ids.join(" ")} -->`;
}

/** Empty when the comment does not say it. */
export function readAbout(body: string): string[] {
  const ids = /<!-- lockstep-about: ([0-9a-f ]*) -->\s*<!-- lockstep: [A-Za-z0-9-]+ -->\s*$/u.exec(body)?.[1];
  return (ids ?? "").split(" ").filter((id) => id !== "");
}

/** The receipts of commands, above the marker of our ledger. `encoded`: base64. */
export function ledgerMarker(encoded: string): string {
  return `<!-- lockstep-ledger: ${encoded} -->`;
}

/** Null when the text is no ledger. */
export function readLedgerMarker(body: string): string | null {
  if (readMarker(body) !== ledgerKey) return null;
  return (
    /<!-- lockstep-ledger: ([A-Za-z0-9+/=]*) -->\s*<!-- lockstep: ledger -->\s*$/u.exec(body)?.[1] ?? null
  );
}

/** The record of what a check allowed, at the end of its text, above what was seen. `encoded`: base64, of either alphabet. */
export function recordMarker(encoded: string): string {
  return `<!-- lockstep-record: ${encoded} -->`;
}

/** Null when the check has none. */
export function readRecordMarker(text: string): string | null {
  const end = /<!-- lockstep-record: ([\w+/=-]*) -->\s*(?:<!-- lockstep-seen: [0-9a-f ]* -->\s*)?$/u;
  return end.exec(text)?.[1] ?? null;
}
