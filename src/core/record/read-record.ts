/** Reads a record from JSON that anybody may have changed: every field as it must be, or nothing. */

import type { ChangeRecord, RecordedException, RecordedOperation, RecordedWaiver } from "./record.ts";

/** Null: it is no record. Fields that a later version may add are left out. */
export function readRecordValue(value: unknown): ChangeRecord | null {
  try {
    return record(value);
  } catch (cause) {
    if (cause instanceof Damage) return null;
    throw cause;
  }
}

class Damage extends Error {}

function record(value: unknown): ChangeRecord {
  const from = fields(value);
  if (from["version"] !== 1) throw new Damage();
  return {
    version: 1,
    repository: text(from["repository"]),
    number: count(from["number"]),
    head: text(from["head"]),
    author: orNull(from["author"], text),
    conclusion: oneOf(from["conclusion"], ["success", "failure", "neutral"]),
    exceptions: list(from["exceptions"], exception),
    waivers: list(from["waivers"], waiver),
    more: count(from["more"]),
  };
}

function exception(value: unknown): RecordedException {
  const from = fields(value);
  return {
    target: text(from["target"]),
    operations: list(from["operations"], operation),
    more: count(from["more"]),
    reason: text(from["reason"]),
    until: orNull(from["until"], day),
    origin: oneOf(from["origin"], ["migration", "file", "command"]),
    state: oneOf(from["state"], ["proposed", "granted"]),
    grantedBy: list(from["grantedBy"], text),
    link: orNull(from["link"], address),
  };
}

function operation(value: unknown): RecordedOperation {
  const from = fields(value);
  return {
    id: text(from["id"]),
    kind: text(from["kind"]),
    target: text(from["target"]),
    database: text(from["database"]),
    path: text(from["path"]),
    line: count(from["line"]),
    impact: text(from["impact"]),
  };
}

function waiver(value: unknown): RecordedWaiver {
  const from = fields(value);
  return {
    rule: text(from["rule"]),
    reason: text(from["reason"]),
    until: orNull(from["until"], day),
    by: text(from["by"]),
    link: address(from["link"]),
    problems: list(from["problems"], text),
    more: count(from["more"]),
  };
}

function fields(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Damage();
  return value as Record<string, unknown>;
}

function list<T>(value: unknown, item: (value: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new Damage();
  return value.map((each: unknown) => item(each));
}

function orNull<T>(value: unknown, item: (value: unknown) => T): T | null {
  return value === null ? null : item(value);
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Damage();
  return value;
}

function count(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Damage();
  return value;
}

function oneOf<const T extends string>(value: unknown, words: readonly T[]): T {
  const word = words.find((each) => each === value);
  if (word === undefined) throw new Damage();
  return word;
}

function day(value: unknown): string {
  const date = text(value);
  if (!/^\d{4}-\d\d-\d\d$/u.test(date) || Number.isNaN(Date.parse(date))) throw new Damage();
  return date;
}

/** Of a page: it becomes a link. */
function address(value: unknown): string {
  const url = text(value);
  if (!/^https?:\/\//u.test(url)) throw new Damage();
  return url;
}
