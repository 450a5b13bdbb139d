/** Takes a PL/pgSQL body in order and reads what it runs: SQL, and the strings that it executes as far as they are constant. */

import type { Node } from "libpg-query";

import { evaluate, HOLE } from "../evaluate.ts";
import { parseStatement, type Parsed } from "../parse.ts";
import { parseTemplate } from "../parse-template.ts";
import { readPieces } from "../pieces.ts";
import { split } from "../split.ts";
import { literalBody } from "../literal-body.ts";
import { type Span, type SqlSource, type Standing, Statement, type Surroundings } from "../statement.ts";
import { tablesIn } from "../tables-in.ts";
import { callsIn } from "../operations/calls.ts";
import { setOnce } from "./constants.ts";
import { mayCall } from "./may-call.ts";
import type { PlNode } from "./tree.ts";

const MOST_ROUNDS = 200;

/** One run of one body. */
export interface Run {
  source: SqlSource;
  around: Surroundings;
  standing: Standing;
  /** Parameters and variables that hold a constant, by lower-case name and `$1`. */
  constants: Map<string, string>;
}

export function runBody(nodes: readonly PlNode[], run: Run): void {
  const once = setOnce(nodes);
  for (const name of run.constants.keys()) if (assigned(nodes, name)) run.constants.delete(name);
  runNodes(nodes, run, once);
}

function assigned(nodes: readonly PlNode[], name: string): boolean {
  return nodes.some(
    (node) =>
      ((node.kind === "assign" || node.kind === "foreach") && node.name === name) ||
      (node.kind === "targets" && node.names.includes(name)) ||
      ((node.kind === "conditional" || node.kind === "foreach") && assigned(node.body, name)),
  );
}

function runNodes(nodes: readonly PlNode[], run: Run, once: ReadonlySet<string>): void {
  for (const node of nodes) {
    switch (node.kind) {
      case "sql":
        runSql(node.span, node.into, run);
        break;
      case "perform":
        runExpression(node.query, run, node.span);
        break;
      case "expression":
        runExpression(node.span, run, node.span);
        break;
      case "execute":
        runText(node.text, node.span, run);
        break;
      case "assign":
        assign(node.name, node.value, run, once);
        break;
      case "commit":
        run.around.blocks += 1;
        run.standing = { ...run.standing, transaction: `code:${run.around.blocks}` };
        break;
      case "conditional": {
        const inner = { ...run, standing: branchOf(run) };
        runNodes(node.body, inner, once);
        run.standing = { ...run.standing, transaction: inner.standing.transaction };
        break;
      }
      case "foreach":
        foreach(node, run, once);
        break;
      case "targets":
        break;
    }
  }
}

/** A branch of its own, wherever in the file the block stands. */
function branchOf({ around, standing }: Run): Standing {
  around.branches += 1;
  const own = `${standing.host?.line ?? 0}:${standing.host?.column ?? 0}:${around.branches}`;
  const condition = standing.condition === null ? own : `${standing.condition}/${own}`;
  // A condition around it that has no name could be another one the next time.
  const known = standing.condition !== null || !standing.conditional;
  return { ...standing, conditional: true, condition: known ? condition : null };
}

/** Over an array of literals the body runs once for each, else under a condition. */
function foreach(node: Extract<PlNode, { kind: "foreach" }>, run: Run, once: ReadonlySet<string>): void {
  const values = literalArray(node.array, run);
  if (values === null || values.length > MOST_ROUNDS || assigned(node.body, node.name)) {
    runExpression(node.array, run, node.array);
    runNodes([{ kind: "conditional", body: node.body }], run, once);
    return;
  }
  for (const value of values) {
    run.constants.set(node.name, value);
    runNodes(node.body, run, once);
  }
  run.constants.delete(node.name);
}

function literalArray(span: Span, run: Run): string[] | null {
  let node = expression(span, run)?.node;
  while (node !== undefined && "TypeCast" in node) node = node.TypeCast.arg;
  if (node === undefined) return null;
  if ("A_Const" in node) {
    const inner = /^\{([\w,\s]*)\}$/.exec(node.A_Const.sval?.sval ?? "")?.[1];
    return inner === undefined ? null : inner.split(",").map((item) => item.trim());
  }
  if (!("A_ArrayExpr" in node)) return null;
  const values = (node.A_ArrayExpr.elements ?? []).map((item) => evaluate(item, run.constants));
  return values.every((value) => value.complete) ? values.map((value) => value.text) : null;
}

function assign(name: string, value: Span, run: Run, once: ReadonlySet<string>): void {
  runExpression(value, run, value);
  const node = once.has(name) ? expression(value, run)?.node : undefined;
  const text = evaluate(node, run.constants);
  if (node !== undefined && text.complete) run.constants.set(name, text.text);
}

/** A statement at its own place; the targets of INTO are no part of the SQL. */
function runSql(span: Span, into: Span | null, run: Run): void {
  const written = run.source.text.slice(span.start, span.end);
  const text =
    into === null
      ? written
      : written.slice(0, into.start - span.start) +
        " ".repeat(into.end - into.start) +
        written.slice(into.end - span.start);
  const parsed = parseTemplate(run.around.context.parser, text);
  if ("reason" in parsed) statementOf(text, span.start, run, null).unknown(parsed.reason);
  else for (const node of parsed.nodes) statementOf(parsed.text, span.start, run, parsed).read(node);
}

/** Only the functions that an expression calls can do anything. */
function runExpression(span: Span, run: Run, whole: Span): void {
  if (!mayCall(run.source.text, span, run.around.routines)) return;
  const found = expression(span, run);
  if (found === null) return;
  callsIn(found.parsed.nodes, found.statement.within(shift(whole, -found.statement.start)));
}

interface Expression {
  node: Node | undefined;
  parsed: Parsed;
  statement: Statement;
}

const SELECT = "SELECT ";

/** An expression as the only column of a query; null when it is none. */
function expression(span: Span, run: Run): Expression | null {
  const written = run.source.text.slice(span.start, span.end);
  let text = SELECT + written;
  let parsed = parseStatement(run.around.context.parser, text);
  if ("reason" in parsed && written.includes("..")) {
    text = SELECT + written.replace("..", " ,");
    parsed = parseStatement(run.around.context.parser, text);
  }
  if ("reason" in parsed) return null;
  const select = parsed.nodes[0];
  const target =
    select !== undefined && "SelectStmt" in select ? select.SelectStmt.targetList?.[0] : undefined;
  const node = target !== undefined && "ResTarget" in target ? target.ResTarget.val : undefined;
  return { node, parsed, statement: statementOf(text, span.start - SELECT.length, run, parsed) };
}

/** EXECUTE: a constant text is read, at its own place when it is one literal; else it is code. */
function runText(span: Span, whole: Span, run: Run): void {
  const found = expression(span, run);
  const value = evaluate(found?.node, run.constants);
  const place = run.source.place(whole.start, whole.end);
  const code = statementOf(run.source.text.slice(whole.start, whole.end), whole.start, run, null);
  if (found !== null) callsIn(found.parsed.nodes, code);
  if (found === null || !value.complete) {
    code.emit("run_code", {
      details: { source: code.original(code.whole), called: null, tables: tablesOfPattern(value.text, run) },
    });
    return;
  }
  const literal =
    found.node !== undefined && "A_Const" in found.node
      ? literalBody(found.statement, SELECT.length, value.text)
      : null;
  const source = literal ?? { text: value.text, place: () => place };
  readPieces(source, split(source.text).pieces, run.around, { ...run.standing, host: code.host() });
}

/** The tables that a text with holes still names. */
function tablesOfPattern(text: string, run: Run): ReturnType<typeof tablesIn> {
  const parsed = parseStatement(run.around.context.parser, text);
  if ("reason" in parsed) return [];
  return tablesIn(parsed.nodes).filter((table) => !`${table.schema}.${table.table}`.includes(HOLE));
}

function statementOf(text: string, start: number, run: Run, parsed: Parsed | null): Statement {
  return new Statement({
    text,
    source: run.source,
    start,
    around: run.around,
    ...run.standing,
    byte: parsed === null ? (): number => 0 : parsed.offset,
  });
}

function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
