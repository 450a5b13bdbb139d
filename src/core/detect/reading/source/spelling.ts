/** The source of a part of a file in one spelling: reformatting it does not change it, and helpers that it calls belong to it. */

import { field, textOf, walk, type PythonFile, type Syntax } from "./syntax.ts";

const MAX_LENGTH = 20_000;
const CLOSING = new Set([")", "]", "}"]);

/** The tokens of a node with one space where words meet, without comments, docstrings and trailing commas. */
export function normalised(file: PythonFile, node: Syntax): string {
  let result = "";
  for (const token of tokens(file, node)) {
    if (CLOSING.has(token) && result.endsWith(",")) result = result.slice(0, -1);
    const meets = /[\w"']$/u.test(result) && /^[\w"']/u.test(token);
    result += meets || result.endsWith(",") ? ` ${token}` : token;
    if (result.length > MAX_LENGTH) return `${result.slice(0, MAX_LENGTH)}...`;
  }
  return result;
}

function* tokens(file: PythonFile, root: Syntax): Generator<string> {
  const waiting: (Syntax | string)[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === "string") yield node;
    else if (node.type === "comment") continue;
    else if (node.type === "string") yield quoted(textOf(file, node));
    else if (node.children.length === 0) yield textOf(file, node).trim();
    else if (!isDocstring(node)) {
      if (node.type === "block") yield "{";
      if (node.type === "block") waiting.push("}");
      for (let at = node.children.length - 1; at >= 0; at -= 1) waiting.push(node.children[at] as Syntax);
      if (isStatement(node) && node !== root) yield ";";
    }
  }
}

function isStatement(node: Syntax): boolean {
  return node.type.endsWith("_statement") || node.type.endsWith("_definition");
}

function isDocstring(node: Syntax): boolean {
  return (
    node.type === "expression_statement" && node.children.length === 1 && node.children[0]?.type === "string"
  );
}

/** `'x'` and `"x"` are one string. */
function quoted(literal: string): string {
  const match = /^(\w*)'([^'"\\]*)'$/u.exec(literal);
  return match === null || literal.startsWith("'''") ? literal : `${match[1]}"${match[2]}"`;
}

/** The source of a node with that of its helpers, where the node itself is told in other words. */
export function withHelpers(file: PythonFile, node: Syntax, told: string): string {
  const [, ...helpers] = sourceWithHelpers(file, node).split("\n");
  return [told, ...helpers].join("\n");
}

/** The source of a node, and behind it that of the functions of the file that it names, and of those that they name. */
export function sourceWithHelpers(file: PythonFile, node: Syntax): string {
  const functions = new Map<string, Syntax>();
  for (const child of file.root.children) {
    const definition = child.type === "decorated_definition" ? field(child, "definition") : child;
    const name = definition?.type === "function_definition" ? field(definition, "name") : null;
    if (definition && name !== null) functions.set(textOf(file, name), definition);
  }
  const seen = new Set<Syntax>();
  const waiting: Syntax[] = [node];
  const texts: string[] = [];
  for (let next = waiting.pop(); next !== undefined && texts.length < 50; next = waiting.pop()) {
    texts.push(normalised(file, next));
    for (const inner of walk(next)) {
      const helper = inner.type === "identifier" ? functions.get(textOf(file, inner)) : undefined;
      if (helper === undefined || seen.has(helper) || (helper.start <= node.start && node.end <= helper.end))
        continue;
      seen.add(helper);
      waiting.push(helper);
    }
  }
  return texts.join("\n").slice(0, MAX_LENGTH * 2);
}
