/** Markdown for a terminal: as it reads on GitHub, as far as a terminal can. */

import type { List, PhrasingContent, RootContent, Table } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

import { columnsOf } from "../../src/core/render/columns.ts";
import type { Paint } from "../../src/core/render/paint.ts";
import { visible, visibleLines } from "../../src/core/render/visible.ts";
import { wrapPieces } from "./wrap-pieces.ts";
import type { Piece } from "./wrap-pieces.ts";

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const same = (text: string): string => text;

/** Its blocks, each as lines of at most `width` columns, but for code. `suggestion` shows a suggested change. */
export function markdownBlocks(
  markdown: string,
  paint: Paint,
  width: number,
  suggestion?: (text: string) => string[],
): string[][] {
  return shown(parser.parse(markdown).children, width);

  function shown(nodes: readonly RootContent[], width: number): string[][] {
    return unfolded(nodes)
      .map((node) => block(node, width))
      .filter((lines) => lines.length > 0);
  }

  function blocks(nodes: readonly RootContent[], width: number): string[] {
    return shown(nodes, width).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
  }

  function block(node: RootContent, width: number): string[] {
    switch (node.type) {
      case "paragraph":
        return wrapPieces(inline(node.children, same), width);
      case "heading":
        return wrapPieces(inline(node.children, paint.strong), width);
      case "code":
        if (node.lang === "suggestion" && suggestion !== undefined) return suggestion(node.value);
        return visibleLines(node.value).map((line) => `${paint.faint("\u2502")} ${line}`);
      case "blockquote":
        return blocks(node.children, width - 2).map((line) => `${paint.faint("\u2502")} ${line}`);
      case "list":
        return list(node, width);
      case "table":
        return table(node, width);
      case "html":
        return summaryOf(node.value).map((text) => `\u25B8 ${visible(text)}`);
      case "thematicBreak":
        return [paint.faint("\u2500".repeat(Math.min(width, 40)))];
      default:
        return [];
    }
  }

  function list(node: List, width: number): string[] {
    return node.children.flatMap((item, index) => {
      const mark = node.ordered === true ? `${(node.start ?? 1) + index}. ` : "\u2022 ";
      const lines = shown(item.children, width - mark.length).flat();
      return lines.map((line, at) => (at === 0 ? mark : " ".repeat(mark.length)) + line);
    });
  }

  /** In columns where they fit, else row by row. */
  function table(node: Table, width: number): string[] {
    const rows = node.children.map((row) => row.children.map((cell) => inline(cell.children, same)));
    const [head = [], ...body] = rows;
    const widths = head.map((_cell, at) => Math.max(...rows.map((row) => lengthOf(row[at] ?? []))));
    if (widths.reduce((sum, one) => sum + one + 3, 0) > width) {
      return body.flatMap((row) => record(head, row, width));
    }
    return rows.map((row, index) => {
      const style = index === 0 ? paint.faint : same;
      const cells = row.map((cell, at) => {
        const gap = " ".repeat(Math.max(0, (widths[at] ?? 0) - lengthOf(cell)));
        return style(wrapPieces(cell, width).join(" ")) + gap;
      });
      return cells.join("   ").trimEnd();
    });
  }

  function record(
    head: readonly Piece[][],
    [name = [], ...row]: readonly Piece[][],
    width: number,
  ): string[] {
    const pieces = row.flatMap((cell, at) => [
      ...(head[at + 1] ?? []).map((piece) => ({ ...piece, paint: paint.faint })),
      { text: ": ", paint: paint.faint },
      ...cell,
      { text: at < row.length - 1 ? " \u00B7 " : "", paint: paint.faint },
    ]);
    return [...wrapPieces(name, width), ...wrapPieces(pieces, width - 4).map((line) => `    ${line}`)];
  }

  function inline(nodes: readonly PhrasingContent[], style: (text: string) => string): Piece[] {
    return nodes.flatMap((node): Piece[] => {
      switch (node.type) {
        case "text":
          return [{ text: node.value.split("\n").map(visible).join("\n"), paint: style }];
        case "inlineCode":
          return [{ text: `\`${visible(node.value)}\``, paint: paint.good, whole: true }];
        case "break":
          return [{ text: "\n", paint: same }];
        case "strong":
          return inline(node.children, paint.strong);
        case "link":
          return inline(node.children, (text) => paint.warn(style(text)));
        case "emphasis":
        case "delete":
          return inline(node.children, style);
        case "image":
          return [{ text: `[image ${visible(node.url)}]`, paint: paint.bad }];
        default:
          return [];
      }
    });
  }
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

/** Without what `<details>` folds away: its summary stands for it. */
function unfolded(nodes: readonly RootContent[]): RootContent[] {
  let depth = 0;
  return nodes.filter((node) => {
    const hidden = depth > 0;
    if (node.type === "html") {
      depth += (node.value.match(/<details\b/giu) ?? []).length;
      depth -= (node.value.match(/<\/details>/giu) ?? []).length;
    }
    return !hidden;
  });
}

function summaryOf(html: string): string[] {
  const summary = /<summary>([\s\S]*?)<\/summary>/iu.exec(html)?.[1];
  return summary === undefined ? [] : [summary.replaceAll(/<[^>]*>/gu, "").trim()];
}
