/** The label of the application, as its `apps.py` says it. */

import { pythonGrammar } from "../../reading/python/grammar.ts";
import type { ReadContext } from "../../detector.ts";
import { field, parseSource, textOf, walk } from "../../reading/source/syntax.ts";
import { configurationOf, labelOfPath } from "./paths.ts";

export function labelOf(path: string, context: ReadContext): string | null {
  const configuration = configurationOf(path);
  const text = context.tree.text(configuration);
  const { python: parser } = context.parsers;
  const named = labelOfPath(path);
  if (text === null || parser === null || !/\blabel\b/u.test(text)) return named;
  const file = parseSource(configuration, text, parser, pythonGrammar, context.expired);
  if ("refused" in file) return named;
  for (const node of walk(file.root)) {
    if (node.type !== "assignment") continue;
    const [left, right] = [field(node, "left"), field(node, "right")];
    if (left === null || right?.type !== "string" || textOf(file, left) !== "label") continue;
    const label = textOf(file, right).replaceAll(/^[a-z]*["']+|["']+$/giu, "");
    if (/^\w+$/u.test(label)) return label;
  }
  return named;
}
