/** Marks what does more than be read: mentions and references notify people and issues, and hidden characters deceive. */

import type { Element, Root } from "hast";

import { changeTexts } from "./tree.ts";

/** A person or a team, at the places where GitHub finds one. */
const mention = /(?<![\w`/.@-])@[a-z\d][a-z\d-]{0,38}(?:\/[a-z\d][\w.-]*)?(?![\w-])/u;
/** `#1`, `GH-1`, `name#1`, `owner/name#1`. */
const reference = /(?<![\w&/.-])(?:[a-z\d][\w.-]*(?:\/[\w.-]+)?#|#|gh-)\d+(?!\w)/u;
/** What turns the direction of text, or has no width. */
const hidden =
  /[\u{AD}\u{61C}\u{180E}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{FEFF}\u{E0000}-\u{E007F}]/u;

const active = new RegExp(
  `(?<mention>${mention.source})|(?<reference>${reference.source})|(?<hidden>${hidden.source})`,
  "giu",
);
const deceptive = new RegExp(`(?<hidden>${hidden.source})`, "giu");

/** Marks them in a rendered text. In code nobody is mentioned, but hidden characters deceive there too. */
export function markText(tree: Root): void {
  changeTexts(tree, ["pre", "code", "tt", "a"], (text) => mark(text, active));
  changeTexts(tree, [], (text) => mark(text, deceptive));
}

/** The pieces of a text, hidden characters apart, for what is shown as it is. */
export function splitHidden(text: string): { text: string; hidden: boolean }[] {
  return split(text, deceptive).map((piece) => ({ text: piece.text, hidden: piece.kind === "hidden" }));
}

/** The name of a character that cannot be seen. */
export function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

interface Piece {
  text: string;
  kind: "plain" | "mention" | "reference" | "hidden";
}

function mark(text: string, pattern: RegExp): Element["children"] {
  return split(text, pattern).map((piece) => {
    if (piece.kind === "plain") return { type: "text", value: piece.text };
    if (piece.kind === "hidden") return span(["hidden-character"], nameOf(piece.text));
    return span(piece.kind === "mention" ? ["mention"] : ["mention", "reference"], piece.text);
  });
}

function split(text: string, pattern: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), kind: "plain" });
    const groups = match.groups ?? {};
    const kind =
      groups["mention"] !== undefined ? "mention" : groups["hidden"] !== undefined ? "hidden" : "reference";
    pieces.push({ text: match[0], kind });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), kind: "plain" });
  return pieces;
}

function span(className: string[], value: string): Element {
  return { type: "element", tagName: "span", properties: { className }, children: [{ type: "text", value }] };
}
