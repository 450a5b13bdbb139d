/** Which statements of a text share a transaction: in MySQL and MariaDB a change of the schema commits, in SQLite it is a part of it. */

import type { Statement } from "./statement.ts";

/** Statements of MySQL and MariaDB that commit what was open, before and behind themselves. */
const COMMITTING = new Set(
  "ALTER CREATE DROP RENAME TRUNCATE GRANT REVOKE ANALYZE CACHE CHECK OPTIMIZE REPAIR FLUSH LOCK INSTALL UNINSTALL".split(
    " ",
  ),
);

/** Does a statement with these first words only begin, end or mark a transaction? */
export function isTransaction(first: string, second: string): boolean {
  if (first === "START") return second === "TRANSACTION";
  return ["COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "XA"].includes(first);
}

export class Transactions {
  /** The group of the statement that runs now, null when it commits by itself. */
  current: string | null;
  readonly #around: string | null;
  readonly #mysql: boolean;
  #count = 1;

  constructor(around: string | null, mysql: boolean) {
    this.#around = around;
    this.#mysql = mysql;
    this.current = around;
  }

  /** Takes a statement about transactions; false when it is another. */
  take(first: string, second: string): boolean {
    if (
      (first === "BEGIN" && second !== "NOT") ||
      (first === "START" && second === "TRANSACTION") ||
      (first === "XA" && (second === "START" || second === "BEGIN"))
    ) {
      this.current ??= this.#next("block");
      return true;
    }
    const isEnd = first === "COMMIT" || first === "ROLLBACK" || first === "END" || first === "XA";
    if (!isEnd) return first === "SAVEPOINT" || first === "RELEASE";
    if (second !== "TO") this.current = null;
    return true;
  }

  /** The group of a statement, before it runs. */
  groupOf(first: string, isTemporary: boolean): string | null {
    if (!this.#mysql || isTemporary || !COMMITTING.has(first)) return this.current;
    // The framework's transaction goes on as a new one for the rows that follow; one of the text itself is over.
    if (this.current !== null) this.current = this.#around === null ? null : this.#next(this.#around);
    return null;
  }

  #next(name: string): string {
    this.#count += 1;
    return name === "block" && this.#count === 2 ? name : `${name}:${this.#count}`;
  }
}

/** `CREATE TEMPORARY TABLE` and `DROP TEMPORARY TABLE` commit nothing. */
export function isTemporary({ tokens, from }: Statement): boolean {
  return tokens[from + 1]?.word === "TEMPORARY" || tokens[from + 3]?.word === "TEMPORARY";
}
