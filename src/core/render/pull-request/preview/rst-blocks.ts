/** A text in reStructuredText as its readers see it. What is not understood stands there as it is, as code. */

import {
  type Block,
  codeBlock,
  type Inline,
  list,
  paragraph,
  quote,
  strong,
  text,
} from "../markdown/nodes.ts";
import { codeLanguage } from "./code-language.ts";
import { rstInline } from "./rst-inline.ts";

/** Deeper ones are shown as they are. */
const deepest = 6;

const bullet = /^[*+\-•‣⁃][ \t]+(?=\S)/u;
const number = /^\(?(?:\d{1,3}|#)[.)][ \t]+(?=\S)/u;
const explicit = /^\.\.(?=\s|$)/u;
const directive = /^\.\.[ \t]+([A-Za-z][\w:.-]*?)::(?:[ \t]+(.*))?$/u;
/** Tables, line blocks, examples of Python, rules, Markdown's fences. */
const asItIs = /^(?:\+[-=+]{2,}|={2,}(?:\s+={2,})+\s*$|\|\s|>>>|([!-/:-@[-`{-~])\1{3,}\s*$|```|~~~)/u;
const field = /^:([^:`]+):(?:[ \t]+|$)/u;

export function rstBlocks(source: string): Block[] {
  return blocksOf(source.replaceAll("\t", "        ").split(/\r\n|\r|\n/u), 0);
}

function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] as string;
    if (line.trim() === "") {
      at += 1;
      continue;
    }
    const { taken, found } =
      depth > deepest ? rest(lines, at) : (blockAt(lines, at, depth) ?? paragraphAt(lines, at, depth));
    blocks.push(...found);
    at += taken;
  }
  return blocks;
}

/** So many lines, and what they are. */
interface Taken {
  taken: number;
  found: Block[];
}

function rest(lines: readonly string[], at: number): Taken {
  return { taken: lines.length - at, found: raw(lines.slice(at)) };
}

function blockAt(lines: readonly string[], at: number, depth: number): Taken | null {
  const line = lines[at] as string;
  if (indentOf(line) > 0) {
    const inside = indented(lines, at, 1);
    return { taken: inside.length, found: [quote(...blocksOf(dedented(inside), depth + 1))] };
  }
  if (explicit.test(line)) {
    const inside = indented(lines, at + 1, 1);
    return { taken: 1 + inside.length, found: explicitBlocks(line, inside, depth) };
  }
  const mark = bullet.test(line) ? bullet : number.test(line) ? number : null;
  if (mark !== null) return listAt(lines, at, mark, depth);
  if (asItIs.test(line) || isTitle(line, lines[at + 1])) {
    let end = at + 1;
    while (!isBlank(lines[end])) end += 1;
    const own = lines.slice(at, end);
    return { taken: own.length, found: raw(own) };
  }
  return null;
}

function listAt(lines: readonly string[], start: number, mark: RegExp, depth: number): Taken {
  const items: Block[][] = [];
  let at = start;
  while (at < lines.length) {
    const sign = mark.exec(lines[at] as string)?.[0];
    if (sign === undefined) break;
    const more = indented(lines, at + 1, 1);
    const first = (lines[at] as string).slice(sign.length);
    items.push(blocksOf([first, ...unindented(more, sign.length)], depth + 1));
    at += 1 + more.length;
  }
  return { taken: at - start, found: [list(items, { ordered: mark === number, one: "item" })] };
}

function paragraphAt(lines: readonly string[], at: number, depth: number): Taken {
  let end = at + 1;
  while (end < lines.length && indentOf(lines[end] as string) === 0 && !isBlank(lines[end])) end += 1;
  const words = lines
    .slice(at, end)
    .map((line) => line.trim())
    .join(" ");
  const below = indented(lines, end, 1);
  const taken = end - at + below.length;
  if (words.endsWith("::") && below.some((line) => !isBlank(line))) {
    const said = words.slice(0, -2);
    const lead = said.trimEnd() === said && said !== "" ? `${said}:` : said.trimEnd();
    const code = codeBlock("", withoutBlankEnds(dedented(below)));
    return { taken, found: [...(lead === "" ? [] : [paragraph(...rstInline(lead))]), code] };
  }
  const name = field.exec(words);
  if (name !== null) {
    const value = [words.slice(name[0].length), ...dedented(below)];
    return { taken, found: led(strong(text(`${name[1]}:`)), blocksOf(value, depth + 1)) };
  }
  // A line over an indented block is a term and what it means.
  const isTerm = end === at + 1 && below.length > 0 && !isBlank(lines[end]);
  const found = [paragraph(...rstInline(words))];
  if (!isTerm) return { taken: end - at, found };
  return { taken, found: [...found, quote(...blocksOf(dedented(below), depth + 1))] };
}

const admonitions: Readonly<Record<string, string>> = {
  attention: "Attention",
  caution: "Caution",
  danger: "Danger",
  error: "Error",
  hint: "Hint",
  important: "Important",
  note: "Note",
  seealso: "See also",
  tip: "Tip",
  warning: "Warning",
  deprecated: "Deprecated since version",
  versionadded: "New in version",
  versionchanged: "Changed in version",
};

/** A directive; anything else that starts with two dots is not shown: a comment, the target of a link. */
function explicitBlocks(line: string, inside: readonly string[], depth: number): Block[] {
  const [, name = "", argument = ""] = directive.exec(line) ?? [];
  if (name === "") return /^\.\.[ \t]+(?:\[|\|)/u.test(line) ? raw([line, ...inside]) : [];
  const body = withoutOptions(dedented(inside));
  if (/^(?:code|code-block|sourcecode)$/u.test(name)) {
    return [codeBlock(codeLanguage(argument), withoutBlankEnds(body))];
  }
  if (name === "admonition") return [paragraph(strong(...rstInline(argument))), ...blocksOf(body, depth + 1)];
  const title = Object.hasOwn(admonitions, name) ? admonitions[name] : undefined;
  if (title === undefined) return raw([line, ...inside]);
  return led(strong(text(`${title}:`)), blocksOf([argument, ...body], depth + 1));
}

/** Words before the first of the blocks. */
function led(words: Inline, blocks: readonly Block[]): Block[] {
  const [first, ...others] = blocks;
  if (first?.type !== "paragraph") return [paragraph(words), ...blocks];
  return [paragraph(words, " ", ...first.children), ...others];
}

function withoutOptions(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => !/^:[\w-]+:/u.test(line));
  return end === -1 ? [] : lines.slice(end);
}

function withoutBlankEnds(lines: readonly string[]): string {
  const first = lines.findIndex((line) => !isBlank(line));
  return lines.slice(Math.max(0, first)).join("\n").trimEnd();
}

function raw(lines: readonly string[]): Block[] {
  return [codeBlock("", lines.join("\n").trimEnd())];
}

function isTitle(line: string, below: string | undefined): boolean {
  return (
    below !== undefined &&
    /^([!-/:-@[-`{-~])\1{2,}\s*$/u.test(below) &&
    below.trim().length >= line.trim().length
  );
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}

function indentOf(line: string): number {
  return /^ */u.exec(line)?.[0].length ?? 0;
}

/** The lines from there that are indented at least so far, and the blank ones between and after them. */
function indented(lines: readonly string[], from: number, least: number): string[] {
  let end = from;
  while (end < lines.length && (isBlank(lines[end]) || indentOf(lines[end] as string) >= least)) end += 1;
  return lines.slice(from, end);
}

function dedented(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => !isBlank(line)).map(indentOf);
  return unindented(
    lines,
    indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY),
  );
}

/** As much of the indent as there is. */
function unindented(lines: readonly string[], indent: number): string[] {
  return lines.map((line) => line.slice(Math.min(indent, indentOf(line))));
}
