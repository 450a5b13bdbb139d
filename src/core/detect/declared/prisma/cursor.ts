/** Walks over the words of a schema. */

import type { Token } from "./lexer.ts";

export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token | null {
    return this.#tokens[this.#at + ahead] ?? null;
  }

  next(): Token | null {
    const token = this.peek();
    if (token !== null) this.#at++;
    return token;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** Whether the sign stood there; it is taken. */
  take(sign: string): boolean {
    const token = this.peek();
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#at++;
    return true;
  }

  /** Passes over line ends, inside of brackets. */
  lines(): void {
    while (this.peek()?.kind === "newline") this.#at++;
  }

  /** The end of the last word that was taken. */
  behind(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  /** Passes over the rest of the line, but not over a brace that closes what is around; gives where it ends. */
  skipLine(): number {
    for (let token = this.peek(); token !== null; token = this.peek()) {
      if (token.kind === "newline" || (token.kind === "sign" && token.text === "}")) break;
      this.#at++;
    }
    return this.behind();
  }

  /** Passes over the rest of the line and the blocks that open on it; gives where they end. */
  skipBlocks(): number {
    let depth = 0;
    for (let token = this.peek(); token !== null; token = this.peek()) {
      if (depth === 0 && token.kind === "newline") break;
      if (token.kind === "sign" && token.text === "{") depth++;
      if (token.kind === "sign" && token.text === "}" && depth > 0) depth--;
      this.#at++;
    }
    return this.behind();
  }
}
