/** Markdown as GitHub shows it in a comment: sanitized, with mentions, references, images and hidden characters made visible. */

import type { Root } from "hast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

import { showAlerts } from "./alerts.ts";
import { breakLines } from "./line-breaks.ts";
import { Html } from "./html.ts";
import { markText } from "./marks.ts";
import { changeElements } from "./tree.ts";

export interface MarkdownOptions {
  /** How a suggestion is shown; without it, it is code. */
  suggestion?: (text: string) => Html;
}

/** Renders what somebody wrote. Nothing in it reaches the page but what GitHub lets through. */
export function renderMarkdown(markdown: string, options: MarkdownOptions = {}): Html {
  const tree = reader.runSync(reader.parse(markdown));
  if (options.suggestion !== undefined) putSuggestions(tree, options.suggestion);
  return new Html(writer.stringify(tree));
}

const reader = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(() => breakLines)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
  .use(rehypeRaw)
  .use(rehypeSanitize, defaultSchema)
  .use(() => dressUp)
  .freeze();

// Raw nodes come only from this module: those of the author are parsed and sanitized by then.
const writer = unified().use(rehypeStringify, { allowDangerousHtml: true, closeSelfClosing: true }).freeze();

/** What GitHub does to comments after it made them safe. */
function dressUp(tree: Root): void {
  showAlerts(tree);
  markText(tree);
  changeElements(tree, (element) => {
    if (element.tagName === "img") return showImage(element.properties["src"], element.properties["alt"]);
    if (element.tagName === "source") return null;
    if (element.tagName === "a") element.properties["rel"] = ["nofollow", "noopener"];
    if (element.tagName === "table") return wrap("table-scroll", element);
    return element;
  });
}

type Element = Extract<Root["children"][number], { type: "element" }>;

/** An image is told, and never loaded. */
function showImage(source: unknown, alternative: unknown): Element {
  const value = `image: ${String(alternative ?? "")} ${String(source ?? "")}`.trim();
  return {
    type: "element",
    tagName: "span",
    properties: { className: ["external-image"] },
    children: [{ type: "text", value }],
  };
}

function wrap(name: string, child: Element): Element {
  return { type: "element", tagName: "div", properties: { className: [name] }, children: [child] };
}

function putSuggestions(tree: Root, show: (text: string) => Html): void {
  changeElements(tree, (element) => {
    const code = element.tagName === "pre" ? element.children[0] : undefined;
    if (code?.type !== "element" || code.tagName !== "code") return element;
    const classes = code.properties["className"];
    if (!Array.isArray(classes) || !classes.includes("language-suggestion")) return element;
    const text = code.children.map((child) => (child.type === "text" ? child.value : "")).join("");
    return { type: "raw", value: show(text).text };
  });
}
