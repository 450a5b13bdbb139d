/** Cuts a text into statements and the commands of the `mysql` and `sqlite3` programs, one after the other; linear. */

import { Blocks } from "./blocks.ts";
import type { Spelling } from "./dialect.ts";
import { Lexer } from "./tokens.ts";
import type { TokenKind } from "./tokens.ts";

export interface Token {
  kind: TokenKind;
  /** UTF-16 offsets in the text, end exclusive. */
  start: number;
  end: number;
  /** Words in upper case, symbols as they are, empty for what is quoted. */
  word: string;
  /** It stands in an executable comment that only newer versions run. */
  perhaps: boolean;
}

/** `statement`: without its semicolon; `command`: a line for the client program. */
export interface Piece {
  kind: "statement" | "command";
  start: number;
  end: number;
  tokens: Token[];
  /** Why its end is not certain; null when it is. */
  open: string | null;
}

export interface Range {
  start: number;
  end: number;
}

const COMMANDS = new Set([
  "DELIMITER",
  "SOURCE",
  "SYSTEM",
  "TEE",
  "NOTEE",
  "PAGER",
  "NOPAGER",
  "PROMPT",
  "WARNINGS",
  "NOWARNING",
  "CHARSET",
]);

export class Splitter {
  /** All comments so far. */
  readonly comments: Range[] = [];
  readonly #lexer: Lexer;
  readonly #text: string;
  readonly #mysql: boolean;

  constructor(text: string, spelling: Spelling, start = 0, limit = text.length) {
    this.#text = text;
    this.#lexer = new Lexer(text, spelling, start, limit);
    this.#mysql = spelling.dialect !== "sqlite";
  }

  /** The next piece, null at the end. A change of the spelling counts from the next piece on. */
  next(): Piece | null {
    const lexer = this.#lexer;
    const tokens: Token[] = [];
    const blocks = new Blocks(!this.#mysql);
    lexer.fresh = true;
    for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
      if (kind === "space") continue;
      if (kind === "comment") {
        this.comments.push({ start: lexer.start, end: lexer.end });
        continue;
      }
      const { start, end } = lexer;
      if (kind === "delimiter") {
        if (tokens.length > 0) return statement(tokens, null);
        continue;
      }
      if (tokens.length === 0) {
        const command = this.#command();
        if (command !== null) return command;
      }
      const word = wordOf(this.#text, kind, start, end);
      if (word === ";" && blocks.endsAtSemicolon()) {
        if (tokens.length > 0) return statement(tokens, null);
        continue;
      }
      lexer.fresh = false;
      tokens.push({ kind, start, end, word, perhaps: lexer.inside === "perhaps" });
      if (kind === "broken") return statement(tokens, "a quote or a comment that opens here is never closed");
      if (word !== ";") blocks.take(word);
    }
    if (tokens.length === 0) return null;
    if (lexer.inside !== null) return statement(tokens, "a comment that its server executes is never closed");
    return statement(tokens, blocks.isOpen ? "its BEGIN, IF, CASE or loop has no END" : null);
  }

  /** The line here, when it is a command of the client program; `DELIMITER` counts at once. */
  #command(): Piece | null {
    const lexer = this.#lexer;
    const { start } = lexer;
    const first = this.#text.charAt(start);
    if (first !== "." && first !== "\\" && lexer.kind !== "word") return null;
    const word = this.#text.slice(start, Math.min(lexer.end, start + 10)).toUpperCase();
    const isCommand = this.#mysql
      ? COMMANDS.has(word) || word === "USE" || first === "\\"
      : first === "." && this.#startsLine(start);
    if (!isCommand) return null;
    const end = lineEnd(this.#text, start, lexer.limit);
    const line = this.#text.slice(start, end);
    if (word === "USE" && line.includes(lexer.delimiter ?? ";")) return null;
    if (word === "DELIMITER") {
      const said = /^\S+\s+(\S+)/.exec(line)?.[1]?.replace(/^(['"`])(.+)\1$/, "$2") ?? ";";
      lexer.delimiter = said === ";" ? null : said;
    }
    lexer.end = end;
    const token: Token = {
      kind: "word",
      start,
      end,
      word: word.startsWith("\\") ? "\\" : word,
      perhaps: false,
    };
    return { kind: "command", start, end, tokens: [token], open: null };
  }

  #startsLine(start: number): boolean {
    return start === 0 || this.#text.charAt(start - 1) === "\n";
  }
}

function statement(tokens: Token[], open: string | null): Piece {
  const start = (tokens[0] as Token).start;
  return { kind: "statement", start, end: (tokens.at(-1) as Token).end, tokens, open };
}

function wordOf(text: string, kind: TokenKind, start: number, end: number): string {
  if (kind === "word") return text.slice(start, end).toUpperCase();
  return kind === "symbol" ? text.slice(start, end) : "";
}

function lineEnd(text: string, start: number, limit: number): number {
  const at = text.indexOf("\n", start);
  const end = at === -1 || at > limit ? limit : at;
  return end > start && text.charAt(end - 1) === "\r" ? end - 1 : end;
}
