/**
 * Keeps GitHub from making anything of a text: a mention, a reference, a link, an emoji, a formula.
 *
 * GitHub looks for those after Markdown was parsed, in the text that a reader sees: an escape (`\@`) or an entity (`&#64;`) is gone by then and hinders nothing.
 * A zero-width character between would, and would be in whatever is copied from there. In code GitHub looks for nothing of the kind, so a word that could mean
 * something to it is shown as code.
 */

import type { Inline } from "./nodes.ts";

/**
 * `@name`, `a@b`, `#1`, `owner/name#1`, `GH-1`, `CVE-...`, `http://`, `www.`, `mailto:`, `:emoji:`, `$formula$`. Wider than GitHub's own patterns, on purpose.
 */
const meaningful =
  /@[^\s]|[^\s]@|#\d|(?<![a-z])(?:gh|cve|ghsa)-[a-z\d]|:\/\/|www\.|(?:mailto|xmpp):|:[\w+-]+:|\$/i;

/** Punctuation around a word stays outside of its code. */
const before = /^[("'[{]*/;
const after = ")]}\"'.,;!?";

/**
 * The same to read, with nothing in its text for GitHub, and without the spaces around it: at the start of a line they would make code of it. Neighbours of one
 * kind are one node, so that nothing comes together later.
 */
export function quiet(nodes: readonly Inline[]): Inline[] {
  const all = within(nodes);
  const [first] = all;
  if (first?.type === "text") all[0] = { type: "text", value: first.value.trimStart() };
  const last = all.at(-1);
  if (last?.type === "text") all[all.length - 1] = { type: "text", value: last.value.trimEnd() };
  return all.filter((node) => node.type !== "text" || node.value !== "");
}

function within(nodes: readonly Inline[]): Inline[] {
  const all = standing(nodes);
  return all.every(isQuiet) ? all : joined(all.flatMap(parts));
}

function isQuiet(node: Inline): boolean {
  return node.type === "inlineCode" || (node.type === "text" && !meaningful.test(node.value));
}

/** Emphasis is kept only where Markdown can write it without character references around it; what it held stays. */
function standing(nodes: readonly Inline[]): Inline[] {
  const all = joined(nodes);
  const at = all.findIndex((_, index) => !stands(all, index));
  const fallen = all[at];
  if (fallen === undefined || !("children" in fallen)) return all;
  return standing([...all.slice(0, at), ...fallen.children, ...all.slice(at + 1)]);
}

function stands(nodes: readonly Inline[], at: number): boolean {
  const node = nodes[at];
  if (node === undefined || (node.type !== "strong" && node.type !== "emphasis")) return true;
  const free = (edge: string): boolean => edge === "" || /[\s!-/:-@[-`{-~]/.test(edge);
  const inside = edgesOf(node);
  return (
    free(edgesOf(nodes[at - 1]).last) &&
    free(edgesOf(nodes[at + 1]).first) &&
    !/\s/.test(inside.first + inside.last)
  );
}

/** The first and the last character of a node's text; of what Markdown puts signs around, nothing. */
function edgesOf(node: Inline | undefined): { first: string; last: string } {
  if (node?.type === "text") return { first: node.value.charAt(0), last: node.value.slice(-1) };
  if (node?.type !== "strong" && node?.type !== "emphasis") return { first: "", last: "" };
  return { first: textOf(node.children[0]).charAt(0), last: textOf(node.children.at(-1)).slice(-1) };
}

function textOf(node: Inline | undefined): string {
  return node?.type === "text" ? node.value : "";
}

function parts(node: Inline): Inline[] {
  if (node.type === "inlineCode") return [node];
  if (node.type !== "text") return [{ ...node, children: within(node.children) }];
  if (!meaningful.test(node.value)) return [node];
  return node.value.split(/(\s+)/).flatMap((piece): Inline[] => {
    if (!meaningful.test(piece)) return [{ type: "text", value: piece }];
    return split(piece);
  });
}

/** A word without white space as code, with the punctuation around it as text; all of it as code where that may mean something as well. */
function split(piece: string): Inline[] {
  const start = before.exec(piece)?.[0].length ?? 0;
  let end = piece.length;
  while (end > start && after.includes(piece.charAt(end - 1))) end -= 1;
  const [lead, inside, trail] = [piece.slice(0, start), piece.slice(start, end), piece.slice(end)];
  if (inside === "" || meaningful.test(lead + trail)) return [{ type: "inlineCode", value: piece }];
  return [
    { type: "text", value: lead },
    { type: "inlineCode", value: inside },
    { type: "text", value: trail },
  ];
}

/** Neighbours of one kind as one, links apart; nothing that is empty: Markdown has no words for either. */
function joined(nodes: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const node of nodes) add(node, result);
  return result;
}

function add(node: Inline, to: Inline[]): void {
  if ("value" in node ? node.value === "" : isBlank(node)) {
    if ("children" in node) for (const child of node.children) add(child, to);
    return;
  }
  const whole = "children" in node ? { ...node, children: joined(node.children) } : node;
  const last = to.at(-1);
  const both = last === undefined ? null : together(last, whole);
  if (both === null) to.push(whole);
  else to[to.length - 1] = both;
}

function together(one: Inline, other: Inline): Inline | null {
  if ("value" in one && one.type === other.type) return { type: one.type, value: one.value + other.value };
  if (one.type === "link" || !("children" in one) || one.type !== other.type) return null;
  return { type: one.type, children: [...one.children, ...other.children] };
}

/** Without anything to see. */
function isBlank(node: Inline): boolean {
  return "value" in node ? node.value.trim() === "" : node.children.every(isBlank);
}
