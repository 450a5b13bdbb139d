/** Cuts SQL of MySQL, MariaDB and SQLite into tokens; linear, and never refuses a text. */

import { executionOf } from "./dialect.ts";
import type { Spelling } from "./dialect.ts";

/** `name`: a quoted one; `broken`: a quote or comment that is never closed. */
export type TokenKind =
  | "space"
  | "comment"
  | "word"
  | "name"
  | "string"
  | "number"
  | "symbol"
  | "delimiter"
  | "broken"
  | "end";

const NEWLINE = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;

/** After `next()`, `kind`, `start` and `end` tell the token (UTF-16 offsets, end exclusive). */
export class Lexer {
  readonly text: string;
  readonly spelling: Spelling;
  readonly limit: number;
  kind: TokenKind = "end";
  start = 0;
  end = 0;
  /** What ends a statement besides the semicolon; null: nothing else. */
  delimiter: string | null = null;
  /** The text here is in an executable comment, which every version runs or only some do. */
  inside: "runs" | "perhaps" | null = null;
  /** No token of the statement was found so far. */
  fresh = true;
  readonly #mysql: boolean;

  constructor(text: string, spelling: Spelling, start = 0, limit = text.length) {
    this.text = text;
    this.spelling = spelling;
    this.#mysql = spelling.dialect !== "sqlite";
    this.end = start;
    this.limit = limit;
  }

  next(): TokenKind {
    const at = this.end;
    this.start = at;
    if (at >= this.limit) return this.#token("end", at);
    const { text } = this;
    const code = text.charCodeAt(at);
    if (isSpace(code)) return this.#token("space", this.#spaces(at + 1));
    if (this.#delimits(at)) return this.#token("delimiter", at + (this.delimiter as string).length);
    if (isWordPart(code)) return this.#word(at);
    switch (code) {
      case 39: // '
        return this.#quoted("string", at, 39, this.spelling.backslashes);
      case 34: // "
        return this.spelling.ansiQuotes
          ? this.#quoted("name", at, 34, false)
          : this.#quoted("string", at, 34, this.spelling.backslashes);
      case 96: // `
        return this.#quoted("name", at, 96, false);
      case 91: // [
        if (!this.#mysql) return this.#until("name", "]", at + 1);
        break;
      case 35: // #
        if (this.#mysql) return this.#lineComment(at);
        break;
      case 45: // -
        if (text.charCodeAt(at + 1) === 45 && this.#startsComment(at + 2)) return this.#lineComment(at);
        break;
      case 47: // /
        if (text.charCodeAt(at + 1) === 42) return this.#comment(at);
        break;
      case 42: // *
        if (this.inside !== null && text.charCodeAt(at + 1) === 47) {
          this.inside = null;
          return this.#token("comment", at + 2);
        }
        break;
      case 123: // {
        if (text.charCodeAt(at + 1) === 123) return this.#placeholder(at, "}}");
        break;
      case 46: // .
        if (isDigit(text.charCodeAt(at + 1)) && !isNameEnd(text.charCodeAt(at - 1)))
          return this.#token("number", this.#numberEnd(at));
        break;
      default:
    }
    return this.#token("symbol", at + 1);
  }

  #token(kind: TokenKind, end: number): TokenKind {
    this.kind = kind;
    this.end = Math.min(end, this.limit);
    return kind;
  }

  #delimits(at: number): boolean {
    return this.delimiter !== null && this.text.startsWith(this.delimiter, at);
  }

  /** MySQL wants white space behind the two hyphens; its client program does not, at the start of a statement's first line. */
  #startsComment(at: number): boolean {
    if (!this.#mysql || at >= this.limit || this.text.charCodeAt(at) <= 32) return true;
    return this.fresh && (at === 2 || this.text.charCodeAt(at - 3) === NEWLINE);
  }

  #spaces(from: number): number {
    let at = from;
    while (at < this.limit && isSpace(this.text.charCodeAt(at))) at += 1;
    return at;
  }

  #word(at: number): TokenKind {
    const { text } = this;
    const first = text.charCodeAt(at);
    const prefixes = this.#mysql ? /[nNxXbB]/ : /[xX]/;
    if (text.charCodeAt(at + 1) === 39 && prefixes.test(text.charAt(at)))
      return this.#quoted("string", at + 1, 39, this.spelling.backslashes && !/[xXbB]/.test(text.charAt(at)));
    if (first === 36 && text.charCodeAt(at + 1) === 123) return this.#placeholder(at, "}");
    let end = at + 1;
    while (end < this.limit && isWordPart(text.charCodeAt(end)) && !this.#delimits(end)) end += 1;
    if (isDigit(first) && (text.charCodeAt(at - 1) !== 46 || !isNameEnd(text.charCodeAt(at - 2)))) {
      const word = text.slice(at, Math.min(end, at + 64));
      if (/^(?:\d+|0x[\da-f]+|0b[01]+|\d+e\d*)$/i.test(word) || !this.#mysql)
        return this.#token("number", Math.max(end, this.#numberEnd(at)));
    }
    return this.#token("word", end);
  }

  #numberEnd(at: number): number {
    NUMBER.lastIndex = at;
    return NUMBER.test(this.text) ? NUMBER.lastIndex : at + 1;
  }

  /** A template's placeholder is a word that nobody can read. */
  #placeholder(at: number, closing: string): TokenKind {
    const line = this.text.indexOf("\n", at);
    const found = this.text.indexOf(closing, at + 2);
    if (found === -1 || (line !== -1 && found > line)) return this.#token("symbol", at + 1);
    let end = found + closing.length;
    while (end < this.limit && isWordPart(this.text.charCodeAt(end)) && !this.#delimits(end)) end += 1;
    return this.#token("word", end);
  }

  #quoted(kind: TokenKind, opened: number, quote: number, escapes: boolean): TokenKind {
    const { text, limit } = this;
    let at = opened + 1;
    while (at < limit) {
      const code = text.charCodeAt(at);
      if (code === 92 && escapes) at += 2;
      else if (code !== quote) at += 1;
      else if (at + 1 < limit && text.charCodeAt(at + 1) === quote) at += 2;
      else return this.#token(kind, at + 1);
    }
    return this.#token("broken", limit);
  }

  #until(kind: TokenKind, closing: string, from: number): TokenKind {
    const found = this.text.indexOf(closing, from);
    if (found === -1 || found + closing.length > this.limit) return this.#token("broken", this.limit);
    return this.#token(kind, found + closing.length);
  }

  #lineComment(at: number): TokenKind {
    let end = at + 1;
    while (end < this.limit && this.text.charCodeAt(end) !== NEWLINE) end += 1;
    if (end < this.limit && this.text.charCodeAt(end - 1) === RETURN) end -= 1;
    return this.#token("comment", end);
  }

  /** An executable comment is one token for its opening, its content, and one for its end; what no version runs is one comment. */
  #comment(at: number): TokenKind {
    OPENING.lastIndex = at;
    const opening = this.#mysql && this.inside === null ? OPENING.exec(this.text) : null;
    if (opening === null) return this.#until("comment", "*/", at + 2);
    const number = opening[2] === undefined ? null : Number(opening[2]);
    const execution = executionOf(this.spelling.dialect, number, opening[1] !== undefined);
    if (execution !== "never") {
      this.inside = execution;
      return this.#token("comment", OPENING.lastIndex);
    }
    return this.#nested(OPENING.lastIndex);
  }

  /** MySQL takes comments inside a comment that it does not execute. */
  #nested(from: number): TokenKind {
    COMMENT_EDGE.lastIndex = from;
    let depth = 1;
    for (let edge = COMMENT_EDGE.exec(this.text); edge !== null; edge = COMMENT_EDGE.exec(this.text)) {
      depth += edge[0] === "/*" ? 1 : -1;
      if (COMMENT_EDGE.lastIndex > this.limit) break;
      if (depth === 0) return this.#token("comment", COMMENT_EDGE.lastIndex);
    }
    return this.#token("broken", this.limit);
  }
}

const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy;
const OPENING = /\/\*(M)?!(\d{5,6}(?!\d))?/y;
const COMMENT_EDGE = /\/\*|\*\//g;

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === BYTE_ORDER_MARK || code === 26;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    code === 36 ||
    isDigit(code) ||
    (code >= 128 && code !== BYTE_ORDER_MARK)
  );
}

/** A dot behind it is the one of a qualified name. */
function isNameEnd(code: number): boolean {
  return isWordPart(code) || code === 96 || code === 34 || code === 93;
}
