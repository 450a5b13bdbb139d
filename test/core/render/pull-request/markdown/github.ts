/** Reads Markdown again as GitHub does, and finds what GitHub would make of its text. */

import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

const processor = unified().use(remarkParse).use(remarkGfm);

export function parsed(markdown: string): Root {
  return processor.parse(markdown);
}

/** Every node, the root first. */
export function nodesOf(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodesOf) : [])];
}

/** What a reader sees of it. */
export function seen(node: Nodes): string {
  if (node.type === "html") return "";
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(seen).join("") : "";
}

/** GitHub's own patterns, over the text that is no code: what it would make a mention, a reference, a link, an emoji or a formula of. */
const patterns: Record<string, RegExp> = {
  mention: /(?:^|[^\w`])@[a-z\d][a-z\d-]*/iu,
  "commit of a repository": /\w@[\da-f]{7,40}\b/u,
  reference: /(?:^|\W|[\w./-])#\d+/u,
  "GH reference": /(?:^|\W)gh-\d+/iu,
  advisory: /(?:^|\W)(?:CVE|GHSA)-\w+/iu,
  "web address": /https?:\/\/|ftp:\/\/|www\.\w/iu,
  "mail address": /[\w.+-]+@[\w-]+\.\w/u,
  emoji: /:[\w+-]+:/u,
  formula: /\$/u,
};

/** Their names; texts beside each other, without a node between, count as one. */
export function meant(markdown: string): string[] {
  const texts: string[] = [];
  const visit = (node: Nodes): void => {
    if (!("children" in node)) return;
    let text = "";
    for (const child of node.children) {
      if (child.type === "text") text += child.value;
      else {
        texts.push(text);
        text = "";
        visit(child);
      }
    }
    texts.push(text);
  };
  visit(parsed(markdown));
  return Object.entries(patterns).flatMap(([name, pattern]) =>
    texts.some((text) => pattern.test(text)) ? [name] : [],
  );
}
