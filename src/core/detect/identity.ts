/** The ids by which people and programs speak of operations, unread places and problems. */

import { createHash } from "node:crypto";

import type { ReadOperation } from "../operation.ts";

/** 32 hex digits of SHA-256. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** What makes two operations the same: what they do and where in the schema, never where in a file. Two migrations that do the same thing have one fingerprint. */
export function fingerprint(operation: ReadOperation, database: string): string {
  const { kind, direction, phase, schema, table, columns, name, details } = operation;
  return canonical([kind, database, direction, phase, schema, table, columns, name, details]);
}

/** Gives ids in order; equal operations are told apart by their ordinal. */
export class Identifier {
  readonly #seen = new Map<string, number>();

  id(fingerprint: string): string {
    const ordinal = this.#seen.get(fingerprint) ?? 0;
    this.#seen.set(fingerprint, ordinal + 1);
    return shortHash(`${fingerprint}#${ordinal}`);
  }
}

/** JSON with sorted keys, so that the order in which a reader builds an object does not count. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
