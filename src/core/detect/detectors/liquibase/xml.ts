/** Reads a changelog in XML: entities of a DOCTYPE are never expanded, and what is not well-formed is told with its place. */

import { SaxesParser } from "saxes";

import { literal, type Piece } from "../../reading/source/text.ts";
import { type ChangelogNode, type Comment, deepest, type Fault, mostNodes, type Tree } from "./node.ts";

const mostFaults = 20;

/** Never throws. */
export function readXml(text: string): Tree {
  return new XmlReader(text).read();
}

/** With so many faults it is no XML at all. */
class Stopped extends Error {}

class XmlReader {
  readonly #text: string;
  readonly #faults: Fault[] = [];
  readonly #comments: Comment[] = [];
  readonly #open: ChangelogNode[] = [];
  #root: ChangelogNode | null = null;
  /** Where the text begins that belongs to no tag yet. */
  #from = 0;
  #nodes = 0;
  /** Elements that are open and not kept, because they are nested too deeply or too many. */
  #skipped = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Tree {
    const parser = new SaxesParser({});
    const at = (): number => parser.position;
    parser.on("error", (error) => this.#fault(at(), error.message));
    parser.on("xmldecl", () => this.#pass(at()));
    parser.on("doctype", () => this.#pass(at()));
    parser.on("processinginstruction", () => this.#pass(at()));
    // It is told before its `>`.
    parser.on("comment", (comment) => this.#comment(comment, at() + 1));
    parser.on("cdata", () => this.#cdata(at()));
    parser.on("opentagstart", ({ name }) => this.#enter(name));
    parser.on("attribute", ({ name }) => this.#attribute(name, at()));
    parser.on("opentag", () => this.#pass(at(), false));
    parser.on("closetag", ({ isSelfClosing }) => this.#leave(at(), isSelfClosing));
    try {
      parser.write(this.#text).close();
    } catch (cause) {
      if (!(cause instanceof Stopped)) throw cause;
      const start = Math.min(at(), this.#text.length);
      this.#faults.push({ start, end: this.#text.length, reason: cause.message });
    }
    for (const node of this.#open) node.end = this.#text.length;
    return { root: this.#root, faults: this.#faults, comments: this.#comments };
  }

  #fault(position: number, message: string): void {
    const reason = `this is no XML that can be read (${message.replace(/^\d+:\d+: /u, "").replace(/\.$/u, "")}): what stands here may be missing from the list`;
    const start = Math.max(0, Math.min(position, this.#text.length) - 1);
    const previous = this.#faults.at(-1);
    if (previous?.start === start) return;
    this.#faults.push({ start, end: Math.min(start + 1, this.#text.length), reason });
    if (this.#faults.length === mostFaults) throw new Stopped("the rest of it is not read");
  }

  /** What stands before the construct that ends here is text of the open element. */
  #pass(end: number, isTag = true): void {
    if (isTag) this.#flush();
    this.#from = end;
  }

  #flush(): number {
    const tag = this.#text.indexOf("<", this.#from);
    const end = tag === -1 ? this.#text.length : tag;
    if (end > this.#from) this.#append(decoded(this.#text, this.#from, end));
    return end;
  }

  #append(pieces: Piece[]): void {
    const node = this.#open.at(-1);
    if (node === undefined || this.#skipped > 0) return;
    node.value ??= [];
    node.value.push(...pieces);
  }

  #comment(comment: string, end: number): void {
    const start = this.#flush();
    this.#comments.push({ start, end, text: comment });
    this.#from = end;
  }

  #cdata(end: number): void {
    const start = this.#flush() + "<![CDATA[".length;
    const stop = Math.max(start, end - "]]>".length);
    this.#append(literal(this.#text.slice(start, stop), start));
    this.#from = end;
  }

  #enter(name: string): void {
    const start = this.#flush();
    this.#nodes += 1;
    if (this.#skipped > 0 || this.#open.length >= deepest || this.#nodes > mostNodes) {
      if (this.#skipped === 0) {
        const why = this.#nodes > mostNodes ? "the file has too many elements" : "it is nested too deeply";
        this.#faults.push({ start, end: start + 1, reason: `${why}: what stands here is not read` });
      }
      this.#skipped += 1;
      return;
    }
    const node = element(local(name), start);
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children.push(node);
    else this.#root ??= node;
    this.#open.push(node);
  }

  #attribute(name: string, end: number): void {
    this.#nodes += 1;
    const node = this.#open.at(-1);
    if (node === undefined || this.#skipped > 0 || this.#nodes > mostNodes) return;
    const quote = this.#text[end - 1] ?? "";
    const start = quote === '"' || quote === "'" ? this.#text.lastIndexOf(quote, end - 2) + 1 : end;
    const attribute = element(local(name), start);
    attribute.end = Math.max(start, end - 1);
    attribute.value = decoded(this.#text, start, attribute.end);
    attribute.attribute = true;
    node.children.push(attribute);
  }

  #leave(end: number, isSelfClosing: boolean): void {
    if (!isSelfClosing) this.#flush();
    this.#from = end;
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    const node = this.#open.pop();
    if (node !== undefined) node.end = end;
  }
}

function element(name: string, start: number): ChangelogNode {
  return { name, start, end: start, value: null, children: [], attribute: false };
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The characters of a range: XML's own entities are one piece each, all others stay as they are written. */
function decoded(text: string, start: number, end: number): Piece[] {
  const raw = text.slice(start, end);
  if (!raw.includes("&")) return literal(raw, start);
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of raw.matchAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/giu)) {
    const [whole, decimal, hexadecimal, name = ""] = match;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    const character = entities[name] ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null);
    if (character === null) continue;
    pieces.push(
      ...literal(raw.slice(at, match.index), start + at),
      ...literal(character, start + match.index),
    );
    at = match.index + whole.length;
  }
  return [...pieces, ...literal(raw.slice(at), start + at)];
}
