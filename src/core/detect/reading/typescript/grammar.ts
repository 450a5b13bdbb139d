/** What reading needs to know of the grammar of TypeScript, which reads JavaScript as well. */

import { field, parts, textOf, type Grammar, type SourceFile, type Syntax } from "../source/syntax.ts";

export const typescriptGrammar: Grammar = {
  title: "JavaScript or TypeScript",
  isStatement: (node) => /_(?:statement|declaration)$/u.test(node.type),
  isIndented: () => false,
  isSilent: (node) => node.type === ";" || node.type === "empty_statement" || isDirective(node),
  literal: (node, text) => (node.type === "string" ? quoted(text) : null),
  functions,
  isName: (node) => node.type === "identifier" || node.type === "shorthand_property_identifier",
};

/** `"use strict"` */
function isDirective(node: Syntax): boolean {
  return node.type === "expression_statement" && node.children[0]?.type === "string";
}

/** `'x'` and `"x"` are one string. */
function quoted(literal: string): string {
  const match = /^'([^'"\\]*)'$/u.exec(literal);
  return match === null ? literal : `"${match[1]}"`;
}

function functions(file: SourceFile): Map<string, Syntax> {
  const found = new Map<string, Syntax>();
  for (const child of file.root.children) {
    const node = child.type === "export_statement" ? (field(child, "declaration") ?? child) : child;
    if (isFunction(node)) add(file, found, node, node);
    if (!/^(?:lexical|variable)_declaration$/u.test(node.type)) continue;
    for (const declarator of parts(node)) {
      const value = field(declarator, "value");
      if (value !== null && isFunction(value)) add(file, found, declarator, value);
    }
  }
  return found;
}

function add(file: SourceFile, found: Map<string, Syntax>, named: Syntax, fn: Syntax): void {
  const name = field(named, "name");
  if (name !== null) found.set(textOf(file, name), fn);
}

/** Whether a node is a function, however it is written. */
export function isFunction(node: Syntax): boolean {
  return FUNCTIONS.has(node.type);
}

const FUNCTIONS = new Set([
  "arrow_function",
  "function_expression",
  "generator_function",
  "function_declaration",
  "generator_function_declaration",
  "method_definition",
]);
