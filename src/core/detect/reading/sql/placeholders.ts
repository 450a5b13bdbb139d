/** Template placeholders in SQL: each gets a name of its own length, so that the statement can be read as far as it is certain. */

import type { Node } from "libpg-query";

import { Lexer } from "./lexer.ts";
import { undecided } from "./undecided.ts";

/** A statement whose placeholders have names. */
export interface Named {
  text: string;
  /** The first placeholder, as written. */
  first: string;
  /** Puts the template's own text back into the names; gives the placeholder that decides what the statement does, null when none does. */
  restore: (nodes: readonly Node[]) => string | null;
}

/** `${x}`, `{{ x }}`, `<%= x %>`, `@x@`, `$%x%$`, `$x`, and psql's `:x`, `:'x'`, `:"x"`. */
const PLACEHOLDER =
  /\$\{[^{}\n]+\}|\{\{[^{}\n]+\}\}|<%=?[^%\n]*%>|@[A-Za-z_]\w*@|\$%\w+%\$|\$[A-Za-z_]\w*(?!\w*\$)|(?<![:\w\]]):(?:[A-Za-z_]\w*|'\w+'|"\w+")(?![\w=])/y;

/** Go's templates have quotes inside the quotes: `"{{ index .Options "Namespace" }}"`. */
const QUOTED = /"\{\{[^{}\n]+\}\}"/y;

/** Null when there is no placeholder outside quotes. */
export function withPlaceholders(text: string): Named | null {
  const names = new Map<string, string>();
  const parts: string[] = [];
  let first = "";
  let copied = 0;
  const lexer = new Lexer(text);
  for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
    const quoted = kind === "identifier" && text.startsWith('"{{', lexer.start);
    const inWord = kind === "word" && text.startsWith("${", lexer.end - 1);
    if (kind !== "symbol" && !quoted && !inWord) continue;
    const at = inWord ? lexer.end - 1 : lexer.start;
    const pattern = quoted ? QUOTED : PLACEHOLDER;
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const name = nameOf(names.size, found.length, text);
    if (name === null) return null;
    const marker = quoted ? found.slice(1, -1) : found;
    if (first === "") first = marker;
    names.set(name, marker);
    parts.push(text.slice(copied, at), name);
    copied = at + found.length;
    lexer.end = copied;
  }
  if (names.size === 0) return null;
  parts.push(text.slice(copied));
  return { text: parts.join(""), first, restore: (nodes) => restore(nodes, names) };
}

/** A name of this length that does not occur in the text, null when there is none. */
function nameOf(number: number, length: number, text: string): string | null {
  const digits = `z${number.toString(36)}`;
  if (digits.length + 1 > length) return null;
  const name = digits + "_".repeat(length - digits.length);
  return text.includes(name) ? null : name;
}

function restore(nodes: readonly Node[], names: ReadonlyMap<string, string>): string | null {
  const pattern = new RegExp([...names.keys()].join("|"), "g");
  const markers = new Set(names.values());
  const stack: unknown[] = [...nodes];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner !== "string") stack.push(inner ?? null);
      else if (inner.search(pattern) !== -1)
        Reflect.set(
          value,
          key,
          inner.replace(pattern, (name) => names.get(name) ?? name),
        );
    }
  }
  return undecided(nodes, (word) => markers.has(word));
}
