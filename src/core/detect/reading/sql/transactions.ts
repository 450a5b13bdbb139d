/** Which statements of a text share a transaction: the framework's, the server's own, and explicit BEGIN and COMMIT. */

import type { SqlContext } from "./statement.ts";

export class Transactions {
  /** The group of the statement that runs now, null when it commits by itself. */
  current: string | null;
  readonly #base: string | null;
  readonly #implicit: boolean;
  #count = 1;

  constructor(context: SqlContext, statements: number) {
    this.#implicit = context.implicit === true;
    this.#base = this.#implicit && statements < 2 ? null : context.transaction;
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
