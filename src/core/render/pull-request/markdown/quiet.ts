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
const word = /^([("'[{]*)(.*?)([)\]}"'.,;:!?]*)$/s;

/** The same to read, with nothing in its text for GitHub. Neighbours of one kind are one node, so that nothing comes together later. */
export function quiet(nodes: readonly Inline[]): Inline[] {
  return joined(joined(nodes).flatMap(parts));
}

function parts(node: Inline): Inline[] {
  if (node.type === "inlineCode") return [node];
  if (node.type !== "text") return [{ ...node, children: quiet(node.children) }];
  if (!meaningful.test(node.value)) return [node];
  return node.value.split(/(\s+)/).flatMap((piece): Inline[] => {
    if (!meaningful.test(piece)) return [{ type: "text", value: piece }];
    const [, before = "", inside = "", after = ""] = word.exec(piece) ?? [];
    // What stood at the edge may have been what means something.
    const whole = meaningful.test(before + after) || inside === "";
    if (whole) return [{ type: "inlineCode", value: piece }];
    return [
      { type: "text", value: before },
      { type: "inlineCode", value: inside },
      { type: "text", value: after },
    ];
  });
}

/** Neighbours of one kind as one; nothing that is empty. */
function joined(nodes: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.type === "text" || node.type === "inlineCode") {
      if (node.value === "") continue;
      if (last?.type === node.type) {
        result[result.length - 1] = { type: node.type, value: last.value + node.value };
        continue;
      }
    }
    result.push(node);
  }
  return result;
}
