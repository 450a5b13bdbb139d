/** `value[key]`. */

import type { Interpreter } from "../source/interpreter.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import { lengthOf, plain, slice } from "../source/text.ts";
import { either, list, NONE, unknown, type Value } from "../source/value.ts";
import { lookUp } from "./hash-methods.ts";

export function element(run: Interpreter, self: Value, keys: readonly Value[], node: Syntax): Value {
  const source = textOf(run.file, node);
  const [key, length] = keys;
  if (key === undefined) return self.kind === "class" ? self : unknown(source);
  switch (self.kind) {
    case "host":
      return run.host.item(self.value, key, node);
    case "choice":
      return either(self.options.map((option) => element(run, option, keys, node)));
    case "dict":
      return lookUp(self, key) ?? unknown(source);
    case "list":
      if (self.open) return unknown(source);
      return key.kind === "number" && length === undefined
        ? (self.items.at(key.value) ?? NONE)
        : (portion(key, length, self.items.length, (from, to) => list(self.items.slice(from, to))) ??
            unknown(source));
    case "text": {
      if (plain(self.pieces) === null) return unknown(source);
      const size = lengthOf(self.pieces);
      const cut = (from: number, to: number): Value => ({ ...self, pieces: slice(self.pieces, from, to) });
      if (key.kind === "number" && length === undefined) {
        const at = key.value < 0 ? size + key.value : key.value;
        return at < 0 || at >= size ? NONE : cut(at, at + 1);
      }
      return portion(key, length, size, cut) ?? unknown(source);
    }
    case "symbol":
      // `ActiveRecord::Migration[7.0]` is a class too.
      return key.kind === "number"
        ? { kind: "symbol", path: `${self.path}[${version(run, node)}]` }
        : unknown(source);
    default:
      return unknown(source);
  }
}

/** As it is written: `7.0` is no number. */
function version(run: Interpreter, node: Syntax): string {
  return textOf(run.file, node).replaceAll(/^[^[]*\[\s*|\s*\]$/gu, "");
}

/** `[from, length]` or `[from..to]`, whose range is a list of places by now. */
function portion(
  key: Value,
  length: Value | undefined,
  size: number,
  cut: (from: number, to: number) => Value,
): Value | undefined {
  if (key.kind === "number" && length?.kind === "number") {
    const from = key.value < 0 ? size + key.value : key.value;
    return from < 0 || from > size ? NONE : cut(from, from + Math.max(length.value, 0));
  }
  if (key.kind !== "list" || key.type !== "set") return undefined;
  const [first, last] = [key.items[0], key.items.at(-1)];
  if (first?.kind !== "number" || last?.kind !== "number" || first.value < 0) return undefined;
  return cut(first.value, last.value + 1);
}
