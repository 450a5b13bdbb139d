/** Nodes as Markdown that GitHub reads as exactly these nodes. */

import type { Nodes, PhrasingContent, RootContent, TableCell } from "mdast";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { type Handle, type Options, toMarkdown } from "mdast-util-to-markdown";

import type { Block, Inline, List, Table } from "./nodes.ts";
import { quiet } from "./quiet.ts";

/** Without a line feed at the end. */
export function write(blocks: readonly Block[]): string {
  return toMarkdown({ type: "root", children: blocks.flatMap(lowered) }, options).trimEnd();
}

/** What a row adds to its table, or an item to its list. */
export function writeEntry(block: Table | List, at: number): string {
  if (block.type === "table") return writeRow(block.rows[at] ?? []);
  const item = block.items[at] ?? [];
  const nodes = [{ type: "listItem" as const, spread: false, children: item.flatMap(lowered) }];
  const { ordered } = block;
  const start = ordered ? at + 1 : null;
  return toMarkdown({ type: "list", ordered, start, spread: false, children: nodes as never }, options);
}

/** The lines above the rows of a table. */
export function writeHead({ head }: Table): string {
  return `${writeRow(head)}|${" --- |".repeat(head.length)}\n`;
}

function writeRow(cells: readonly (readonly Inline[])[]): string {
  return toMarkdown({ type: "tableRow", children: cells.map(cell) }, options);
}

function lowered(block: Block): RootContent[] {
  switch (block.type) {
    case "table":
      return [
        {
          type: "table",
          children: [block.head, ...block.rows].map((cells) => ({
            type: "tableRow",
            children: cells.map(cell),
          })),
        },
      ];
    case "list":
      return [
        {
          type: "list",
          ordered: block.ordered,
          spread: false,
          children: block.items.map((item) => ({
            type: "listItem",
            spread: false,
            // Any block may stand in an item; only definitions may not, and there are none.
            children: item.flatMap(lowered) as never,
          })),
        },
      ];
    case "details":
      return [
        { type: "html", value: `<details><summary>${block.summary}</summary>` },
        ...block.children.flatMap(lowered),
        { type: "html", value: "</details>" },
      ];
    case "blockquote":
      // Any block that we quote is one of Markdown's own.
      return [{ type: "blockquote", children: block.children.flatMap(lowered) as never }];
    case "mark":
      return [{ type: "html", value: block.comment }];
    case "code":
      return [block];
    default:
      return [{ ...block, children: phrasing(block.children) }];
  }
}

function cell(words: readonly Inline[]): TableCell {
  return { type: "tableCell", children: phrasing(words) };
}

function phrasing(words: readonly Inline[]): PhrasingContent[] {
  return quiet(words) as PhrasingContent[];
}

/**
 * The library tries sixty patterns on each text to escape as little as it can. All signs that may mean something are escaped here, which takes no time and
 * leaves less to go wrong; only underscores within words stay, for those who read the source.
 */
const writeText: Handle = (node: Nodes, _parent, _state, info) => {
  const value = "value" in node ? node.value : "";
  const signs = value.replace(/[\\`*[\]<>&~|#]|!$/g, "\\$&");
  const escaped = signs.replace(/_+/g, (run, at: number) =>
    isInWord(signs, at, at + run.length) ? run : "\\_".repeat(run.length),
  );
  if (info.before !== "\n") return escaped;
  // At the start of a line these signs make a list, a rule or a heading.
  return escaped.replace(/^[-+=]|^(\d+)(?=[.)])/, (start) =>
    /\d/.test(start) ? `${start}\\` : `\\${start}`,
  );
};

/** A letter or digit stands on both sides. */
function isInWord(value: string, start: number, end: number): boolean {
  return /[\p{L}\p{N}]/u.test(value.charAt(start - 1)) && /[\p{L}\p{N}]/u.test(value.charAt(end));
}

/** The address is all percent codes, letters and harmless signs already. */
const writeLink: Handle = (node: Nodes, _parent, state, info) => {
  if (node.type !== "link") return "";
  const words = state.containerPhrasing(node, { ...info, before: "[", after: "]" });
  return `[${words}](${node.url})`;
};

/** As the library does it, without its search for line breaks: a visible text has none. */
const writeCode: Handle = (node: Nodes, _parent, state) => {
  const value = "value" in node ? node.value : "";
  const runs = new Set((value.match(/`+/g) ?? []).map(({ length }) => length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const fence = "`".repeat(length);
  const pad = /^`|`$|^ .*[^ ].* $/.test(value) ? " " : "";
  const shown = fence + pad + value + pad + fence;
  if (!state.stack.includes("tableCell")) return shown;
  return value.includes("\\|") ? htmlCode(value) : shown.replaceAll("|", "\\|");
};

/** In a table readers differ over where a cell ends at `\\|` in code; without such signs there is nothing to differ over. */
function htmlCode(value: string): string {
  return `<code>${value.replace(/[^\p{L}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0)};`)}</code>`;
}

const options: Options = {
  bullet: "-",
  // Another sign than that of strong words, which may stand beside it.
  emphasis: "_",
  fences: true,
  rule: "-",
  listItemIndent: "one",
  // HTML reaches to the next empty line, and what follows a list or a quote in an item would be a part of it.
  join: [
    (left, right) =>
      left.type === "list" || left.type === "blockquote" || [left.type, right.type].includes("html")
        ? 1
        : undefined,
  ],
  handlers: {
    text: writeText,
    link: Object.assign(writeLink, { peek: () => "[" }),
    inlineCode: Object.assign(writeCode, { peek: () => "`" }),
  },
  extensions: [gfmTableToMarkdown({ tablePipeAlign: false, tableCellPadding: true })],
};
