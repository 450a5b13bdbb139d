/** The ids by which people and programs speak of operations, unread places and problems. */

import { hash } from "node:crypto";

import type { ReadOperation } from "../operation.ts";

/** 32 hex digits of SHA-256. */
export function shortHash(text: string): string {
  return hash("sha256", text, "hex").slice(0, 32);
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
    return idOf(fingerprint, this.ordinal(fingerprint));
  }

  /** How many equal ones came before. */
  ordinal(fingerprint: string): number {
    const ordinal = this.#seen.get(fingerprint) ?? 0;
    this.#seen.set(fingerprint, ordinal + 1);
    return ordinal;
  }
}

/** The id of what has this fingerprint, with this many equal ones before it. */
export function idOf(fingerprint: string, ordinal: number): string {
  return shortHash(`${fingerprint}#${ordinal}`);
}

/** The keys of operations as JSON: they are few, and every operation has them. */
const labels = new Map<string, string>();

function labelOf(key: string): string {
  let label = labels.get(key);
  if (label === undefined) {
    label = `${JSON.stringify(key)}:`;
    labels.set(key, label);
  }
  return label;
}

/** JSON with sorted keys, so that the order in which a reader builds an object does not count. */
function canonical(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value !== "object") return JSON.stringify(value) ?? "null";
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += text === "" ? canonical(item) : `,${canonical(item)}`;
    return `[${text}]`;
  }
  const object = value as Record<string, unknown>;
  for (const key of Object.keys(object).toSorted()) {
    const item = object[key];
    if (item !== undefined) text += `${text === "" ? "" : ","}${labelOf(key)}${canonical(item)}`;
  }
  return `{${text}}`;
}
