/** Takes the pieces of a text in order: parses each statement, keeps track of transactions, and hands statements to the operations. */

import type { Node } from "libpg-query";

import { dispatch } from "./operations/dispatch.ts";
import { parseStatement } from "./parse.ts";
import type { Piece } from "./split.ts";
import { type SqlSource, Statement, type Surroundings } from "./statement.ts";
import { Transactions } from "./transactions.ts";

export function readPieces(source: SqlSource, pieces: readonly Piece[], around: Surroundings): void {
  const statements = pieces.filter((piece) => piece.kind === "statement").length;
  const transactions = new Transactions(around.context, statements);
  for (const piece of pieces) {
    if (around.context.expired()) {
      around.unread.push({
        place: source.place(piece.start, source.text.length),
        reason: "reading took too long, so the rest of the file was not read",
      });
      return;
    }
    if (piece.kind === "statement") readStatement(source, piece, around, transactions);
  }
}

function readStatement(
  source: SqlSource,
  piece: Piece,
  around: Surroundings,
  transactions: Transactions,
): void {
  const text = withoutHoles(source.text.slice(piece.start, piece.end), piece);
  const parsed = parseStatement(around.context.parser, text);
  const failed = "reason" in parsed;
  const statement = new Statement({
    text,
    source,
    start: piece.start,
    around,
    transaction: transactions.current,
    conditional: around.context.conditional,
    byte: failed ? (): number => 0 : parsed.offset,
    placeholders: new Map(),
  });
  if (failed) {
    statement.unknown(parsed.reason);
    return;
  }
  for (const node of parsed.nodes) readNode(node, statement, transactions);
}

function readNode(node: Node, statement: Statement, transactions: Transactions): void {
  if ("TransactionStmt" in node) transactions.take(node.TransactionStmt.kind ?? "");
  else dispatch(node, statement);
}

/** The text with spaces where the parser must not look, so that offsets stay. */
function withoutHoles(text: string, piece: Piece): string {
  let result = text;
  for (const hole of piece.holes) {
    const start = hole.start - piece.start;
    result =
      result.slice(0, start) +
      " ".repeat(hole.end - hole.start) +
      result.slice(start + hole.end - hole.start);
  }
  return result;
}
