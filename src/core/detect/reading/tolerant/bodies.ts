/** Goes over the body of a stored program: what steers it is read here, its statements as they would be outside of it. */

import { Cursor, Unreadable } from "./cursor.ts";
import { declaration, diagnostics, loopRange } from "./body-parts.ts";
import { readExpression, readRows } from "./grammar/grammar.ts";
import { Statement } from "./statement.ts";
import type { Session } from "./statement.ts";
import { isTransaction } from "./transactions.ts";
import type { ReadOperation } from "../../../operation.ts";

/** Reads tokens as a statement. */
export type ReadTokens = (statement: Statement) => void;

/** What one body is read with. */
interface Body {
  statement: Statement;
  cursor: Cursor;
  read: ReadTokens;
  /** The text's session as it is before the program runs: nothing that the body says changes it. */
  session: Session;
  found: ReadOperation[];
}

/** Goes over the body that stands here; what its statements would do. */
export function readBody(statement: Statement, cursor: Cursor, read: ReadTokens): ReadOperation[] {
  const session: Session = {
    ...statement.session,
    operations: [],
    unread: [],
    programs: new Map(),
    variables: new Map(),
    prepared: new Set(),
    read: new Map(),
    open: new Set(),
    spelling: { ...statement.session.spelling },
  };
  const body: Body = { statement, cursor, read, session, found: [] };
  if (statement.isMysql) one(body);
  else trigger(body);
  return body.found;
}

/** SQLite: `BEGIN statement; statement; END`. */
function trigger(body: Body): void {
  const { cursor } = body;
  if (cursor.take("WHEN")) readExpression(cursor);
  cursor.expect("BEGIN");
  do {
    if (!["INSERT", "REPLACE", "UPDATE", "DELETE", "SELECT", "WITH", "VALUES"].includes(cursor.word()))
      cursor.fail("INSERT, UPDATE, DELETE or SELECT");
    plain(body);
    cursor.expect(";");
  } while (cursor.word() !== "END");
  cursor.expect("END");
}

const LABELLED = new Set(["BEGIN", "LOOP", "WHILE", "REPEAT", "FOR"]);

function one(body: Body): void {
  const { cursor } = body;
  if (cursor.word(1) === ":") {
    cursor.name();
    cursor.expect(":");
    if (!LABELLED.has(cursor.word())) cursor.fail("a block or a loop");
  }
  const compound = COMPOUND[cursor.word()];
  if (compound !== undefined) cursor.deeper(() => compound(body));
  else if (!small(cursor)) plain(body);
}

/** Statements up to one of these words; at least one unless `none` may stand there. */
function several(body: Body, ends: readonly string[], none = false): void {
  const { cursor } = body;
  if (none && ends.includes(cursor.word())) return;
  do {
    if (cursor.done) cursor.fail(ends[0] ?? "END");
    one(body);
    cursor.expect(";");
  } while (!ends.includes(cursor.word()));
}

/** `END LOOP label`. */
function end(cursor: Cursor, ...words: string[]): void {
  cursor.expect("END", ...words);
  if (cursor.isName() && words[0] !== "IF" && words[0] !== "CASE") cursor.name();
}

const COMPOUND: Record<string, (body: Body) => void> = {
  BEGIN: (body) => {
    const { cursor } = body;
    cursor.expect("BEGIN");
    cursor.take("NOT", "ATOMIC");
    several(body, ["END"], true);
    end(cursor);
  },
  IF: (body) => {
    const { cursor } = body;
    do {
      cursor.at += 1;
      readExpression(cursor);
      cursor.expect("THEN");
      several(body, ["END", "ELSE", "ELSEIF"]);
    } while (cursor.word() === "ELSEIF");
    if (cursor.take("ELSE")) several(body, ["END"]);
    end(cursor, "IF");
  },
  CASE: (body) => {
    const { cursor } = body;
    cursor.expect("CASE");
    if (cursor.word() !== "WHEN") readExpression(cursor);
    do {
      cursor.expect("WHEN");
      readExpression(cursor);
      cursor.expect("THEN");
      several(body, ["END", "ELSE", "WHEN"]);
    } while (cursor.word() === "WHEN");
    if (cursor.take("ELSE")) several(body, ["END"]);
    end(cursor, "CASE");
  },
  LOOP: (body) => {
    body.cursor.expect("LOOP");
    several(body, ["END"]);
    end(body.cursor, "LOOP");
  },
  WHILE: (body) => {
    const { cursor } = body;
    cursor.expect("WHILE");
    readExpression(cursor);
    cursor.expect("DO");
    several(body, ["END"]);
    end(cursor, "WHILE");
  },
  REPEAT: (body) => {
    const { cursor } = body;
    cursor.expect("REPEAT");
    several(body, ["UNTIL"]);
    cursor.expect("UNTIL");
    readExpression(cursor);
    end(cursor, "REPEAT");
  },
  FOR: (body) => {
    loopRange(body.cursor);
    several(body, ["END"]);
    end(body.cursor, "FOR");
  },
  DECLARE: (body) => {
    if (declaration(body.cursor)) one(body);
  },
};

/** Statements that only programs have. */
function small(cursor: Cursor): boolean {
  const word = cursor.word();
  switch (word) {
    case "RETURN":
      cursor.at += 1;
      readExpression(cursor);
      return true;
    case "LEAVE":
    case "ITERATE":
    case "CLOSE":
      cursor.at += 1;
      cursor.name();
      return true;
    case "OPEN":
      cursor.at += 1;
      cursor.name();
      if (cursor.word() === "(") readRows(cursor);
      return true;
    case "FETCH":
      cursor.at += 1;
      if (cursor.take("GROUP", "NEXT", "ROW")) return true;
      if (cursor.take("NEXT")) cursor.expect("FROM");
      else cursor.take("FROM");
      cursor.name();
      cursor.expect("INTO");
      do readExpression(cursor);
      while (cursor.take(","));
      return true;
    case "SIGNAL":
    case "RESIGNAL":
    case "GET":
      diagnostics(cursor);
      return true;
    default:
      return false;
  }
}

/** Any other statement, up to its semicolon. */
function plain({ statement, cursor, read, session, found }: Body): void {
  const from = cursor.at;
  while (!cursor.done && cursor.word() !== ";") cursor.at += 1;
  if (cursor.at === from) cursor.fail("a statement");
  const { tokens } = statement;
  if (isTransaction(tokens[from]?.word ?? "", tokens[from + 1]?.word ?? "")) return;
  const inner = new Statement(session, tokens, statement.standing, from, cursor.at);
  read(inner);
  if (inner.fault !== null) throw new Unreadable(inner.fault);
  found.push(...session.operations.splice(0));
}
