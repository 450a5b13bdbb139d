/** Reads SQL for MySQL, MariaDB or SQLite into operations: what cannot be read is unread or an unknown statement, never dropped. */

import type { Directive, Unread } from "../../detector.ts";
import { mostOperations, tooMany } from "../../guards.ts";
import type { ReadOperation } from "../../../operation.ts";
import { readDirectives } from "../sql/directives.ts";
import { readStatement } from "./dispatch.ts";
import { keepSettings, sessionSettings } from "./session-settings.ts";
import { Splitter } from "./split.ts";
import type { Piece, Range, Token } from "./split.ts";
import { Statement } from "./statement.ts";
import type { Session, SqlText, TolerantContext } from "./statement.ts";
import { isTemporary, Transactions } from "./transactions.ts";

export type { SqlText, TolerantContext } from "./statement.ts";

export interface TolerantReading {
  operations: ReadOperation[];
  unread: Unread[];
  directives: Directive[];
}

/** Reads one text; never throws on any text. */
export function readTolerant(source: SqlText, context: TolerantContext): TolerantReading {
  const { comments, ...reading } = readPieces(source, context);
  return { ...reading, directives: readDirectives(source, comments, []) };
}

function readPieces(
  source: SqlText,
  context: TolerantContext,
): { operations: ReadOperation[]; unread: Unread[]; comments: Range[] } {
  const settings = context.settings ?? sessionSettings(context.dialect);
  const spelling = { ...settings.spelling };
  const splitter = new Splitter(source.text, spelling);
  const session: Session = {
    source,
    context,
    operations: [],
    unread: [],
    programs: new Map(),
    variables: new Map(),
    prepared: new Set(),
    read: new Map(),
    open: new Set(),
    foreignKeyChecks: settings.foreignKeyChecks,
    spelling,
    cut: (start, end) => tokensOf(new Splitter(source.text, spelling, start, end)),
  };
  const { operations, unread } = session;
  const transactions = new Transactions(context.transaction, context.dialect !== "sqlite");
  for (let piece = splitter.next(); piece !== null; piece = splitter.next()) {
    const stop = stopReason(session);
    if (stop !== null) {
      unread.push({ place: source.place(piece.start, source.text.length), reason: stop });
      break;
    }
    if (piece.kind === "command") readCommand(piece, session);
    else readPiece(piece, session, transactions);
  }
  keepSettings(settings, session, context.conditional);
  return { operations, unread, comments: splitter.comments };
}

function stopReason({ context, operations }: Session): string | null {
  if (operations.length >= mostOperations)
    return `${tooMany}: the rest was not read; split it into several migrations`;
  return context.expired() ? "reading took too long, so the rest of the file was not read" : null;
}

/** The tokens of a text that is one statement; null when it is more, or is not closed. */
function tokensOf(splitter: Splitter): Token[] | null {
  const first = splitter.next();
  if (first === null || first.kind !== "statement" || first.open !== null) return null;
  return splitter.next() === null ? first.tokens : null;
}

function readPiece(piece: Piece, session: Session, transactions: Transactions): void {
  const { tokens } = piece;
  const [first, second] = [tokens[0]?.word ?? "", tokens[1]?.word ?? ""];
  const conditional = session.context.conditional;
  const standing = { transaction: transactions.current, conditional, host: null };
  if (piece.open !== null) {
    const broken = new Statement(session, tokens, standing);
    broken.unknown(piece.open);
    broken.finish();
    return;
  }
  if (transactions.take(first, second)) return;
  const plain = new Statement(session, tokens, standing);
  standing.transaction = transactions.groupOf(first, isTemporary(plain));
  readStatement(plain);
}

/** Commands of the client programs: most show something, some run what is not in the file. */
function readCommand({ start, end, tokens }: Piece, session: Session): void {
  const { source, unread } = session;
  const word = tokens[0]?.word ?? "";
  const line = source.text.slice(start, end).trim();
  const place = source.place(start, end);
  if (word === "SOURCE" || line.startsWith("\\.") || line.startsWith(".read")) {
    unread.push({ place, reason: `it runs another file (${line}), which is not read here` });
  } else if (
    word === "SYSTEM" ||
    line.startsWith("\\!") ||
    /^\.(?:shell|system|import|restore|load)\b/.test(line)
  ) {
    unread.push({ place, reason: `a command of the client that can do anything (${line})` });
  } else if (/^\.open\b/.test(line)) {
    unread.push({ place, reason: `what follows runs in another database (${line})` });
  }
}
