/** Walks over the tokens of one statement. What does not fit throws `Unreadable`, which the reader turns into an unknown statement. */

import type { TableName } from "../../../operation.ts";
import type { Range, Token } from "./split.ts";
import { unquote } from "./quotes.ts";
import { isReserved } from "./reserved.ts";

/** The statement, or the clause, is not as the reader knows it. */
export class Unreadable extends Error {}

const PLACEHOLDER = /\$\{|\{\{/;

/** So deep expressions and queries are followed; no person nests so far. */
const DEEPEST = 200;

export class Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly limit: number;
  /** Double quotes hold names even where they were cut as strings, single quotes too: SQLite takes both. */
  readonly lenient: boolean;
  at: number;
  #depth = 0;

  constructor(text: string, tokens: readonly Token[], lenient: boolean, at = 0, limit = tokens.length) {
    this.text = text;
    this.tokens = tokens;
    this.lenient = lenient;
    this.at = at;
    this.limit = limit;
  }

  /** Runs what can hold itself; refuses what nests too deep to follow. */
  deeper(read: () => void): void {
    if (this.#depth >= DEEPEST) throw new Unreadable("it nests too deep to be read");
    this.#depth += 1;
    try {
      read();
    } finally {
      this.#depth -= 1;
    }
  }

  get done(): boolean {
    return this.at >= this.limit;
  }

  /** The word or symbol `ahead` of here; empty for what is quoted, and behind the end. */
  word(ahead = 0): string {
    return this.token(ahead)?.word ?? "";
  }

  token(ahead = 0): Token | undefined {
    const at = this.at + ahead;
    return at < this.limit ? this.tokens[at] : undefined;
  }

  /** Do these words stand here? */
  is(...words: string[]): boolean {
    return words.every((word, ahead) => this.word(ahead) === word);
  }

  /** Goes behind these words when they stand here. */
  take(...words: string[]): boolean {
    if (!this.is(...words)) return false;
    this.at += words.length;
    return true;
  }

  /** Goes behind one of these words; null when none stands here. */
  takeOne(...words: string[]): string | null {
    const word = this.word();
    if (word === "" || !words.includes(word)) return null;
    this.at += 1;
    return word;
  }

  expect(...words: string[]): void {
    if (!this.take(...words)) this.fail(words.join(" "));
  }

  /** A word of any kind, in upper case. */
  anyWord(what: string): string {
    const token = this.token();
    if (token === undefined || (token.kind !== "word" && token.kind !== "number")) this.fail(what);
    this.at += 1;
    return token.kind === "word" ? token.word : this.text.slice(token.start, token.end);
  }

  /** The name of a character set or a collation: a string can stand there, and two reserved words. */
  nameOrString(): string {
    const word = this.takeOne("BINARY", "DEFAULT");
    if (word !== null) return word.toLowerCase();
    return this.token()?.kind === "string" ? this.stringValue() : this.name();
  }

  /** Goes over any word or string where a name stands that may be reserved: a charset `binary`. */
  nameOrWord(): void {
    const kind = this.token()?.kind;
    if (kind !== "word" && kind !== "name" && kind !== "string") this.fail("a name");
    this.at += 1;
  }

  /** A word, or a name in quotes. */
  anyWordOrName(): string {
    return this.token()?.kind === "number" ? this.anyWord("a name") : this.name();
  }

  /** Says what was expected here and what stands here instead. */
  fail(expected: string): never {
    const token = this.token();
    const found =
      token === undefined
        ? "its end"
        : `\`${this.text.slice(token.start, Math.min(token.end, token.start + 40))}\``;
    throw new Unreadable(`${expected} was expected where ${found} stands`);
  }

  isName(ahead = 0): boolean {
    const token = this.token(ahead);
    if (token === undefined) return false;
    if (token.kind === "name") return true;
    if (token.kind === "word")
      return !isReserved(token.word, this.lenient) || this.#isBehindDot(this.at + ahead);
    if (token.kind !== "string") return false;
    return this.lenient || this.text.charAt(token.start) === '"';
  }

  /** Right behind a dot MySQL takes every word for a name. */
  #isBehindDot(at: number): boolean {
    const before = this.tokens[at - 1];
    return !this.lenient && before?.word === "." && before.end === this.tokens[at]?.start;
  }

  /** An identifier, without its quotes. */
  name(): string {
    const token = this.token();
    if (token === undefined || !this.isName()) this.fail("a name");
    const text = this.text.slice(token.start, token.end);
    if (PLACEHOLDER.test(text))
      throw new Unreadable(`a template placeholder (${text.slice(0, 60)}) decides what it is about`);
    this.at += 1;
    return token.kind === "word" ? text : unquote(text);
  }

  /** `table`, `schema.table` or `.table`. */
  tableName(): TableName {
    if (!this.lenient && this.take(".")) return { schema: null, table: this.name() };
    if (this.word(1) !== ".") return { schema: null, table: this.name() };
    const token = this.token();
    const schema = token?.kind === "word" ? this.text.slice(token.start, token.end) : this.name();
    if (token?.kind === "word") this.at += 1;
    this.expect(".");
    return { schema, table: this.name() };
  }

  /** `(a, b)`. */
  names(): string[] {
    this.expect("(");
    const found: string[] = [];
    do found.push(this.name());
    while (this.take(","));
    this.expect(")");
    return found;
  }

  stringValue(): string {
    const token = this.token();
    if (token === undefined || (token.kind !== "string" && token.kind !== "name")) this.fail("a string");
    this.at += 1;
    return unquote(this.text.slice(token.start, token.end));
  }

  /** Goes behind the parenthesis that closes the one here, and gives the tokens between as `[from, to)`. */
  parentheses(): { from: number; to: number } {
    if (this.word() !== "(") this.fail("(");
    const from = this.at + 1;
    let depth = 0;
    for (; this.at < this.limit; this.at += 1) {
      const word = (this.tokens[this.at] as Token).word;
      if (word === "(") depth += 1;
      else if (word === ")") {
        depth -= 1;
        if (depth === 0) {
          this.at += 1;
          return { from, to: this.at - 1 };
        }
      }
    }
    return this.fail(")");
  }

  /** Goes to the first of these words outside of parentheses, or to a comma, a closing parenthesis or the end. */
  skipTo(stops: ReadonlySet<string>, commas = true): void {
    for (; this.at < this.limit; this.at += 1) {
      const { word } = this.tokens[this.at] as Token;
      if (word === "(") {
        this.parentheses();
        this.at -= 1;
      } else if (word === ")" || (commas && word === ",") || stops.has(word)) return;
    }
  }

  /** A walk over some of these tokens only. */
  within(from: number, to: number): Cursor {
    return new Cursor(this.text, this.tokens, this.lenient, from, Math.min(to, this.limit));
  }

  /** The text range of tokens `[from, to)`. */
  range(from: number, to = this.at): Range {
    const first = this.tokens[from];
    const last = this.tokens[Math.max(from, to - 1)];
    if (first === undefined || last === undefined) {
      const end = this.tokens.at(-1)?.end ?? 0;
      return { start: end, end };
    }
    return { start: first.start, end: last.end };
  }

  /** The source of tokens `[from, to)`: one space where there was any white space or comment. */
  source(from: number, to = this.at): string {
    const parts: string[] = [];
    let end = -1;
    for (let at = from; at < to && at < this.tokens.length; at += 1) {
      const token = this.tokens[at] as Token;
      if (end !== -1 && token.start > end) parts.push(" ");
      parts.push(this.text.slice(token.start, token.end));
      end = token.end;
    }
    return parts.join("");
  }
}
