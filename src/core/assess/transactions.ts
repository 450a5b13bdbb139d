/** What a transaction holds and made so far, while its operations run one after another. */

import type { Lock } from "../impact.ts";
import type { IdentifiedOperation } from "../operation.ts";
import { isOneStatement } from "./statements.ts";

/** One lock that is held, and the operation that took it. */
export interface Held {
  lock: Lock;
  operation: IdentifiedOperation;
}

/** An enum value that the transaction added; `ofNewType`: to a type that it made as well. */
export interface FreshValue {
  type: string;
  value: string;
  ofNewType: boolean;
}

export interface OpenTransaction {
  /** Blocking locks by relation: the first and strongest of each. */
  held: Map<string, Held>;
  freshValues: FreshValue[];
  freshTypes: Set<string>;
}

/** The transactions of one database and direction. */
export class Transactions {
  readonly #open = new Map<string, OpenTransaction>();
  #last: { operation: IdentifiedOperation; transaction: OpenTransaction } | null = null;

  /** The transaction that the operation runs in; one statement is one, also where each commits by itself. */
  of(operation: IdentifiedOperation): OpenTransaction {
    const last = this.#last;
    if (last !== null && continues(last.operation, operation)) return last.transaction;
    const transaction = this.#named(operation) ?? begun();
    this.#last = { operation, transaction };
    return transaction;
  }

  /** Null where each statement commits by itself: what it held is free when the next begins. */
  #named({ transaction: name, place }: IdentifiedOperation): OpenTransaction | null {
    if (name === null) return null;
    const key = name === "all" ? name : `${place.path}\n${name}`;
    const transaction = this.#open.get(key) ?? begun();
    this.#open.set(key, transaction);
    return transaction;
  }
}

function begun(): OpenTransaction {
  return { held: new Map(), freshValues: [], freshTypes: new Set() };
}

/** Whether the operation runs in the transaction of the one before it. */
function continues(before: IdentifiedOperation, operation: IdentifiedOperation): boolean {
  if (before.transaction !== operation.transaction || before.place.path !== operation.place.path)
    return false;
  return operation.transaction !== null || isOneStatement(before, operation);
}

/** Keeps the blocking locks of the operation until its transaction ends. */
export function hold(
  transaction: OpenTransaction,
  operation: IdentifiedOperation,
  locks: readonly Lock[],
): void {
  for (const lock of locks) {
    if (lock.blocks.length === 0) continue;
    const before = transaction.held.get(lock.table);
    if (before === undefined || before.lock.blocks.length < lock.blocks.length) {
      transaction.held.set(lock.table, { lock, operation });
    }
  }
}

/** So many are named: enough to say why, however many there are. */
const mostNamed = 3;

/** The first locks that are held beside those that the operation takes as strongly itself, and how many more there are. */
export function heldBeside({ held }: OpenTransaction, own: readonly Lock[]): { first: Held[]; more: number } {
  const first: Held[] = [];
  if (held.size === 0) return { first, more: 0 };
  const taken = new Map(own.map((lock) => [lock.table, lock]));
  let more = 0;
  for (const one of held.values()) {
    const again = taken.get(one.lock.table);
    if (again !== undefined && covers(again, one.lock)) continue;
    if (first.length < mostNamed) first.push(one);
    else more++;
  }
  return { first, more };
}

function covers(lock: Lock, other: Lock): boolean {
  return other.blocks.every((what) => lock.blocks.includes(what));
}

/** Remembers the types and enum values that the operation makes in its transaction. */
export function remember(transaction: OpenTransaction, operation: IdentifiedOperation): void {
  if (operation.name === null) return;
  if (operation.kind === "create_type") transaction.freshTypes.add(operation.name);
  if (operation.kind !== "add_enum_value") return;
  const { name: type, details } = operation;
  const ofNewType = transaction.freshTypes.has(type);
  transaction.freshValues.push({ type, value: details.value, ofNewType });
}
