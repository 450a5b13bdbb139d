/** The text of a blob as GraphQL gives it: cut when it is large, absent when it is binary. */

import { limits } from "./limits.ts";
import type { Context } from "./resolver.ts";

/** Null: GitHub cannot tell. */
export function isBinary(context: Context, bytes: Buffer): boolean | null {
  return context.switches.unknownBinary ? null : hasZero(bytes);
}

function hasZero(bytes: Buffer): boolean {
  return bytes.subarray(0, limits.binaryProbe.value).includes(0);
}

export function isTruncated(bytes: Buffer): boolean {
  return bytes.length > limits.blobText.value;
}

export function blobText(context: Context, bytes: Buffer): string | null {
  if (context.switches.unknownBinary || hasZero(bytes)) return null;
  if (!isTruncated(bytes)) return bytes.toString("utf8");
  let end: number = limits.blobText.value;
  // Not in the middle of a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.toString("utf8", 0, end);
}
