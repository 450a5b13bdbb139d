/** The source of a part of a file in one spelling: reformatting it does not change it, and helpers that it calls belong to it. */

import { textOf, walk, type SourceFile, type Syntax } from "./syntax.ts";

const MAX_LENGTH = 20_000;
const CLOSING = new Set([")", "]", "}"]);

/** The tokens of a node with one space where words meet, without comments, docstrings and trailing commas. */
export function normalised(file: SourceFile, node: Syntax): string {
  const parts: string[] = [];
  let length = 0;
  let last = "";
  for (const token of tokens(file, node)) {
    if (CLOSING.has(token) && last === ",") {
      parts.pop();
      length -= 1;
      last = parts.at(-1)?.at(-1) ?? "";
    }
    const meets =
      (/[\w"']/u.test(last) && /^[\w"']/u.test(token)) || (/\w/u.test(last) && /^:\w/u.test(token));
    const added = meets || last === "," ? ` ${token}` : token;
    if (added === "") continue;
    if (added.endsWith(",") && added.length > 1) parts.push(added.slice(0, -1), ",");
    else parts.push(added);
    length += added.length;
    last = added.at(-1) ?? "";
    if (length > MAX_LENGTH) return `${parts.join("").slice(0, MAX_LENGTH)}...`;
  }
  return parts.join("");
}

function* tokens(file: SourceFile, root: Syntax): Generator<string> {
  const { grammar } = file;
  const waiting: (Syntax | string)[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === "string") {
      yield node;
      continue;
    }
    if (node.type === "comment" || grammar.isSilent(node)) continue;
    const literal = grammar.literal(node, textOf(file, node));
    if (literal !== null) yield literal;
    else if (node.children.length === 0) yield textOf(file, node).trim();
    else {
      if (grammar.isIndented(node)) {
        yield "{";
        waiting.push("}");
      }
      for (let at = node.children.length - 1; at >= 0; at -= 1) {
        const child = node.children[at] as Syntax;
        waiting.push(child);
        if (grammar.isStatement(child, node) && !grammar.isSilent(child)) waiting.push(";");
      }
    }
  }
}

/** The source of a node with that of its helpers, where the node itself is told in other words. */
export function withHelpers(file: SourceFile, node: Syntax, told: string): string {
  const [, ...helpers] = sourceWithHelpers(file, node).split("\n");
  return [told, ...helpers].join("\n");
}

/** The source of a node, and behind it that of the functions of the file that it names, and of those that they name. */
export function sourceWithHelpers(file: SourceFile, node: Syntax): string {
  const functions = file.grammar.functions(file);
  const seen = new Set<Syntax>();
  const waiting: Syntax[] = [node];
  const texts: string[] = [];
  for (let next = waiting.pop(); next !== undefined && texts.length < 50; next = waiting.pop()) {
    texts.push(normalised(file, next));
    for (const inner of walk(next)) {
      const helper = file.grammar.isName(inner) ? functions.get(textOf(file, inner)) : undefined;
      if (helper === undefined || seen.has(helper) || (helper.start <= node.start && node.end <= helper.end))
        continue;
      seen.add(helper);
      waiting.push(helper);
    }
  }
  return texts.join("\n").slice(0, MAX_LENGTH * 2);
}
