/** The label of the application, as its `apps.py` says it. */

import { pythonGrammar } from "../../reading/python/grammar.ts";
import type { ReadContext } from "../../detector.ts";
import { field, parseSource, textOf, walk } from "../../reading/source/syntax.ts";
import { configurationOf, labelOfPath } from "./paths.ts";

type PythonParser = NonNullable<ReadContext["parsers"]["python"]>;

export function labelOf(path: string, context: ReadContext): string | null {
  const configuration = configurationOf(path);
  const text = context.tree.text(configuration);
  const { python: parser } = context.parsers;
  const named = labelOfPath(path);
  if (text === null || parser === null || !/\blabel\b/u.test(text)) return named;
  if (!labels.has(text)) {
    const label = labelIn(configuration, text, parser, context.expired);
    if (context.expired()) return label ?? named;
    if (labels.size >= MOST_KEPT) labels.clear();
    labels.set(text, label);
  }
  return labels.get(text) ?? named;
}

/** By the text of the configuration: the migrations of an application ask for the same. */
const labels = new Map<string, string | null>();
const MOST_KEPT = 500;

function labelIn(path: string, text: string, parser: PythonParser, expired: () => boolean): string | null {
  const file = parseSource(path, text, parser, pythonGrammar, expired);
  if ("refused" in file) return null;
  for (const node of walk(file.root)) {
    if (node.type !== "assignment") continue;
    const [left, right] = [field(node, "left"), field(node, "right")];
    if (left === null || right?.type !== "string" || textOf(file, left) !== "label") continue;
    const label = textOf(file, right).replaceAll(/^[a-z]*["']+|["']+$/giu, "");
    if (/^\w+$/u.test(label)) return label;
  }
  return null;
}
