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
const word = /^([("'[{]*)(.*?)([)\]}"'.,;!?]*)$/s;

/**
 * The same to read, with nothing in its text for GitHub, and without the spaces around it: at the start of a line they would make code of it. Neighbours of one
 * kind are one node, so that nothing comes together later.
 */
export function quiet(nodes: readonly Inline[]): Inline[] {
  const all = within(nodes);
  const [first] = all;
  if (first?.type === "text") all[0] = { type: "text", value: first.value.replace(/^ +/, "") };
  const last = all.at(-1);
  if (last?.type === "text") all[all.length - 1] = { type: "text", value: last.value.replace(/ +$/, "") };
  return all.filter((node) => node.type !== "text" || node.value !== "");
}

function within(nodes: readonly Inline[]): Inline[] {
  return joined(standing(nodes).flatMap(parts));
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
    const [, before = "", inside = "", after = ""] = word.exec(piece) ?? [];
    // What stood at the edge may have been what means something.
    if (inside === "" || meaningful.test(before + after)) return [{ type: "inlineCode", value: piece }];
    return [
      { type: "text", value: before },
      { type: "inlineCode", value: inside },
      { type: "text", value: after },
    ];
  });
}

/** Neighbours of one kind as one, links apart; nothing that is empty: Markdown has no words for either. */
function joined(nodes: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const node of nodes.flatMap(bare)) {
    const last = result.at(-1);
    const both = last === undefined ? null : together(last, node);
    if (both === null) result.push(node);
    else result[result.length - 1] = both;
  }
  return result;
}

function bare(node: Inline): Inline[] {
  if ("value" in node) return node.value === "" ? [] : [node];
  return isBlank(node) ? node.children.flatMap(bare) : [{ ...node, children: joined(node.children) }];
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
