/** The parts that our pages on GitHub are built of. Any string may go in: only what is built here can be a link, code, a list or HTML. */

import { visible, visibleLines } from "../../visible.ts";

export interface Text {
  type: "text";
  value: string;
}

export interface InlineCode {
  type: "inlineCode";
  value: string;
}

export interface Emphasized {
  type: "strong" | "emphasis";
  children: Inline[];
}

export interface Link {
  type: "link";
  url: string;
  children: Inline[];
}

/** A part of a line. */
export type Inline = Text | InlineCode | Emphasized | Link;

/** A plain string stands for its text. */
export type Words = Inline | string;

export interface Paragraph {
  type: "paragraph";
  children: Inline[];
}

export interface Heading {
  type: "heading";
  depth: 2 | 3 | 4;
  children: Inline[];
}

export interface CodeBlock {
  type: "code";
  lang: string;
  value: string;
}

/** What a table or a list counts as when it does not fit, and how many there are besides those that were handed over. */
export interface Counted {
  one: string;
  many: string;
  more: number;
}

export interface Table extends Counted {
  type: "table";
  head: Inline[][];
  rows: Inline[][][];
}

export interface List extends Counted {
  type: "list";
  ordered: boolean;
  items: Block[][];
}

/** Folded away until somebody opens it. */
export interface Details {
  type: "details";
  summary: string;
  children: Block[];
}

/** Words of somebody that are answered here. */
export interface Quote {
  type: "blockquote";
  children: Block[];
}

/** A hidden mark of our own (`marker.ts`). */
export interface Mark {
  type: "mark";
  comment: string;
}

export type Block = Paragraph | Heading | CodeBlock | Table | List | Details | Quote | Mark;

/** Text on one line, with everything that hides in it made visible. */
export function text(value: string): Text {
  return { type: "text", value: visible(value) };
}

/** The same as code. Nothing where it is empty. */
export function code(value: string): InlineCode {
  return { type: "inlineCode", value: visible(value) };
}

export function strong(...words: readonly Words[]): Emphasized {
  return { type: "strong", children: inlines(words) };
}

export function emphasis(...words: readonly Words[]): Emphasized {
  return { type: "emphasis", children: inlines(words) };
}

/** `url`: http(s), of which each part that came from outside was encoded. Throws on any other scheme. */
export function link(url: string, ...words: readonly Words[]): Link {
  if (!/^https?:\/\//.test(url)) throw new Error("a link goes to http or https");
  return { type: "link", url: encoded(url), children: inlines(words) };
}

/** What says something in our own words: `` `names` `` in it become code. */
export function prose(message: string): Inline[] {
  const parts = message.split(/`+/);
  // A backtick without another is one.
  const isOpen = parts.length % 2 === 0;
  return parts.flatMap((part, at) => {
    if (isOpen && at === parts.length - 1) return [text(`\`${part}`)];
    return part === "" ? [] : [at % 2 === 1 ? code(part) : text(part)];
  });
}

export function paragraph(...words: readonly Words[]): Paragraph {
  return { type: "paragraph", children: inlines(words) };
}

export function heading(depth: Heading["depth"], ...words: readonly Words[]): Heading {
  return { type: "heading", depth, children: inlines(words) };
}

/** Lines of code, each made visible. `language`: a word of our own. */
export function codeBlock(language: string, value: string): CodeBlock {
  return { type: "code", lang: language, value: visibleLines(value).join("\n") };
}

/** Lines that GitHub puts into a file as they are. The caller has made sure that nothing hides in them. */
export function suggestion(value: string): CodeBlock {
  return { type: "code", lang: "suggestion", value };
}

/** `rows`: cells, each the parts of a line. */
export function table(
  head: readonly (readonly Words[])[],
  rows: readonly (readonly (readonly Words[])[])[],
  counted: Partial<Counted> = {},
): Table {
  return {
    type: "table",
    head: head.map(inlines),
    rows: rows.map((row) => row.map(inlines)),
    ...countedAs(counted, "row"),
  };
}

export function list(
  items: readonly (readonly Block[])[],
  { ordered = false, ...counted }: Partial<Counted> & { ordered?: boolean } = {},
): List {
  return { type: "list", ordered, items: items.map((item) => [...item]), ...countedAs(counted, "entry") };
}

/** `summary`: words of our own and numbers. Throws on anything else, as it goes into HTML. */
export function details(summary: string, ...children: readonly Block[]): Details {
  if (!/^[\w ,.:()'-]*$/.test(summary)) throw new Error("a summary is made of plain words");
  return { type: "details", summary, children: [...children] };
}

export function quote(...children: readonly Block[]): Quote {
  return { type: "blockquote", children: [...children] };
}

/** `comment`: what a function of `marker.ts` made. */
export function mark(comment: string): Mark {
  if (!/^<!-- [\w :+/=-]* -->$/.test(comment)) throw new Error("a mark is one of our own");
  return { type: "mark", comment };
}

function countedAs({ one, many, more = 0 }: Partial<Counted>, noun: string): Counted {
  const name = one ?? noun;
  return { one: name, many: many ?? (name === "entry" ? "entries" : `${name}s`), more };
}

function inlines(words: readonly Words[]): Inline[] {
  return words.map((word) => (typeof word === "string" ? text(word) : word));
}

/** Every character that means something to Markdown, or is none of a URL, as its percent code. */
function encoded(url: string): string {
  return url
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/[()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/[^\w.~:/?#@!$&'+,=%-]/gu, encodeURIComponent);
}
