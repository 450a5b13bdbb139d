/** What reading needs to know of Ruby's grammar. */

import { field, textOf, walk, type Grammar, type SourceFile, type Syntax } from "../source/syntax.ts";

const BODIES = new Set(["program", "body_statement", "block_body", "then", "else", "ensure", "do", "begin"]);

export const rubyGrammar: Grammar = {
  title: "Ruby",
  arrange: gatherHeredocs,
  isStatement: (node, parent) => node.named && node.type !== "comment" && BODIES.has(parent.type),
  isIndented: () => false,
  isSilent: ({ type }) => type === ";" || type === "empty_statement" || type === "uninterpreted",
  literal(node, text) {
    if (node.type === "heredoc_content") return text.replaceAll(/\s+/gu, " ").trim();
    return node.type === "string" ? quoted(text) : null;
  },
  functions,
  isName: (node) => node.type === "identifier",
};

/** `'x'` and `"x"` are one string. */
function quoted(literal: string): string {
  return /^'[^'"\\#]*'$/u.test(literal) ? `"${literal.slice(1, -1)}"` : literal;
}

const METHODS = new Set(["method", "singleton_method"]);

const known = new WeakMap<SourceFile, ReadonlyMap<string, Syntax>>();

function functions(file: SourceFile): ReadonlyMap<string, Syntax> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const found = new Map<string, Syntax>();
  known.set(file, found);
  for (const node of walk(file.root)) {
    const name = METHODS.has(node.type) ? field(node, "name") : null;
    if (name !== null) found.set(textOf(file, name), node);
  }
  return found;
}

/** So many heredocs of one line are told apart. */
const MAX_WAITING = 100;

/** The text of a `<<~SQL` stands below its line, and outside of its statement: it becomes part of what opens it. */
function gatherHeredocs(root: Syntax, text: string): void {
  const waiting: { tag: string; node: Syntax }[] = [];
  const moved = new Map<Syntax, Syntax>();
  const parents = new Set<Syntax>();
  for (const node of walk(root)) {
    if (node.type === "heredoc_beginning") waiting.push({ tag: tagOf(text, node), node });
    if (node.children.some((child) => child.type === "heredoc_body")) parents.add(node);
    if (node.type !== "heredoc_body") continue;
    const end = node.children.at(-1);
    const tag = end === undefined ? "" : text.slice(end.start, end.end).trim();
    const at = waiting.slice(0, MAX_WAITING).findIndex((candidate) => candidate.tag === tag);
    const [opening] = waiting.splice(Math.max(at, 0), 1);
    if (opening !== undefined) moved.set(node, opening.node);
  }
  for (const parent of parents) parent.children = parent.children.filter((child) => !moved.has(child));
  for (const [body, opening] of moved) opening.children.push(body);
}

function tagOf(text: string, { start, end }: Syntax): string {
  return text.slice(start, end).replaceAll(/^<<[~-]?|["'`]/gu, "");
}
