/** What reading needs to know of Python's grammar. */

import { field, textOf, type Grammar, type SourceFile, type Syntax } from "../source/syntax.ts";

export const pythonGrammar: Grammar = {
  title: "Python",
  isStatement: (node) => /_(?:statement|definition)$/u.test(node.type),
  isIndented: (node) => node.type === "block",
  isSilent: (node) =>
    node.type === "expression_statement" && node.children.length === 1 && node.children[0]?.type === "string",
  literal: (node, text) => (node.type === "string" ? quoted(text) : null),
  functions,
  isName: (node) => node.type === "identifier",
};

/** `'x'` and `"x"` are one string. */
function quoted(literal: string): string {
  const match = /^(\w*)'([^'"\\]*)'$/u.exec(literal);
  return match === null || literal.startsWith("'''") ? literal : `${match[1]}"${match[2]}"`;
}

function functions(file: SourceFile): Map<string, Syntax> {
  const found = new Map<string, Syntax>();
  for (const child of file.root.children) {
    const definition = child.type === "decorated_definition" ? field(child, "definition") : child;
    const name = definition?.type === "function_definition" ? field(definition, "name") : null;
    if (definition && name !== null) found.set(textOf(file, name), definition);
  }
  return found;
}
