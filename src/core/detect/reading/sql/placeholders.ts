/** Template placeholders in the place of names: each gets a name of its own length, so that the statement can be read. */

import type { Node } from "libpg-query";

import { Lexer } from "./lexer.ts";
import { typeOf } from "./nodes.ts";

/** A statement whose placeholders have names. */
export interface Named {
  text: string;
  /** The first placeholder, as written. */
  first: string;
  /** Puts the template's own text back into the names; false when one stands for more than a name or a value. */
  restore: (nodes: readonly Node[]) => boolean;
}

/** `${x}`, `{{ x }}`, `<%= x %>`, `@x@`, and psql's `:x`, `:'x'`, `:"x"`. */
const PLACEHOLDER =
  /\$\{[\w.:-]+\}|\{\{\s*[\w.| ]+\s*\}\}|<%=?[^%\n]*%>|@[A-Za-z_]\w*@|(?<![:\w\]]):(?:[A-Za-z_]\w*|'\w+'|"\w+")(?![\w=])/y;

/** Null when there is no placeholder outside quotes. */
export function withPlaceholders(text: string): Named | null {
  const names = new Map<string, string>();
  const parts: string[] = [];
  let first = "";
  let copied = 0;
  const lexer = new Lexer(text);
  for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
    if (kind !== "symbol" && !(kind === "word" && text.startsWith("${", lexer.end - 1))) continue;
    const at = kind === "word" ? lexer.end - 1 : lexer.start;
    PLACEHOLDER.lastIndex = at;
    const found = PLACEHOLDER.exec(text)?.[0];
    if (found === undefined) continue;
    const name = nameOf(names.size, found.length, text);
    if (name === null) return null;
    if (first === "") first = found;
    names.set(name, found);
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

/** Statements in which a placeholder in place of a column is a value. */
const DATA = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "SelectStmt", "ViewStmt"]);

function restore(nodes: readonly Node[], names: ReadonlyMap<string, string>): boolean {
  const pattern = new RegExp([...names.keys()].join("|"), "g");
  let sound = true;
  for (const root of nodes) {
    const isData = DATA.has(typeOf(root));
    // A placeholder in a type, or in the place of an expression outside data statements, says what the statement does.
    const stack: { value: unknown; deciding: boolean }[] = [{ value: root, deciding: false }];
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
      const { value, deciding } = entry;
      if (typeof value !== "object" || value === null) continue;
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === "string") {
          if (inner.search(pattern) === -1) continue;
          if (deciding) sound = false;
          Reflect.set(
            value,
            key,
            inner.replace(pattern, (name) => names.get(name) ?? name),
          );
        } else
          stack.push({
            value: inner,
            deciding:
              deciding || key === "typeName" || key === "TypeName" || (key === "ColumnRef" && !isData),
          });
      }
    }
  }
  return sound;
}
