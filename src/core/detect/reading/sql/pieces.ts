/** Takes the pieces of a text in order: parses each statement, keeps track of transactions, and hands statements to the operations. */

import type { Node } from "libpg-query";

import { mostOperations, tooMany } from "../../guards.ts";
import type { Parsed } from "./parse.ts";
import { parseTemplate } from "./parse-template.ts";
import { parseTogether } from "./parse-together.ts";
import { type Passage, statementAt } from "./passage.ts";
import { readCommand } from "./psql.ts";
import { type Again, recover } from "./recover.ts";
import type { Piece } from "./split.ts";
import type { SqlSource, Standing, Statement, Surroundings } from "./statement.ts";
import { Transactions } from "./transactions.ts";

const UNREAD = {
  conflict: "a marker of a merge conflict is left in the file",
  unclosed: "a comment that opens here is never closed, so what follows was not read",
};

/** `standing.transaction` is that around the text. */
export function readPieces(
  source: SqlSource,
  pieces: readonly Piece[],
  around: Surroundings,
  standing: Standing,
): void {
  const statements = pieces.filter((piece) => piece.kind === "statement").length;
  // What runs inside a statement was not sent by itself.
  const implicit = around.context.implicit === true && standing.host === null;
  const transactions = new Transactions(standing.transaction, implicit, statements);
  const passage: Passage = { source, around, standing, transactions, conditions: 0, again: 0 };
  readAll(pieces, passage);
}

/** Reads pieces in order, and what `recover` finds in a broken one in its place. */
function readAll(pieces: readonly Piece[], passage: Passage): void {
  const { source, around } = passage;
  const together = parseTogether(around.context.parser, source.text, pieces);
  let rest = pieces;
  for (let at = 0; at < rest.length; at += 1) {
    const piece = rest[at] as Piece;
    const stop = stopReason(around);
    if (stop !== null) {
      around.unread.push({ place: source.place(piece.start, source.text.length), reason: stop });
      return;
    }
    if (piece.kind === "command") readCommand(piece, passage);
    else if (piece.kind !== "statement")
      around.unread.push({ place: source.place(piece.start, piece.end), reason: UNREAD[piece.kind] });
    else {
      const again = readStatement(piece, passage, rest === pieces ? (together?.[at] ?? null) : null);
      if (again === null) continue;
      rest = again.replacesRest ? again.pieces : [...again.pieces, ...rest.slice(at + 1)];
      at = -1;
    }
  }
}

function stopReason({ context, operations }: Surroundings): string | null {
  if (operations.length >= mostOperations)
    return `${tooMany}: the rest was not read; split it into several migrations`;
  return context.expired() ? "reading took too long, so the rest of the file was not read" : null;
}

/** Null when the statement is done with, else the pieces to go on with. `known`: it was parsed with its neighbours. */
function readStatement(piece: Piece, passage: Passage, known: Parsed | null): Again | null {
  const { source, around } = passage;
  const text = withoutHoles(source.text.slice(piece.start, piece.end), piece);
  const parsed = parseTemplate(around.context.parser, text, known);
  if ("reason" in parsed) return recover(piece, text, parsed, passage);
  const statement = statementAt(piece.start, parsed.text, parsed.offset, passage);
  for (const node of parsed.nodes) readNode(node, statement, passage);
  return null;
}

function readNode(node: Node, statement: Statement, passage: Passage): void {
  if ("TransactionStmt" in node) passage.transactions.take(node.TransactionStmt.kind ?? "");
  else statement.read(node);
}

/** The text with spaces where the parser must not look, so that offsets stay. */
function withoutHoles(text: string, piece: Piece): string {
  if (piece.holes.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const hole of piece.holes) {
    const end = Math.min(hole.end - piece.start, text.length);
    const start = Math.min(hole.start - piece.start, end);
    parts.push(text.slice(at, start), " ".repeat(end - start));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}
