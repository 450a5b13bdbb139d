/** How names of the author are shown in words: marked, and with every hidden character visible. */

import type { TableName } from "../operation.ts";
import { qualified } from "../operation.ts";

// Controls, bidirectional and zero-width marks, line separators, lone surrogates, fillers: what a reader would not see.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
// Nearly every name is one of these, and needs no second look.
const ascii = /^[ -_a-~]*$/u;
const escaped = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`]/gu;

/** Whether a name has a character that a reader would not see, so that a command with it could not be judged by looking. */
export function isDeceptive(name: string): boolean {
  return !ascii.test(name) && hidden.test(name);
}

/** A name as a literal of a note, in reStructuredText and Markdown: ``user``. */
export function literal(name: string | TableName): string {
  return `\`\`${shown(name)}\`\``;
}

/** A name in a message: `user`. */
export function code(name: string | TableName): string {
  return `\`${shown(name)}\``;
}

function shown(name: string | TableName): string {
  const text = typeof name === "string" ? name : qualified(name.schema, name.table);
  if (ascii.test(text)) return text;
  return text.replace(escaped, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
}

/** The same, with the rest counted: no sentence lists a hundred tables. */
export function listedShort(items: readonly string[]): string {
  const most = 4;
  if (items.length <= most) return listed(items);
  return listed([...items.slice(0, most - 1), `${items.length - most + 1} more`]);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
