/** GitHub's alerts: a quotation that begins with `[!NOTE]` and its like. */

import type { Element, Root } from "hast";

/** Puts them into a tree. Only quotations at the top of a text are alerts. */
export function showAlerts(tree: Root): void {
  for (const node of tree.children) {
    if (node.type === "element" && node.tagName === "blockquote") dress(node);
  }
}

function dress(quotation: Element): void {
  const first = quotation.children.find((child) => child.type === "element");
  const text = first?.children[0];
  if (first?.tagName !== "p" || text?.type !== "text") return;
  const match = /^\[!(note|tip|important|warning|caution)\]\s*$/iu.exec(text.value);
  if (match?.[1] === undefined) return;
  const kind = match[1].toLowerCase();
  const rest = first.children.slice(1);
  first.children = rest[0]?.type === "element" && rest[0].tagName === "br" ? rest.slice(1) : rest;
  quotation.properties["className"] = ["alert", `alert-${kind}`];
  quotation.children.unshift({
    type: "element",
    tagName: "p",
    properties: { className: ["alert-title"] },
    children: [{ type: "text", value: kind.charAt(0).toUpperCase() + kind.slice(1) }],
  });
}
