/** Finds the lines of a comment that are commands: what GitHub shows as plain text, never code, quotes, headings, links, tables, footnotes or what is hidden. */

import type { Paragraph, PhrasingContent, RootContent } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";

import { isCommandLine } from "./command-form.ts";
import { footnoteStart, struckOut, tableStart } from "./github-markdown.ts";
import { isCheap } from "./parse-cost.ts";
import { plainLines } from "./plain-lines.ts";
import { RawHtml } from "./raw-html.ts";
import { skim } from "./skim.ts";

const parser = unified().use(remarkParse);

/** As they stand in the source, in its order. In a list a line counts where it starts with the command, not with the list's own sign. */
export function commandLines(markdown: string): string[] {
  const text = skim(markdown.replaceAll(/\r\n?/gu, "\n"));
  if (!isCheap(text)) return plainLines(text);
  const search = new Search(text);
  search.blocks(parser.parse(text).children);
  return search.found;
}

class Search {
  readonly found: string[] = [];
  readonly #text: string;
  readonly #lines: readonly string[];
  readonly #html = new RawHtml();

  constructor(text: string) {
    this.#text = text;
    this.#lines = text.split("\n");
  }

  blocks(nodes: readonly RootContent[]): void {
    // The last line of a footnote or a table: what stands right below goes on with it.
    let open: number | null = null;
    for (const node of nodes) {
      const lines = this.#linesOf(node);
      const start = node.position?.start.line ?? 0;
      const end = start + lines.length - 1;
      const goesOn: boolean = open !== null && start <= open + 1;
      if (node.type === "paragraph" || node.type === "definition") {
        const own: number = goesOn ? 0 : footnoteStart(withoutSign(node, lines));
        open = own === -1 ? null : end;
        if (node.type === "paragraph") this.#paragraph(node, own === -1 ? lines : lines.slice(0, own));
      } else if (node.type === "list") {
        open = null;
        for (const item of node.children) this.blocks(item.children);
      } else {
        const isFootnotes: boolean = node.type === "code" && open !== null && /^[ \t]/u.test(lines[0] ?? "");
        // In a table the line of `=` is a row.
        const isTable: boolean = node.type === "heading" && (goesOn || tableStart(lines) !== -1);
        open = isFootnotes || isTable ? end : null;
        this.#html.read(htmlIn(node));
      }
    }
  }

  /** `lines`: those of its lines that are of no footnote. */
  #paragraph(node: Paragraph, lines: readonly string[]): void {
    const from = node.position?.start.offset ?? 0;
    const leaves = leavesOf(node.children);
    const struck = struckOut(this.#textOf(node, leaves));
    const table = tableStart(lines);
    let next = 0;
    let offset = from - (node.position?.start.column ?? 1) + 1;
    for (const line of table === -1 ? lines : lines.slice(0, table)) {
      const word = offset + line.length - line.trimStart().length;
      for (; next < leaves.length && (leaves[next] as Leaf).end <= word; next++)
        this.#html.read((leaves[next] as Leaf).html);
      const leaf = leaves[next];
      const isText = leaf?.isText === true && leaf.start <= word && this.#html.isOutside;
      const isStruck = struck.some(([open, close]) => open + from < word && word < close + from);
      if (isText && !isStruck && isCommandLine(line)) this.found.push(line);
      offset += line.length + 1;
    }
    for (const { html } of leaves.slice(next)) this.#html.read(html);
  }

  /** The source of a paragraph with all that is no text as one letter, many times. */
  #textOf({ position }: Paragraph, leaves: readonly Leaf[]): string {
    let text = "";
    let at = position?.start.offset ?? 0;
    for (const { start, end } of leaves.filter(({ isText }) => !isText)) {
      text += this.#text.slice(at, start) + "x".repeat(end - start);
      at = end;
    }
    return text + this.#text.slice(at, position?.end.offset);
  }

  #linesOf({ position }: RootContent): string[] {
    return position === undefined ? [] : this.#lines.slice(position.start.line - 1, position.end.line);
  }
}

/** The first line without the sign of the list that it stands in. */
function withoutSign({ position }: RootContent, [first = "", ...others]: readonly string[]): string[] {
  return [first.slice((position?.start.column ?? 1) - 1), ...others];
}

/** A part of a paragraph: text, in emphasis or not, or what is none. */
interface Leaf {
  start: number;
  end: number;
  isText: boolean;
  /** Empty where there is none in it. */
  html: string;
}

function leavesOf(nodes: readonly PhrasingContent[]): Leaf[] {
  return nodes.flatMap((node) => {
    if (node.type === "emphasis" || node.type === "strong") return leavesOf(node.children);
    const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
    return [{ start, end, isText: node.type === "text", html: htmlIn(node) }];
  });
}

function htmlIn(node: RootContent): string {
  if (node.type === "html") return node.value;
  return "children" in node ? node.children.map(htmlIn).join("") : "";
}
