/** Records as a short text, for a hidden marker: JSON, deflated, in base64. */

import { deflateRawSync, inflateRawSync } from "node:zlib";

import { readRecordValue } from "./read-record.ts";
import type { ChangeRecord } from "./record.ts";
import { shortened } from "./shorten.ts";

/** Of the JSON, in bytes: what a text blows up to when it is read. */
const mostJson = 1_000_000;

/** At most `most` characters; what does not fit is left out and counted. Empty: there are no records, or not one would fit. */
export function encodeRecord(records: readonly ChangeRecord[], most: number): string {
  if (records.length === 0) return "";
  let text = "";
  const fits = (candidates: readonly ChangeRecord[]): boolean => {
    const json = Buffer.from(JSON.stringify(candidates));
    if (json.length > mostJson) return false;
    const packed = deflateRawSync(json, { level: 9 }).toString("base64");
    if (packed.length > most) return false;
    text = packed;
    return true;
  };
  return shortened(records, fits) === null ? "" : text;
}

/** Null: the text is damaged, or no text of ours. */
export function decodeRecord(text: string): ChangeRecord[] | null {
  if (!/^[A-Za-z\d+/]+={0,2}$/u.test(text)) return null;
  try {
    const json = inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: mostJson });
    const value: unknown = JSON.parse(json.toString("utf8"));
    if (!Array.isArray(value)) return null;
    const records = value.map(readRecordValue).filter((record) => record !== null);
    return records.length === value.length ? records : null;
  } catch {
    return null;
  }
}
