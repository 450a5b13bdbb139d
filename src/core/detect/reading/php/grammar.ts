/** What reading needs to know of PHP's grammar. */

import { field, textOf, walk, type Grammar, type SourceFile, type Syntax } from "../source/syntax.ts";

export const phpGrammar: Grammar = {
  title: "PHP",
  isStatement: (node) => /_(?:statement|declaration|definition)$/u.test(node.type),
  isIndented: () => false,
  isSilent: (node) => node.type === "php_tag" || node.type === "text_interpolation",
  literal(node, text) {
    if (node.type === "string") return text;
    return node.type === "encapsed_string" && /^"[^"'\\$]*"$/u.test(text) ? `'${text.slice(1, -1)}'` : null;
  },
  functions,
  isName: (node) => node.type === "name",
};

const found = new WeakMap<SourceFile, Map<string, Syntax>>();

/** Functions and methods by name: a file's methods are called by name alone, wherever they stand. */
function functions(file: SourceFile): Map<string, Syntax> {
  const known = found.get(file);
  if (known !== undefined) return known;
  const made = new Map<string, Syntax>();
  for (const node of walk(file.root)) {
    if (node.type !== "function_definition" && node.type !== "method_declaration") continue;
    const name = field(node, "name");
    if (name !== null) made.set(textOf(file, name), node);
  }
  found.set(file, made);
  return made;
}
