/** Reads a changelog in YAML or JSON: aliases and merge keys stand for what they name, as often as is bounded. */

import { readYaml, type YamlNode, type YamlScalar } from "../../../yaml/yaml-tree.ts";
import { literal, type Piece } from "../../reading/source/text.ts";
import { type ChangelogNode, type Comment, deepest, type Fault, mostNodes, type Tree } from "./node.ts";

/** Never throws. Tabs are white space in JSON, and YAML refuses them. */
export function readYamlChangelog(text: string, isJson: boolean): Tree {
  const reading = readYaml(isJson ? text.replaceAll("\t", " ") : text);
  if ("reason" in reading) {
    const reason = `this is no ${isJson ? "JSON" : "YAML"} that can be read: ${reading.reason}`;
    const end = text.indexOf("\n", reading.offset);
    const fault = { start: reading.offset, end: end === -1 ? text.length : end, reason };
    return { root: null, faults: [fault], comments: [] };
  }
  return new YamlReader(text).read(reading.documents[0] ?? null);
}

class YamlReader {
  readonly #text: string;
  readonly #faults: Fault[] = [];
  readonly #anchors = new Map<string, YamlNode>();
  /** Where scalars stand: what looks like a comment in one is none. */
  readonly #scalars: YamlScalar[] = [];
  #nodes = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(document: YamlNode | null): Tree {
    if (document === null) return { root: null, faults: [], comments: [] };
    this.#anchorsIn(document);
    const root = blank("", document.start, document.end);
    this.#fill(root, document, 0);
    return { root, faults: this.#faults, comments: this.#comments() };
  }

  #anchorsIn(node: YamlNode): void {
    if (node.kind === "alias") return;
    if (node.anchor !== null) this.#anchors.set(node.anchor, node);
    if (node.kind === "scalar") this.#scalars.push(node);
    if (node.kind === "sequence") for (const item of node.items) this.#anchorsIn(item);
    if (node.kind !== "mapping") return;
    for (const { key, value } of node.pairs) {
      this.#anchorsIn(key);
      this.#anchorsIn(value);
    }
  }

  /** Puts what a value holds into the node: the items of a list stand in it as if they were written there. */
  #fill(node: ChangelogNode, value: YamlNode, depth: number): void {
    this.#nodes += 1;
    if (depth > deepest || this.#nodes > mostNodes) {
      const why = depth > deepest ? "it is nested too deeply" : "the file says too much";
      if (this.#faults.at(-1)?.reason.startsWith(why) !== true)
        this.#faults.push({
          start: value.start,
          end: value.end,
          reason: `${why}: what stands here is not read`,
        });
      return;
    }
    if (value.kind === "alias") {
      const named = this.#anchors.get(this.#text.slice(value.start + 1, value.end));
      if (named !== undefined) this.#fill(node, named, depth + 1);
    } else if (value.kind === "scalar") {
      if (isNull(value)) return;
      node.value ??= [];
      node.value.push(...piecesOf(value, this.#text));
    } else if (value.kind === "sequence") {
      for (const item of value.items) this.#fill(node, item, depth + 1);
    } else
      for (const pair of value.pairs) {
        const name = pair.key.kind === "scalar" ? pair.key.text : "";
        if (name === "<<") {
          this.#fill(node, pair.value, depth + 1);
          continue;
        }
        const child = blank(name, this.#startOf(pair.key), pair.value.end);
        this.#fill(child, pair.value, depth + 1);
        node.children.push(child);
      }
  }

  /** That of the dash before a list's item, where a comment goes above. */
  #startOf(key: YamlNode): number {
    let at = key.start;
    while (at > 0 && this.#text[at - 1] === " ") at -= 1;
    return this.#text[at - 1] === "-" && /[\s]/u.test(this.#text[at - 2] ?? "\n") && at < key.start
      ? at - 1
      : key.start;
  }

  #comments(): Comment[] {
    if (!/lockstep:/iu.test(this.#text)) return [];
    const found: Comment[] = [];
    let next = 0;
    for (const match of this.#text.matchAll(/(?<=^|[ \t])#[^\r\n]*/gmu)) {
      const { index } = match;
      const [text] = match;
      while ((this.#scalars[next]?.end ?? index + 1) <= index) next += 1;
      if ((this.#scalars[next]?.start ?? index + 1) > index)
        found.push({ start: index, end: index + text.length, text: text.replace(/^#+/u, "") });
    }
    return found;
  }
}

function blank(name: string, start: number, end: number): ChangelogNode {
  return { name, start, end: Math.max(start, end), value: null, children: [], attribute: false };
}

function isNull({ style, text, tag }: YamlScalar): boolean {
  return style === "plain" && tag === null && /^(?:~|null)?$/iu.test(text);
}

/** The text with the places of its parts, where it stands in the file as it is. */
function piecesOf(node: YamlScalar, text: string): Piece[] {
  const { style, textStart, textEnd, indent } = node;
  const raw = text.slice(textStart, textEnd);
  if (style === "literal") {
    const pieces: Piece[] = [];
    let at = textStart;
    for (const line of raw.split(/(?<=\n)/u)) {
      let margin = 0;
      while (margin < indent && line[margin] === " ") margin += 1;
      pieces.push(...literal(line.slice(margin), at + margin));
      at += line.length;
    }
    const joined = pieces.map((piece) => piece.text).join("");
    if (joined.replaceAll("\r", "").trimEnd() === node.text.trimEnd()) return pieces;
  }
  return literal(node.text, raw === node.text ? textStart : null);
}
