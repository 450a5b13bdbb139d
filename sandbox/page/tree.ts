/** Walks the tree of a rendered text. */

import type { Element, Parents, Root, RootContent } from "hast";

/** A node, `null` to drop it. Raw HTML is written as it is. */
export type Replacement = RootContent | { type: "raw"; value: string } | null;

/** Puts for every element what `change` says, children first. */
export function changeElements(tree: Root, change: (element: Element) => Replacement): void {
  visit(tree);

  function visit(parent: Parents): void {
    const children: Replacement[] = [];
    for (const child of parent.children) {
      if (child.type === "element") visit(child);
      children.push(child.type === "element" ? change(child) : child);
    }
    parent.children = children.filter((child) => child !== null) as Element["children"];
  }
}

/** Puts for every text what `change` says, except in elements of the given names. */
export function changeTexts(
  tree: Root,
  without: readonly string[],
  change: (text: string) => Element["children"],
): void {
  visit(tree);

  function visit(parent: Parents): void {
    parent.children = parent.children.flatMap((child): RootContent[] => {
      if (child.type === "text") return change(child.value);
      if (child.type === "element" && !without.includes(child.tagName)) visit(child);
      return [child];
    }) as Element["children"];
  }
}
