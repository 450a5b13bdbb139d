/** Reads PHP in tests: one value of a file. */

import { phpGrammar } from "../../src/core/detect/reading/php/grammar.ts";
import { php } from "../../src/core/detect/reading/php/php.ts";
import { interpreter } from "../../src/core/detect/reading/source/interpret.ts";
import type { Host } from "../../src/core/detect/reading/source/interpreter.ts";
import { parseSource, textOf, type SourceFile } from "../../src/core/detect/reading/source/syntax.ts";
import { shown } from "../../src/core/detect/reading/source/text.ts";
import { unknown, type Value } from "../../src/core/detect/reading/source/value.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

export const parsers = await loadParsers(["php", "postgresql"]);

/** What a value is, as JSON writes it; `?` is what is not known. */
export function showPhp(value: Value): string {
  switch (value.kind) {
    case "none":
      return "null";
    case "bool":
    case "number":
      return String(value.value);
    case "text":
      return shown(value.pieces);
    case "list":
      return `[${[...value.items.map(showPhp), ...(value.open ? ["..."] : [])].join(", ")}]`;
    case "dict": {
      const entries = [...value.entries.values()].map(
        (entry) => `${showPhp(entry.key)}: ${showPhp(entry.value)}`,
      );
      return `{${[...entries, ...(value.open ? ["..."] : [])].join(", ")}}`;
    }
    case "symbol":
      return `<${value.path}>`;
    case "choice":
      return value.options.map(showPhp).join(" | ");
    default:
      return "?";
  }
}

/** A host that knows nothing and tells what it was asked to call. */
function hostOf(calls: string[], file: SourceFile): Host {
  return {
    symbol: () => null,
    attribute: () => unknown("?"),
    item: () => unknown("?"),
    iterate: () => null,
    call: () => null,
    method: () => unknown("?"),
    classAttribute: () => null,
    setAttribute: () => {},
    enter: (value) => ({ value, leave: () => {} }),
    operate: () => null,
    foreign(call) {
      calls.push(`${call.path ?? call.name}(${call.args.positional.map(showPhp).join(", ")})`);
      return unknown(textOf(file, call.node));
    },
  };
}

/** The file is run: what its variable `$result` is at the end, and the calls of what it does not define. */
export function runPhp(source: string): { result: string | null; calls: string[]; value: Value | undefined } {
  if (parsers.php === null) throw new Error("no parser");
  const file = parseSource("a.php", source, parsers.php, phpGrammar, () => false);
  if ("refused" in file) throw new Error(file.refused);
  const calls: string[] = [];
  const run = interpreter(php, file, () => hostOf(calls, file), { expired: () => false, unread: () => {} });
  run.execute(file.root, run.globals);
  const value = run.globals.own("$result");
  return { result: value === undefined ? null : showPhp(value), calls, value };
}
