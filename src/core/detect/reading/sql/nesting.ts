/** Guards before the parser: how deep a statement nests, and nested comments made blank. */

import { Lexer } from "./lexer.ts";

/** What the parser takes without trouble, with a wide margin: from about twice as much its stack overflows, and it does not recover. */
const DEEPEST_BRACKETS = 1000;
const LONGEST_CHAIN = 3000;
const MOST_JOINS = 1500;
/** A shorter text cannot nest too deeply. */
const SHORT = 2000;

const FLAT = new Set(["and", "or", "when", "then", "else"]);
const CHAINED = new Set(["join", "union", "intersect", "except"]);

interface Level {
  /** Tokens since the last comma or word that the parser reads as a list. */
  chain: number;
  joins: number;
}

/** Would the tree of this statement be deeper than the parser can build? */
export function isTooDeep(text: string): boolean {
  if (text.length < SHORT) return false;
  const lexer = new Lexer(text);
  const levels: Level[] = [];
  let level: Level = { chain: 0, joins: 0 };
  for (let kind = lexer.nextMeaning(); kind !== "end"; kind = lexer.nextMeaning()) {
    const token =
      kind === "symbol" || kind === "word" ? text.slice(lexer.start, lexer.end).toLowerCase() : "";
    if (token === "(" || token === "[") {
      levels.push(level);
      level = { chain: 0, joins: 0 };
    } else if (token === ")" || token === "]") level = levels.pop() ?? level;
    else if (token === "," || FLAT.has(token)) level.chain = 0;
    else if (CHAINED.has(token)) {
      level.chain = 0;
      level.joins += 1;
    }
    level.chain += 1;
    if (level.chain > LONGEST_CHAIN || level.joins > MOST_JOINS || levels.length > DEEPEST_BRACKETS)
      return true;
  }
  return false;
}

/** The text with spaces in place of comments inside comments: the parser takes quadratic time for them. Offsets stay. */
export function withoutNestedComments(text: string): string {
  if (!/\/\*[^]*\/\*/.test(text)) return text;
  const lexer = new Lexer(text);
  const parts: string[] = [];
  let copied = 0;
  for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
    if (kind !== "comment" || (lexer.depth < 2 && !lexer.unclosed)) continue;
    parts.push(text.slice(copied, lexer.start), " ".repeat(lexer.end - lexer.start));
    copied = lexer.end;
  }
  parts.push(text.slice(copied));
  return parts.join("");
}
