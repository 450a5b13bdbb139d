/** Makes foreign text harmless to show: nothing in a file name, a note or an SQL text can drive a terminal or a workflow log. */

// Controls, invisible and bidirectional marks, line separators, lone surrogates, code points that are no character.
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** The text on one line, with every character that a reader would not see shown as its escape (`\n`, `\x1b`, `\u202e`). */
export function visible(text: string): string {
  return text.replace(hidden, escaped);
}

/** The lines of a text, each made visible. */
export function visibleLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/).map(visible);
}

/** The text as a reader sees it: white space folded, and nothing that hides in it. */
export function plainly(text: string): string {
  return text.replace(/\s+/gu, " ").replace(hidden, "").trim();
}

/**
 * Keeps lines that are printed as they are from being read as commands by a workflow runner, which obeys `::name::` at the
 * start of a line (after white space) and `##[name]` anywhere in it.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll("##[", "##\\x5b").replace(/^([^\S\n]*):(?=:)/gm, "$1\\x3a");
}

/** JSON for people's terminals too: the same value, with hidden characters written as JSON escapes. */
export function serialize(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  const shown = json.replace(hidden, (character) =>
    character === "\n" ? character : unicodeEscapes(character),
  );
  return `${shown.replaceAll("##[", "##\\u005b")}\n`;
}

function escaped(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "    ";
  const code = character.codePointAt(0) as number;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\u{${digits}}`;
}

function unicodeEscapes(character: string): string {
  let escapes = "";
  for (let at = 0; at < character.length; at++) {
    escapes += `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }
  return escapes;
}
