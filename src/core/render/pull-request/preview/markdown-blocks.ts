/** A text in Markdown as its readers see it, without links, images and HTML: those stand there as code. */

import type { Nodes, PhrasingContent, RootContent } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";

import {
  type Block,
  code,
  codeBlock,
  emphasis,
  heading,
  type Inline,
  list,
  paragraph,
  quote,
  strong,
  table,
  text,
} from "../markdown/nodes.ts";
import { codeLanguage } from "./code-language.ts";

const parser = unified().use(remarkParse);

/** `source`: what is cheap to parse (`isCheap`), or our own. A table stands there as code. */
export function markdownBlocks(source: string): Block[] {
  return parser.parse(source).children.flatMap((node) => blocksOf(node, source));
}

/** A page of ours, of which tables are shown as such. */
export function pageBlocks(source: string): Block[] {
  return parser.parse(source).children.flatMap((node) => {
    const own = sourceOf(node, source);
    return node.type === "paragraph" && isTable(own) ? [tableBlock(own)] : blocksOf(node, source);
  });
}

function tableBlock(lines: string): Block {
  const [head = [], , ...rows] = lines.split("\n").map((line) =>
    line
      .replace(/^\s*\|\s*|\s*\|\s*$/gu, "")
      .split(/\s*(?<!\\)\|\s*/u)
      .map((cell) => parser.parse(cell.replaceAll("\\|", "|")).children.flatMap(cellWords)),
  );
  return table(head, rows);
}

function cellWords(node: RootContent): Inline[] {
  return node.type === "paragraph" ? inlines(node.children) : [];
}

function blocksOf(node: RootContent, source: string): Block[] {
  switch (node.type) {
    case "paragraph":
      return isTable(sourceOf(node, source))
        ? [codeBlock("", sourceOf(node, source))]
        : [paragraph(...inlines(node.children))];
    case "heading":
      return [heading(4, ...inlines(node.children))];
    case "code":
      return [
        ...(typeof node.meta === "string" ? [paragraph(code(node.meta), ":")] : []),
        codeBlock(codeLanguage(node.lang ?? ""), node.value),
      ];
    case "list":
      return [
        list(
          node.children.map((item) => item.children.flatMap((child) => blocksOf(child, source))),
          { ordered: node.ordered === true, one: "item" },
        ),
      ];
    case "blockquote":
      return [quote(...node.children.flatMap((child) => blocksOf(child, source)))];
    case "html":
      return /^<!--[\s\S]*-->$/u.test(node.value.trim()) ? [] : [codeBlock("", node.value)];
    case "definition":
    case "thematicBreak":
      return [];
    default:
      return [codeBlock("", sourceOf(node, source))];
  }
}

function inlines(nodes: readonly PhrasingContent[]): Inline[] {
  return nodes.flatMap(inline);
}

function inline(node: PhrasingContent): Inline[] {
  switch (node.type) {
    case "text":
      return [text(node.value.replace(/\s*\n\s*/gu, " "))];
    case "inlineCode":
      return [code(node.value)];
    case "strong":
      return [strong(...inlines(node.children))];
    case "emphasis":
      return [emphasis(...inlines(node.children))];
    case "break":
      return [text(" ")];
    case "link":
      return [...inlines(node.children), ...address(node.url)];
    case "image":
      return [text(node.alt ?? ""), ...address(node.url)];
    case "html":
      return [code(node.value)];
    default:
      return "children" in node ? inlines(node.children) : [];
  }
}

function address(url: string): Inline[] {
  return url === "" ? [] : [text(" ("), code(url), text(")")];
}

/** The parser knows no tables. */
function isTable(lines: string): boolean {
  return lines
    .split("\n")
    .some((line) => line.includes("|") && line.includes("--") && /^[\s|:-]+$/u.test(line));
}

function sourceOf({ position }: Nodes, source: string): string {
  return source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
}
