/** What reading needs to know of Ruby's grammar. */

import { field, textOf, walk, type Grammar, type SourceFile, type Syntax } from "../source/syntax.ts";

const BODIES = new Set(["program", "body_statement", "block_body", "then", "else", "ensure", "do", "begin"]);

export const rubyGrammar: Grammar = {
  title: "Ruby",
  isStatement: (node, parent) => node.named && BODIES.has(parent.type),
  isIndented: () => false,
  isSilent: (node) => node.type === "empty_statement" || node.type === "uninterpreted",
  literal: (node, text) => (node.type === "string" ? quoted(text) : null),
  functions,
  isName: (node) => node.type === "identifier",
};

/** `'x'` and `"x"` are one string. */
function quoted(literal: string): string {
  return /^'[^'"\\#]*'$/u.test(literal) ? `"${literal.slice(1, -1)}"` : literal;
}

const METHODS = new Set(["method", "singleton_method"]);

function functions(file: SourceFile): Map<string, Syntax> {
  const found = new Map<string, Syntax>();
  for (const node of walk(file.root)) {
    const name = METHODS.has(node.type) ? field(node, "name") : null;
    if (name !== null) found.set(textOf(file, name), node);
  }
  return found;
}
