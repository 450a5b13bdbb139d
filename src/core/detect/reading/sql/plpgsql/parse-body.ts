/** Reads the structure of a PL/pgSQL body: blocks, branches and loops, and the statements in them. */

import type { Span } from "../statement.ts";
import { Cursor } from "./cursor.ts";
import { parseStatementNode } from "./parse-statement.ts";
import type { PlNode } from "./tree.ts";

const DEEPEST = 100;

/** The statements of a body; null when it is no PL/pgSQL or nests too deeply. */
export function parseBody(text: string): PlNode[] | null {
  const cursor = new Cursor(text);
  const nodes: PlNode[] = [];
  while (cursor.is("#")) cursor.until("declare", "begin", "<");
  if (!block(cursor, nodes, 0)) return null;
  cursor.take(";");
  return cursor.atEnd ? nodes : null;
}

/** `[<<label>>] [DECLARE ...] BEGIN ... [EXCEPTION ...] END [label]`; false when it is not closed. */
function block(cursor: Cursor, nodes: PlNode[], depth: number): boolean {
  label(cursor);
  if (cursor.take("declare")) declarations(cursor, nodes);
  if (!cursor.take("begin")) return false;
  const body: PlNode[] = [];
  if (!statements(cursor, body, depth + 1, ["end", "exception"])) return false;
  if (cursor.take("exception")) {
    nodes.push({ kind: "conditional", body });
    if (!handlers(cursor, nodes, depth)) return false;
  } else for (const node of body) nodes.push(node);
  if (!cursor.take("end")) return false;
  if (cursor.isName) cursor.next();
  return true;
}

/** What runs on an error, and only then. */
function handlers(cursor: Cursor, nodes: PlNode[], depth: number): boolean {
  while (cursor.take("when")) {
    cursor.until("then");
    cursor.take("then");
    if (!branch(cursor, nodes, depth, ["when", "end"])) return false;
  }
  return true;
}

function label(cursor: Cursor): void {
  if (!cursor.is("<")) return;
  for (let left = 5; left > 0 && !cursor.atEnd; left -= 1) cursor.next();
}

/** `name [CONSTANT] type [NOT NULL] [:= | = | DEFAULT expression];`, cursors and aliases. */
function declarations(cursor: Cursor, nodes: PlNode[]): void {
  while (!cursor.atEnd && !cursor.is("begin")) {
    if (cursor.take(";")) continue;
    const { name } = cursor;
    cursor.next();
    cursor.until("default", ":", "=", "for", "is");
    const isCursor = cursor.is("for", "is");
    while (cursor.is(":", "=", "default", "for", "is")) cursor.next();
    const value = cursor.until();
    if (value.end <= value.start) continue;
    nodes.push(isCursor ? { kind: "sql", span: value, into: null } : { kind: "assign", name, value });
  }
}

/** Statements up to one of the words; false when a block in it is not closed. */
function statements(cursor: Cursor, nodes: PlNode[], depth: number, stops: string[]): boolean {
  if (depth > DEEPEST) return false;
  while (!cursor.atEnd && !cursor.is(...stops)) {
    if (cursor.take(";")) continue;
    if (!statement(cursor, nodes, depth)) return false;
  }
  return !cursor.atEnd;
}

function statement(cursor: Cursor, nodes: PlNode[], depth: number): boolean {
  label(cursor);
  if (cursor.is("declare", "begin")) return block(cursor, nodes, depth);
  if (cursor.take("if")) return ifStatement(cursor, nodes, depth);
  if (cursor.take("case")) return caseStatement(cursor, nodes, depth);
  if (cursor.take("while")) {
    nodes.push({ kind: "expression", span: cursor.until("loop") });
    return loopBody(cursor, nodes, depth, null);
  }
  if (cursor.take("foreach")) return foreach(cursor, nodes, depth);
  if (cursor.take("for")) return forStatement(cursor, nodes, depth);
  if (cursor.is("loop")) return loopBody(cursor, nodes, depth, null);
  parseStatementNode(cursor, nodes);
  return true;
}

function branch(cursor: Cursor, nodes: PlNode[], depth: number, stops: string[]): boolean {
  const body: PlNode[] = [];
  const closed = statements(cursor, body, depth + 1, stops);
  nodes.push({ kind: "conditional", body });
  return closed;
}

function ifStatement(cursor: Cursor, nodes: PlNode[], depth: number): boolean {
  do {
    nodes.push({ kind: "expression", span: cursor.until("then") });
    cursor.take("then");
    if (!branch(cursor, nodes, depth, ["elsif", "elseif", "else", "end"])) return false;
  } while (cursor.take("elsif") || cursor.take("elseif"));
  if (cursor.take("else") && !branch(cursor, nodes, depth, ["end"])) return false;
  return cursor.take("end") && cursor.take("if");
}

function caseStatement(cursor: Cursor, nodes: PlNode[], depth: number): boolean {
  if (!cursor.is("when")) nodes.push({ kind: "expression", span: cursor.until("when") });
  while (cursor.take("when")) {
    nodes.push({ kind: "expression", span: cursor.until("then") });
    cursor.take("then");
    if (!branch(cursor, nodes, depth, ["when", "else", "end"])) return false;
  }
  if (cursor.take("else") && !branch(cursor, nodes, depth, ["end"])) return false;
  return cursor.take("end") && cursor.take("case");
}

/** `LOOP ... END LOOP [label]`. */
function loopBody(
  cursor: Cursor,
  nodes: PlNode[],
  depth: number,
  each: { name: string; array: Span } | null,
): boolean {
  if (!cursor.take("loop")) return false;
  const body: PlNode[] = [];
  if (!statements(cursor, body, depth + 1, ["end"])) return false;
  nodes.push(each === null ? { kind: "conditional", body } : { kind: "foreach", ...each, body });
  if (!cursor.take("end") || !cursor.take("loop")) return false;
  if (cursor.isName) cursor.next();
  return true;
}

/** `FOR target IN query | expression..expression | EXECUTE text LOOP`. */
function forStatement(cursor: Cursor, nodes: PlNode[], depth: number): boolean {
  const names: string[] = [];
  for (; !cursor.atEnd && !cursor.is("in", ";"); cursor.next()) if (cursor.isName) names.push(cursor.name);
  nodes.push({ kind: "targets", names });
  if (!cursor.take("in")) return false;
  const start = cursor.start;
  if (cursor.take("execute")) {
    const text = cursor.until("loop", "using");
    nodes.push({ kind: "execute", span: { start, end: text.end }, text });
    if (cursor.is("using")) cursor.until("loop");
  } else if (cursor.is("select", "with", "insert", "update", "delete", "merge", "values", "table", "(")) {
    nodes.push({ kind: "sql", span: cursor.until("loop"), into: null });
  } else nodes.push({ kind: "expression", span: cursor.until("loop") });
  return loopBody(cursor, nodes, depth, null);
}

/** `FOREACH name [SLICE n] IN ARRAY expression LOOP`. */
function foreach(cursor: Cursor, nodes: PlNode[], depth: number): boolean {
  const { name } = cursor;
  cursor.until("in");
  if (!cursor.take("in") || !cursor.take("array")) return false;
  return loopBody(cursor, nodes, depth, { name, array: cursor.until("loop") });
}
