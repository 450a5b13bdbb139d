/** Which statements of a text share a transaction: the framework's, the server's own, and explicit BEGIN and COMMIT. */

export class Transactions {
  /** The group of the statement that runs now, null when it commits by itself. */
  current: string | null;
  readonly #base: string | null;
  readonly #implicit: boolean;
  #count = 1;

  /** `around` is the transaction around the text, `implicit` says that the server makes it, which it does for two statements or more. */
  constructor(around: string | null, implicit: boolean, statements: number) {
    this.#implicit = implicit;
    this.#base = implicit && statements < 2 ? null : around;
    this.current = this.#base;
  }

  /** Takes a transaction statement by the parser's name for it. */
  take(kind: string): void {
    if (kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START") {
      if (this.current === null) this.current = this.#next("block");
    } else if (
      kind === "TRANS_STMT_COMMIT" ||
      kind === "TRANS_STMT_ROLLBACK" ||
      kind === "TRANS_STMT_PREPARE"
    ) {
      if (this.current === null) return;
      this.current = this.#implicit && this.#base !== null ? this.#next(this.#base) : null;
    }
  }

  #next(name: string): string {
    this.#count += 1;
    return name === "block" && this.#count === 2 ? name : `${name}:${this.#count}`;
  }
}
