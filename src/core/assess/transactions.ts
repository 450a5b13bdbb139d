/** What a transaction holds and made so far, while its operations run one after another. */

import type { Lock } from "../impact.ts";
import { targetOf } from "../operation.ts";
import type { IdentifiedOperation } from "../operation.ts";
import { code, listed } from "./names.ts";

/** One lock that is held, and in words which, and from which operation. */
export interface Held {
  lock: Lock;
  words: string;
}

export interface OpenTransaction {
  /** Blocking locks by relation: the first and strongest of each. */
  held: Map<string, Held>;
  freshValues: { type: string; value: string }[];
  freshTypes: Set<string>;
}

/** The transactions of one database and direction. */
export class Transactions {
  readonly #open = new Map<string, OpenTransaction>();

  /** The transaction that the operation runs in; one statement is one, also where each commits by itself. */
  of(operation: IdentifiedOperation): OpenTransaction {
    const key = keyOf(operation);
    let transaction = this.#open.get(key);
    if (transaction === undefined) {
      transaction = { held: new Map(), freshValues: [], freshTypes: new Set() };
      this.#open.set(key, transaction);
    }
    return transaction;
  }
}

function keyOf({ transaction, place, statement }: IdentifiedOperation): string {
  if (transaction === "all") return "all";
  if (transaction !== null) return `${place.path}\n${transaction}`;
  return `${place.path}\n${statement.line}:${statement.column}`;
}

/** Remembers what the operation leaves behind in its transaction. */
export function remember(
  transaction: OpenTransaction,
  operation: IdentifiedOperation,
  locks: readonly Lock[],
): void {
  for (const lock of locks) {
    if (lock.blocks.length === 0) continue;
    const before = transaction.held.get(lock.table);
    if (before === undefined || before.lock.blocks.length < lock.blocks.length) {
      transaction.held.set(lock.table, { lock, words: heldBy(lock, operation) });
    }
  }
  if (operation.name === null) return;
  if (operation.kind === "create_type") transaction.freshTypes.add(operation.name);
  if (operation.kind === "add_enum_value" && !transaction.freshTypes.has(operation.name)) {
    transaction.freshValues.push({ type: operation.name, value: operation.details.value });
  }
}

function heldBy(lock: Lock, operation: IdentifiedOperation): string {
  return `a lock that blocks ${listed(lock.blocks)} on ${code(lock.table)} (from ${operation.kind} ${code(targetOf(operation))})`;
}
