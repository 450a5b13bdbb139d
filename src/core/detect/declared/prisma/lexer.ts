/** The words of Prisma's schema language; linear, and never at a loss: what is no word is a sign. */

export interface Token {
  kind: "name" | "string" | "number" | "sign" | "newline";
  /** A string without its quotes. */
  text: string;
  start: number;
  end: number;
}

export interface Lexed {
  tokens: Token[];
  comments: { start: number; end: number }[];
}

const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const SPACE = /[^\S\n]+/y;

export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  const comments: Lexed["comments"] = [];
  const match = (form: RegExp, at: number): number => {
    form.lastIndex = at;
    return form.test(text) ? form.lastIndex : at;
  };
  let at = 0;
  const push = (kind: Token["kind"], end: number, words = text.slice(at, end)): void => {
    tokens.push({ kind, text: words, start: at, end });
    at = end;
  };
  while (at < text.length) {
    const sign = text[at] as string;
    const space = match(SPACE, at);
    if (space > at) at = space;
    else if (sign === "\n") push("newline", at + 1);
    else if (text.startsWith("//", at)) {
      const end = lineEnd(text, at);
      comments.push({ start: at, end });
      at = end;
    } else if (text.startsWith("/*", at)) {
      const close = text.indexOf("*/", at + 2);
      const end = close === -1 ? text.length : close + 2;
      comments.push({ start: at, end });
      at = end;
    } else if (sign === '"') {
      const end = stringEnd(text, at);
      push(
        "string",
        end,
        unescaped(text.slice(at + 1, text[end - 1] === '"' && end > at + 1 ? end - 1 : end)),
      );
    } else if (match(NAME, at) > at) push("name", match(NAME, at));
    else if (match(NUMBER, at) > at) push("number", match(NUMBER, at));
    else push("sign", at + 1);
  }
  return { tokens, comments };
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

/** Behind the closing quote; a string ends with its line. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
    else if (text[at] === "\n") return at;
  }
  return text.length;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gu, (_, letter: string) =>
    letter === "n" ? "\n" : letter === "t" ? "\t" : letter,
  );
}
