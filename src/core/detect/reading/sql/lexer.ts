/** Cuts SQL into tokens as PostgreSQL and psql do; linear, and never refuses a text. */

export type TokenKind =
  | "space"
  | "comment"
  | "string"
  | "identifier"
  | "dollar"
  | "word"
  | "number"
  | "symbol"
  | "end";

const NEWLINE = 10;
const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKSLASH = 92;
const DOLLAR = 36;
const SLASH = 47;
const STAR = 42;
const DASH = 45;
const BYTE_ORDER_MARK = 0xfeff;

/** After `next()`, `kind`, `start` and `end` tell the token (UTF-16 offsets, end exclusive). */
export class Lexer {
  readonly text: string;
  readonly limit: number;
  kind: TokenKind = "end";
  start = 0;
  end = 0;
  /** The quote or comment that this token opens is never closed before the limit. */
  unclosed = false;
  /** How deep comments nest in this comment token: 1 when they do not. */
  depth = 0;

  constructor(text: string, start = 0, limit = text.length) {
    this.text = text;
    this.end = start;
    this.limit = limit;
  }

  next(): TokenKind {
    const at = this.end;
    this.start = at;
    this.unclosed = false;
    if (at >= this.limit) return this.#token("end", at);
    const code = this.text.charCodeAt(at);
    if (isSpace(code)) return this.#token("space", this.#spaces(at + 1));
    if (isWordStart(code)) return this.#word(at, code);
    if (code === QUOTE) return this.#quoted("string", at, QUOTE, false);
    if (code === DOUBLE_QUOTE) return this.#quoted("identifier", at, DOUBLE_QUOTE, false);
    if (isDigit(code)) return this.#token("number", this.#wordEnd(at + 1));
    if (code === DOLLAR) return this.#dollar(at);
    if (code === DASH && this.text.charCodeAt(at + 1) === DASH) return this.#lineComment(at);
    if (code === SLASH && this.text.charCodeAt(at + 1) === STAR) return this.#blockComment(at);
    return this.#token("symbol", at + 1);
  }

  /** The next token that is neither white space nor a comment. */
  nextMeaning(): TokenKind {
    let kind = this.next();
    while (kind === "space" || kind === "comment") kind = this.next();
    return kind;
  }

  /** Is the current token this word? `word` is lower-case. */
  isWord(word: string): boolean {
    return (
      this.kind === "word" &&
      this.end - this.start === word.length &&
      this.text.slice(this.start, this.end).toLowerCase() === word
    );
  }

  /** Is the current token this one character? */
  isSymbol(symbol: string): boolean {
    return this.kind === "symbol" && this.text.charAt(this.start) === symbol;
  }

  #token(kind: TokenKind, end: number): TokenKind {
    this.kind = kind;
    this.end = Math.min(end, this.limit);
    return kind;
  }

  #spaces(from: number): number {
    let at = from;
    while (at < this.limit && isSpace(this.text.charCodeAt(at))) at += 1;
    return at;
  }

  #wordEnd(from: number): number {
    let at = from;
    while (at < this.limit && isWordPart(this.text.charCodeAt(at))) at += 1;
    return at;
  }

  #word(at: number, code: number): TokenKind {
    if ((code | 32) === 101 && this.text.charCodeAt(at + 1) === QUOTE && at + 1 < this.limit)
      return this.#quoted("string", at + 1, QUOTE, true);
    return this.#token("word", this.#wordEnd(at + 1));
  }

  #quoted(kind: TokenKind, opened: number, quote: number, escapes: boolean): TokenKind {
    let at = opened + 1;
    while (at < this.limit) {
      const code = this.text.charCodeAt(at);
      if (escapes && code === BACKSLASH) at += 2;
      else if (code !== quote) at += 1;
      else if (this.text.charCodeAt(at + 1) === quote && at + 1 < this.limit) at += 2;
      else return this.#token(kind, at + 1);
    }
    this.unclosed = true;
    return this.#token(kind, this.limit);
  }

  #dollar(at: number): TokenKind {
    let tagEnd = at + 1;
    const first = this.text.charCodeAt(tagEnd);
    if (isDigit(first)) return this.#token("symbol", at + 1);
    while (
      tagEnd < this.limit &&
      this.text.charCodeAt(tagEnd) !== DOLLAR &&
      isWordPart(this.text.charCodeAt(tagEnd))
    )
      tagEnd += 1;
    if (tagEnd >= this.limit || this.text.charCodeAt(tagEnd) !== DOLLAR) return this.#token("symbol", at + 1);
    const closing = this.text.indexOf(this.text.slice(at, tagEnd + 1), tagEnd + 1);
    if (closing !== -1 && closing + (tagEnd + 1 - at) <= this.limit)
      return this.#token("dollar", closing + (tagEnd + 1 - at));
    this.unclosed = true;
    return this.#token("dollar", this.limit);
  }

  #lineComment(at: number): TokenKind {
    this.depth = 1;
    let end = at + 2;
    while (end < this.limit) {
      const code = this.text.charCodeAt(end);
      if (code === NEWLINE || code === 13) break;
      end += 1;
    }
    return this.#token("comment", end);
  }

  #blockComment(opened: number): TokenKind {
    let at = opened + 2;
    let open = 1;
    this.depth = 1;
    while (at < this.limit) {
      const code = this.text.charCodeAt(at);
      if (code === STAR && this.text.charCodeAt(at + 1) === SLASH) {
        open -= 1;
        at += 2;
        if (open === 0) return this.#token("comment", at);
      } else if (code === SLASH && this.text.charCodeAt(at + 1) === STAR) {
        open += 1;
        if (open > this.depth) this.depth = open;
        at += 2;
      } else at += 1;
    }
    this.unclosed = true;
    return this.#token("comment", this.limit);
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === BYTE_ORDER_MARK;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    (code >= 128 && code !== BYTE_ORDER_MARK)
  );
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === DOLLAR;
}
