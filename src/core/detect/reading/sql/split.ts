/** Splits SQL into statements, psql commands and COPY data, without reading what they mean; linear. */

import { Lexer } from "./lexer.ts";

/** `statement`: SQL without its semicolon; `command`: a psql line; `conflict`: a marker that a merge left behind; `unclosed`: a comment that is never closed. */
export interface Piece {
  kind: "statement" | "command" | "conflict" | "unclosed";
  start: number;
  end: number;
  /** Ranges inside the statement that its parser must not see: psql commands. */
  holes: Range[];
}

export interface Range {
  start: number;
  end: number;
}

export interface Split {
  pieces: Piece[];
  comments: Range[];
  /** Strings in dollar quotes: the bodies of routines, which have comments of their own. */
  bodies: Range[];
}

/** The words that decide how a statement ends: its first four, as psql looks at them. */
interface Opening {
  words: string[];
  /** Open BEGIN and CASE of a routine's SQL body. */
  depth: number;
  parentheses: number;
  previous: string;
  copies: boolean;
}

const SENDS_BUFFER = new Set([
  "\\g",
  "\\gx",
  "\\gexec",
  "\\gset",
  "\\gdesc",
  "\\crosstabview",
  "\\watch",
  "\\;",
]);

/** Splits `text` between `start` and `limit`. */
export function split(text: string, start = 0, limit = text.length): Split {
  const lexer = new Lexer(text, start, limit);
  const result: Split = { pieces: [], comments: [], bodies: [] };
  let piece: Piece | null = null;
  let opening = newOpening();
  let copyEnds = true;
  let sorted = true;
  const close = (): void => {
    if (piece !== null) result.pieces.push(piece);
    piece = null;
    opening = newOpening();
  };
  for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
    if (kind === "space") continue;
    if (kind === "comment") {
      result.comments.push({ start: lexer.start, end: lexer.end });
      if (lexer.unclosed) result.pieces.push(newPiece("unclosed", lexer.start, lexer.end));
      continue;
    }
    if (kind === "symbol") {
      const symbol = text.charAt(lexer.start);
      if (symbol === ";" && endsHere(opening)) {
        const copies = opening.copies;
        close();
        if (copies && copyEnds) {
          const behind = skipCopyData(text, lexer.end, limit);
          copyEnds = behind !== lexer.end;
          lexer.end = behind;
        }
        continue;
      }
      if (symbol === "\\") {
        const command = psqlCommand(text, lexer.start, limit);
        lexer.end = command.end;
        if (piece === null) result.pieces.push(newPiece("command", command.start, command.end));
        else if (SENDS_BUFFER.has(commandName(text, command.start))) {
          close();
          result.pieces.push(newPiece("command", command.start, command.end));
        } else {
          piece.holes.push(command);
          sorted = false;
          result.pieces.push(newPiece("command", command.start, command.end));
        }
        continue;
      }
      if (isConflictMarker(text, lexer.start)) {
        close();
        const end = lineEnd(text, lexer.start, limit);
        result.pieces.push(newPiece("conflict", lexer.start, end));
        lexer.end = end;
        continue;
      }
      if (symbol === "(") opening.parentheses += 1;
      else if (symbol === ")" && opening.parentheses > 0) opening.parentheses -= 1;
    }
    piece ??= newPiece("statement", lexer.start, lexer.end);
    piece.end = lexer.end;
    if (kind === "dollar") result.bodies.push({ start: lexer.start, end: lexer.end });
    if (kind === "word") noteWord(opening, text.slice(lexer.start, lexer.end).toLowerCase());
    else opening.previous = "";
  }
  close();
  if (!sorted) result.pieces.sort((a, b) => a.start - b.start);
  return result;
}

function newPiece(kind: Piece["kind"], start: number, end: number): Piece {
  return { kind, start, end, holes: [] };
}

function newOpening(): Opening {
  return { words: [], depth: 0, parentheses: 0, previous: "", copies: false };
}

/** Only rules hold statements in parentheses; elsewhere a semicolon ends even a statement whose parentheses are open, so that its neighbours are read. */
function endsHere(opening: Opening): boolean {
  if (opening.depth > 0) return false;
  return opening.parentheses === 0 || objectWord(opening) !== "rule";
}

function noteWord(opening: Opening, word: string): void {
  if (opening.words.length < 6) opening.words.push(word);
  if (opening.words[0] === "copy" && word === "stdin" && opening.previous === "from") opening.copies = true;
  if (opening.words[0] === "create") noteBody(opening, word);
  opening.previous = word;
}

/** `BEGIN ATOMIC ... END` of a routine, and SQLite's and MySQL's bodies of triggers, hold semicolons of their own. */
function noteBody(opening: Opening, word: string): void {
  const object = objectWord(opening);
  if (object !== "function" && object !== "procedure" && object !== "trigger") return;
  if (opening.depth > 0) {
    if (word === "begin" || word === "case") opening.depth += 1;
    else if (word === "end") opening.depth -= 1;
  } else if (word === "begin" && object === "trigger") opening.depth = 1;
  else if (word === "atomic" && opening.previous === "begin") opening.depth = 1;
}

/** What a CREATE creates: the first word behind its modifiers. */
function objectWord(opening: Opening): string | undefined {
  return opening.words.find((word, at) => at > 0 && !MODIFIERS.has(word));
}

const MODIFIERS = new Set(["or", "replace", "temp", "temporary", "constraint"]);

/** The offset behind the data of COPY ... FROM STDIN, `from` itself when no `\.` closes it. */
function skipCopyData(text: string, from: number, limit: number): number {
  let at = text.indexOf("\n\\.", from);
  while (at !== -1 && at < limit) {
    const end = lineEnd(text, at + 1, limit);
    if (text.slice(at + 1, end).trim() === "\\.") return end;
    at = text.indexOf("\n\\.", at + 1);
  }
  return from;
}

function psqlCommand(text: string, start: number, limit: number): Range {
  if (text.charAt(start + 1) === ";") return { start, end: start + 2 };
  return { start, end: lineEnd(text, start, limit) };
}

/** The name of the psql command that starts here, with its backslash. */
export function commandName(text: string, start: number): string {
  let end = start + 1;
  while (end < text.length && /[A-Za-z?!;]/.test(text.charAt(end))) end += 1;
  return text.slice(start, end);
}

function isConflictMarker(text: string, start: number): boolean {
  const sign = text.charAt(start);
  if (sign !== "<" && sign !== "=" && sign !== ">" && sign !== "|") return false;
  if (start > 0 && text.charAt(start - 1) !== "\n") return false;
  if (!text.startsWith(sign.repeat(7), start)) return false;
  return /\s|^$/.test(text.charAt(start + 7));
}

function lineEnd(text: string, start: number, limit: number): number {
  const at = text.indexOf("\n", start);
  const end = at === -1 || at > limit ? limit : at;
  return end > start && text.charAt(end - 1) === "\r" ? end - 1 : end;
}
