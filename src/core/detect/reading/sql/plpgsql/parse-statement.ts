/** The statements of PL/pgSQL that hold no others: assignments, EXECUTE, PERFORM, RETURN, cursors and plain SQL. */

import type { Span } from "../statement.ts";
import type { Cursor } from "./cursor.ts";
import type { PlNode } from "./tree.ts";

/** Reads one statement up to its semicolon, which stays. */
export function parseStatementNode(cursor: Cursor, nodes: PlNode[]): void {
  const start = cursor.start;
  const isName = cursor.isName;
  const { name, token, end } = cursor;
  cursor.next();
  switch (token) {
    case "null":
    case "exit":
    case "continue":
    case "raise":
    case "move":
    case "close":
      cursor.until();
      return;
    case "assert":
      nodes.push({ kind: "expression", span: cursor.until() });
      return;
    case "commit":
    case "rollback":
      cursor.until();
      nodes.push({ kind: "commit" });
      return;
    case "get":
    case "fetch":
      nodes.push({ kind: "targets", names: namesUntilEnd(cursor) });
      return;
    case "return":
      returned(cursor, nodes, start);
      return;
    case "perform": {
      const query = cursor.until();
      nodes.push({ kind: "perform", span: { start, end: query.end }, query });
      return;
    }
    case "execute":
      execute(cursor, nodes, start);
      return;
    case "open":
      cursor.until("for");
      if (!cursor.take("for")) return;
      if (cursor.is("execute")) {
        const at = cursor.start;
        cursor.next();
        execute(cursor, nodes, at);
      } else nodes.push({ kind: "sql", span: cursor.until(), into: null });
      return;
    default:
  }
  if (isName && assignment(cursor, nodes, name)) return;
  sql(cursor, nodes, { start, end }, token);
}

function returned(cursor: Cursor, nodes: PlNode[], start: number): void {
  if (cursor.take("query")) {
    if (cursor.take("execute")) execute(cursor, nodes, start);
    else nodes.push({ kind: "sql", span: cursor.until(), into: null });
    return;
  }
  cursor.take("next");
  nodes.push({ kind: "expression", span: cursor.until() });
}

/** EXECUTE text [INTO ...] [USING ...]. */
function execute(cursor: Cursor, nodes: PlNode[], start: number): void {
  const text = cursor.until("into", "using");
  const names = cursor.is("into") ? namesUntilEnd(cursor) : [];
  cursor.until();
  nodes.push({ kind: "targets", names }, { kind: "execute", span: { start, end: text.end }, text });
}

/** `name[.field][index] := expression` or with `=`; false leaves the cursor where the statement goes on. */
function assignment(cursor: Cursor, nodes: PlNode[], name: string): boolean {
  let whole = true;
  while (cursor.is(".", "[")) {
    whole = false;
    if (cursor.take("[")) {
      cursor.until("]");
      cursor.take("]");
    } else {
      cursor.next();
      cursor.next();
    }
  }
  if (!cursor.is(":", "=")) return false;
  while (cursor.is(":", "=")) cursor.next();
  const value = cursor.until();
  nodes.push(whole ? { kind: "assign", name, value } : { kind: "expression", span: value });
  return true;
}

function namesUntilEnd(cursor: Cursor): string[] {
  const names: string[] = [];
  for (; !cursor.atEnd && !cursor.is(";"); cursor.next()) if (cursor.isName) names.push(cursor.name);
  return names;
}

const HAS_TARGETS = new Set(["select", "with", "insert", "update", "delete", "merge", "values"]);

/** A statement of SQL. INTO names variables here, except behind INSERT and MERGE. */
function sql(cursor: Cursor, nodes: PlNode[], opening: Span, first: string): void {
  let previous = first;
  let into: Span | null = null;
  let { end } = opening;
  for (;;) {
    const part = cursor.until("into", "insert", "merge");
    if (part.end > part.start) end = part.end;
    if (cursor.atEnd || cursor.is(";")) break;
    if (part.end > part.start) previous = "";
    if (
      cursor.is("into") &&
      previous !== "insert" &&
      previous !== "merge" &&
      HAS_TARGETS.has(first) &&
      into === null
    ) {
      into = targets(cursor, nodes);
      end = into.end;
      previous = "";
      continue;
    }
    previous = cursor.token;
    ({ end } = cursor);
    cursor.next();
  }
  nodes.push({ kind: "sql", span: { start: opening.start, end }, into });
}

/** `INTO [STRICT] name [, ...]`. */
function targets(cursor: Cursor, nodes: PlNode[]): Span {
  const start = cursor.start;
  const names: string[] = [];
  cursor.next();
  cursor.take("strict");
  let end = cursor.start;
  do {
    names.push(cursor.name);
    ({ end } = cursor);
    cursor.next();
    while (cursor.is(".", "[")) {
      if (cursor.take("[")) cursor.until("]");
      else cursor.next();
      ({ end } = cursor);
      cursor.next();
    }
  } while (cursor.take(","));
  nodes.push({ kind: "targets", names });
  return { start, end };
}
