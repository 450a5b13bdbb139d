/** In a comment, GitHub ends the line where its author ended it. */

import type { PhrasingContent, Root, RootContent, Text } from "mdast";

/** Makes each end of a line inside a paragraph a break. */
export function breakLines(tree: Root): void {
  visit(tree);
}

function visit(parent: { children: RootContent[] }): void {
  parent.children = parent.children.flatMap((child): RootContent[] => {
    if (child.type === "text") return breakText(child);
    if ("children" in child) visit(child);
    return [child];
  });
}

function breakText(text: Text): PhrasingContent[] {
  return text.value
    .split(/\r?\n/u)
    .flatMap((value, index): PhrasingContent[] =>
      index === 0 ? [{ type: "text", value }] : [{ type: "break" }, { type: "text", value }],
    );
}
