/** What GitHub would show of a comment as plain text, line by line: an oracle made of the parts that render Markdown for real. */

import type { Nodes } from "hast";
import rehypeRaw from "rehype-raw";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

const renderer = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw);

const notPlain = new Set(
  "a blockquote code del h1 h2 h3 h4 h5 h6 kbd pre s script section style table textarea title".split(" "),
);
const blocks =
  /^(?:p|div|li|ul|ol|blockquote|pre|h\d|table|tr|td|th|details|summary|section|hr|thead|tbody)$/u;

/** The lines, with every slash of what is no plain text as `#`. */
export function shownLines(markdown: string): string[] {
  let text = "";
  const walk = (node: Nodes, plain: boolean): void => {
    if (node.type === "text") text += plain ? node.value : node.value.replaceAll("/", "#");
    if (node.type !== "element" && node.type !== "root") return;
    const name = node.type === "element" ? node.tagName : "";
    const isBlock = blocks.test(name) || name === "br";
    if (isBlock) text += "\n";
    for (const child of node.children) walk(child, plain && !notPlain.has(name));
    if (isBlock) text += "\n";
  };
  walk(renderer.runSync(renderer.parse(markdown)), true);
  return text.split("\n").map((line) => line.trim());
}
