/** Names and texts as MySQL and MariaDB write them. */

import type { TableName } from "../../operation.ts";
import { isDeceptive } from "../names.ts";

/** Always in backticks: what is a keyword differs from version to version. Null when it cannot be shown safely. */
export function quoteIdentifier(name: string): string | null {
  return name === "" || isDeceptive(name) ? null : `\`${name.replaceAll("`", "``")}\``;
}

/** A text that says the same with and without NO_BACKSLASH_ESCAPES: one with a backslash is written in hexadecimal digits. */
export function quoteLiteral(text: string): string | null {
  if (isDeceptive(text)) return null;
  if (text.includes("\\")) {
    const bytes = [...new TextEncoder().encode(text)];
    return `_utf8mb4 0x${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }
  return `'${text.replaceAll("'", "''")}'`;
}

export function quoteTable({ schema, table }: TableName): string | null {
  const own = quoteIdentifier(table);
  if (schema === null || own === null) return own;
  const before = quoteIdentifier(schema);
  return before === null ? null : `${before}.${own}`;
}
