/** Reads JavaScript and TypeScript in tests: one value of a file, without any framework. */

import { interpreter } from "../../src/core/detect/reading/source/interpret.ts";
import type { Host } from "../../src/core/detect/reading/source/interpreter.ts";
import { parseSource } from "../../src/core/detect/reading/source/syntax.ts";
import { shown } from "../../src/core/detect/reading/source/text.ts";
import { getItem, stringOf, unknown, type Value } from "../../src/core/detect/reading/source/value.ts";
import { typescriptGrammar } from "../../src/core/detect/reading/typescript/grammar.ts";
import { exported } from "../../src/core/detect/reading/typescript/modules.ts";
import { typescript } from "../../src/core/detect/reading/typescript/typescript.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

export const parsers = await loadParsers(["typescript", "postgresql"]);

/** What a value is, as people would write it; unknown parts stand as `?`. */
export function showValue(value: Value): string {
  switch (value.kind) {
    case "text":
      return JSON.stringify(shown(value.pieces)).replaceAll('"', "'");
    case "number":
    case "bool":
      return String(value.value);
    case "none":
      return "null";
    case "list":
      return `[${[...value.items.map(showValue), ...(value.open ? ["..."] : [])].join(", ")}]`;
    case "dict": {
      const entries = [...value.entries.values()].map(
        ({ key, value: part }) => `${stringOf(key) ?? "?"}: ${showValue(part)}`,
      );
      return `{${[...entries, ...(value.open ? ["..."] : [])].join(", ")}}`;
    }
    case "symbol":
      return `<${value.path}>`;
    case "choice":
      return value.options.map(showValue).join(" | ");
    case "unknown":
      return "?";
    default:
      return value.kind;
  }
}

/** What the file exports as `result`, and the calls of `log(...)`: `log` with `?` behind it ran only under a condition. */
export function resultOf(source: string): { result: string; logged: string[]; unread: string[] } {
  if (parsers.typescript === null) throw new Error("no parser");
  const file = parseSource("a.ts", source, parsers.typescript, typescriptGrammar, () => false);
  if ("refused" in file) throw new Error(file.refused);
  const logged: string[] = [];
  const unread: string[] = [];
  const run = interpreter(
    typescript,
    file,
    (run): Host => ({
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
      foreign: ({ name, args }) => {
        if (name === "log")
          logged.push(
            `${args.positional.map(showValue).join(" ")}${run.conditional > 0 || run.looping > 0 ? "?" : ""}`,
          );
        return unknown("?");
      },
    }),
    { expired: () => false, unread: (_node, reason) => unread.push(reason) },
  );
  run.execute(file.root, run.globals);
  const exports = exported(run);
  const value = exports.kind === "dict" ? (getItem(exports, "result") ?? exports) : exports;
  return { result: showValue(value), logged, unread };
}
