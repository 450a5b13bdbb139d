/** Prisma's schema language as a tree of blocks, fields and attributes; what does not parse is named, and the rest is still read. */

import { lex } from "./lexer.ts";
import type { Lexed, Token } from "./lexer.ts";
import { Cursor } from "./cursor.ts";
import { readAttributes } from "./attributes.ts";
import type { Attribute } from "./attributes.ts";

export interface Field {
  name: string;
  /** Null: `Unsupported("...")`, whose words are in `unsupported`. */
  type: string | null;
  unsupported: string | null;
  list: boolean;
  optional: boolean;
  attributes: Attribute[];
  start: number;
  end: number;
}

export interface Block {
  keyword: string;
  name: string;
  fields: Field[];
  /** The fields by their names. */
  named: Map<string, Field>;
  /** `@@index(...)` and the like. */
  attributes: Attribute[];
  /** `provider = "postgresql"`; a list is joined by commas. */
  settings: Map<string, string>;
  start: number;
  /** The end of the line that opens it. */
  head: number;
  end: number;
}

export interface ParsedSchema {
  blocks: Block[];
  faults: { start: number; end: number; reason: string }[];
  comments: Lexed["comments"];
}

const KEYWORDS = new Set(["model", "view", "type", "enum", "datasource", "generator"]);

/** What has more of them is no schema, and the rest is not read. */
const mostFaults = 50;

/** Never throws on any text. */
export function parseSchema(text: string): ParsedSchema {
  const { tokens, comments } = lex(text);
  const cursor = new Cursor(tokens);
  const parsed: ParsedSchema = { blocks: [], faults: [], comments };
  for (let token = cursor.peek(); token !== null; token = cursor.peek()) {
    if (parsed.faults.length > mostFaults) break;
    if (token.kind === "newline") {
      cursor.next();
      continue;
    }
    const opening = openingAt(cursor);
    if (opening !== null) {
      cursor.skip(3);
      parsed.blocks.push(readBlock(cursor, ...opening, parsed));
    } else skipUnknown(cursor, parsed);
  }
  return parsed;
}

/** `model User {`, which opens nothing but a block. */
function openingAt(cursor: Cursor): [Token, Token, Token] | null {
  const [keyword, name, open] = [cursor.peek(), cursor.peek(1), cursor.peek(2)];
  if (keyword === null || !KEYWORDS.has(keyword.text)) return null;
  return name?.kind === "name" && open?.kind === "sign" && open.text === "{" ? [keyword, name, open] : null;
}

/** To the end of its line, with the braces that open on it. */
function skipUnknown(cursor: Cursor, { faults }: ParsedSchema): void {
  const start = cursor.peek()?.start ?? 0;
  const end = cursor.skipBlocks();
  faults.push({ start, end, reason: "this is not understood as Prisma's schema language" });
}

function readBlock(cursor: Cursor, keyword: Token, name: Token, open: Token, parsed: ParsedSchema): Block {
  const block: Block = {
    keyword: keyword.text,
    name: name.text,
    fields: [],
    named: new Map(),
    attributes: [],
    settings: new Map(),
    start: keyword.start,
    head: open.end,
    end: open.end,
  };
  for (;;) {
    const token = openingAt(cursor) === null ? cursor.next() : null;
    if (token === null || parsed.faults.length > mostFaults) {
      const reason = `\`${name.text}\` is not closed`;
      parsed.faults.push({ start: keyword.start, end: open.end, reason });
      return block;
    }
    if (token.kind === "newline") continue;
    if (token.kind === "sign" && token.text === "}") {
      block.end = token.end;
      return block;
    }
    readLine(cursor, token, block, parsed);
  }
}

function readLine(cursor: Cursor, token: Token, block: Block, parsed: ParsedSchema): void {
  if (token.text === "@" && cursor.peek()?.text === "@") {
    cursor.next();
    block.attributes.push(...readAttributes(cursor, token.start));
  } else if (token.kind === "name" && cursor.peek()?.text === "=") {
    cursor.next();
    block.settings.set(token.text, settingText(cursor));
  } else if (token.kind === "name") {
    const field = readField(cursor, token, block.keyword);
    block.fields.push(field);
    block.named.set(field.name, field);
  }
  const rest = cursor.peek();
  if (rest === null || rest.kind === "newline" || rest.text === "}") return;
  const end = cursor.skipLine();
  parsed.faults.push({
    start: token.start,
    end,
    reason: `a line of \`${block.name}\` is not understood`,
  });
}

function settingText(cursor: Cursor): string {
  const words: string[] = [];
  let depth = 0;
  for (let token = cursor.peek(); token !== null; token = cursor.peek()) {
    if (depth === 0 && (token.kind === "newline" || token.text === "}")) break;
    if (token.text === "[" || token.text === "(") depth++;
    if (token.text === "]" || token.text === ")") depth--;
    if (token.kind !== "newline" && token.kind !== "sign") words.push(token.text);
    cursor.next();
  }
  return words.join(",");
}

function readField(cursor: Cursor, name: Token, keyword: string): Field {
  const field: Field = {
    name: name.text,
    type: null,
    unsupported: null,
    list: false,
    optional: false,
    attributes: [],
    start: name.start,
    end: name.end,
  };
  if (keyword !== "enum") readType(cursor, field);
  field.attributes = readAttributes(cursor, null);
  field.end = cursor.behind();
  return field;
}

function readType(cursor: Cursor, field: Field): void {
  const type = cursor.peek();
  if (type?.kind !== "name") return;
  cursor.next();
  field.type = type.text;
  if (type.text === "Unsupported" && cursor.take("(")) {
    field.type = null;
    const words = cursor.peek();
    if (words?.kind === "string") field.unsupported = cursor.next()?.text ?? null;
    cursor.take(")");
  }
  if (cursor.take("[")) field.list = cursor.take("]");
  field.optional = cursor.take("?");
  cursor.take("!");
}
