/** Receipts as a line of base64, and back: nothing that is not exactly as we write it is read. */

import type { Outcome, Receipt } from "../../command/receipt.ts";

/** As it stands in the marker. Each key stands in it once, in 22 characters: a command may cover a thousand, and so may the next one. */
interface Stored {
  version: 1;
  /** Every key that a receipt has: 16 bytes each, base64. */
  keys: string;
  receipts: StoredReceipt[];
}

type StoredReceipt = Omit<Receipt, "keys"> & {
  /** First and number of each run of keys. */
  keys: number[];
};

/** Throws when a key is not 32 hex digits. */
export function packed(receipts: readonly Receipt[]): string {
  const all = [...new Set(receipts.flatMap(({ keys }) => keys))];
  const wrong = all.some((key) => !keyForm.test(key));
  if (wrong) throw new Error("a key of a receipt has 32 hex digits");
  const places = new Map(all.map((key, at) => [key, at]));
  const stored: Stored = {
    version: 1,
    keys: Buffer.from(all.join(""), "hex").toString("base64"),
    receipts: receipts.map(({ id, by, text, link, at, outcome, keys }) => {
      const runs = runsOf(keys.map((key) => places.get(key) as number));
      return { id, by, text: text.toWellFormed(), link, at, outcome, keys: runs };
    }),
  };
  return Buffer.from(JSON.stringify(stored)).toString("base64");
}

/** Null when it is not what `packed` makes. */
export function unpacked(data: string): Receipt[] | null {
  const stored = parsed(Buffer.from(data, "base64").toString("utf8"));
  if (!isRecord(stored) || stored["version"] !== 1) return null;
  const { keys, receipts } = stored;
  if (typeof keys !== "string" || !Array.isArray(receipts)) return null;
  const all = keysIn(keys);
  const read = (receipts as unknown[]).map((one) => receiptOf(one, all));
  return read.every((one) => one !== null) ? read : null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function keysIn(base64: string): string[] {
  return (
    Buffer.from(base64, "base64")
      .toString("hex")
      .match(/[0-9a-f]{32}/gu) ?? []
  );
}

function runsOf(places: readonly number[]): number[] {
  const runs: number[] = [];
  for (const place of places) {
    const [start = 0, length = 0] = runs.slice(-2);
    if (length > 0 && place === start + length) runs[runs.length - 1] = length + 1;
    else runs.push(place, 1);
  }
  return runs;
}

const keyForm = /^[0-9a-f]{32}$/u;
const forms: Record<"id" | "link" | "at", RegExp> = {
  id: /^[A-Za-z0-9-]{1,100}$/u,
  link: /^https?:\/\/\S{1,500}$/u,
  at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u,
};
const outcomes: readonly string[] = ["done", "refused", "mistaken", "ended"] satisfies Outcome[];
/** In characters: logins are shorter, and so are commands in one form. */
const longest = { by: 100, text: 1000 };

function receiptOf(value: unknown, all: readonly string[]): Receipt | null {
  if (!isRecord(value)) return null;
  const { id, by, text, link, at, outcome, keys } = value;
  if (!fits(id, forms.id) || !fits(link, forms.link) || !fits(at, forms.at)) return null;
  if (typeof by !== "string" || by.length > longest.by) return null;
  if (typeof text !== "string" || text.length > longest.text) return null;
  if (typeof outcome !== "string" || !outcomes.includes(outcome)) return null;
  const own = keysOf(keys, all);
  return own === null ? null : { id, by, text, link, at, outcome: outcome as Outcome, keys: own };
}

function keysOf(runs: unknown, all: readonly string[]): string[] | null {
  if (!Array.isArray(runs) || runs.length % 2 === 1 || !runs.every(isCount)) return null;
  const keys: string[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    const [start = 0, length = 0] = runs.slice(at, at + 2);
    const run = all.slice(start, start + length);
    if (run.length !== length) return null;
    keys.push(...run);
  }
  return keys;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function fits(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
