/** The tokens of a PL/pgSQL body, one ahead, with the ends of expressions and statements. */

import { Lexer } from "../lexer.ts";
import type { Span } from "../statement.ts";

export class Cursor {
  readonly #lexer: Lexer;

  constructor(text: string, start = 0) {
    this.#lexer = new Lexer(text, start);
    this.#lexer.nextMeaning();
  }

  get atEnd(): boolean {
    return this.#lexer.kind === "end";
  }

  /** Where the current token starts. */
  get start(): number {
    return this.#lexer.start;
  }

  get end(): number {
    return this.#lexer.end;
  }

  /** The current token: a word in lower case, a quoted identifier without its quotes, else as written. */
  get token(): string {
    const text = this.#lexer.text.slice(this.#lexer.start, this.#lexer.end);
    return this.#lexer.kind === "word" ? text.toLowerCase() : text;
  }

  get isName(): boolean {
    return this.#lexer.kind === "word" || this.#lexer.kind === "identifier";
  }

  /** The current token as a variable's name. */
  get name(): string {
    const { token } = this;
    return token.startsWith('"') ? token.slice(1, -1) : token;
  }

  is(...words: string[]): boolean {
    const { kind } = this.#lexer;
    if (kind !== "word" && kind !== "symbol") return false;
    return words.includes(this.token);
  }

  /** Takes the current token when it is this one. */
  take(word: string): boolean {
    if (!this.is(word)) return false;
    this.next();
    return true;
  }

  next(): void {
    this.#lexer.nextMeaning();
  }

  /** What stands from here to one of these words or a semicolon, outside brackets and CASE; it stops in front of it. */
  until(...words: string[]): Span {
    const start = this.start;
    let end = start;
    let brackets = 0;
    let cases = 0;
    for (; !this.atEnd; this.next()) {
      if (this.is(";")) break;
      if (brackets === 0 && cases === 0 && this.is(...words)) break;
      if (this.is("(", "[")) brackets += 1;
      else if (this.is(")", "]")) brackets -= 1;
      else if (this.is("case")) cases += 1;
      else if (cases > 0 && this.is("end")) cases -= 1;
      end = this.#lexer.end;
    }
    return { start, end };
  }
}
