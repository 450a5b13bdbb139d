/** Says what is wrong with a command, with the right line to paste. */

import type { Reading } from "./command.ts";
import { lineOf } from "./line-of.ts";
import type { Request } from "./request.ts";

/** `meant`: what was most likely meant; null when nothing is near. */
export function refuse(message: string, meant: Request | null = null): Reading {
  return { mistake: { message, paste: meant === null ? null : lineOf(meant) } };
}

/** `reading`: how the command reads once what `message` says is mended. */
export function mended(message: string, reading: Reading): Reading {
  if ("request" in reading) return refuse(message, reading.request);
  const { mistake } = reading;
  return { mistake: { message: `${message} ${mistake.message}`, paste: mistake.paste } };
}

/** Words of the author, to stand in backticks. */
export function quotable(words: string): string {
  const plain = words.slice(0, 200).replaceAll("`", "").replaceAll(/\s+/gu, " ").trim();
  const characters = Array.from(plain);
  return characters.length <= 60 ? plain : `${characters.slice(0, 60).join("")}...`;
}
