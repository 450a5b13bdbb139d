/** The commands of texts, each read once: whoever can comment can write many texts that take long, and every review reads all of them. */

import { hash } from "node:crypto";

import { readCommands } from "../../core/command/read-commands.ts";
import type { CommandReading } from "../../core/command/request.ts";

/** Characters of all texts whose readings are kept. */
const mostKept = 16_000_000;

interface Kept {
  reading: CommandReading;
  size: number;
}

/** By the text's hash, the one that was not asked for longest first. */
const kept = new Map<string, Kept>();
let size = 0;

export function commandsIn(body: string): CommandReading {
  const key = hash("sha256", body);
  const known = kept.get(key);
  const { reading } = known ?? { reading: readCommands(body) };
  if (known === undefined) size += body.length;
  kept.delete(key);
  kept.set(key, { reading, size: body.length });
  for (const [oldest, { size: freed }] of kept) {
    if (size <= mostKept) break;
    kept.delete(oldest);
    size -= freed;
  }
  return reading;
}

/** Reads texts ahead, and lets other work go on between them. */
export async function readAhead(texts: readonly { body: string }[]): Promise<void> {
  for (const { body } of texts) {
    commandsIn(body);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
