/** Reads the pages beside detectors, rules and note readers: each example under a heading is a test. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import remarkParse from "remark-parse";
import type { Heading, PhrasingContent } from "mdast";
import { unified } from "unified";

/** A fenced block: ```` ```LANG META ````. META is a path (`head` version), `base:PATH`, or nothing for expected output. */
export interface Block {
  language: string;
  meta: string;
  text: string;
  line: number;
}

/** One heading of depth 3 or more, with the blocks below it. */
export interface Example {
  page: string;
  title: string;
  line: number;
  blocks: Block[];
}

/** The examples of one page: every heading of depth 3 or deeper that has at least one fenced block. */
export function readPage(path: string): Example[] {
  const tree = unified().use(remarkParse).parse(readFileSync(path, "utf8"));
  const examples: Example[] = [];
  let current: Example | null = null;
  for (const node of tree.children) {
    if (node.type === "heading") {
      current =
        node.depth < 3
          ? null
          : { page: path, title: plain(node.children), line: node.position?.start.line ?? 0, blocks: [] };
      if (current !== null) examples.push(current);
    } else if (node.type === "code" && current !== null) {
      current.blocks.push({
        language: node.lang ?? "",
        meta: node.meta ?? "",
        text: `${node.value}\n`,
        line: node.position?.start.line ?? 0,
      });
    }
  }
  return examples.filter((example) => example.blocks.length > 0);
}

/** Every `.md` page of a folder, sorted. */
export function pagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .toSorted()
    .map((name) => join(folder, name));
}

function plain(children: Heading["children"] | PhrasingContent[]): string {
  return children
    .map((child) => ("value" in child ? child.value : "children" in child ? plain(child.children) : ""))
    .join("");
}
