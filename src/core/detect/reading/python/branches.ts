/** Conditions, `match` and `try`: decided where they can be, else every branch is read. */

import { assign } from "./assign.ts";
import { fork, NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import { compare } from "../source/compare.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, fields, parts, textOf, type Syntax } from "../source/syntax.ts";
import { truthOf, unknown } from "../source/value.ts";

/** `if`, with its `elif` and `else`. */
export function ifStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  return alternatives(run, [node, ...fields(node, "alternative")], scope);
}

function alternatives(run: Interpreter, clauses: readonly Syntax[], scope: Scope): Flow {
  const [clause, ...rest] = clauses;
  if (clause === undefined) return NEXT;
  if (clause.type === "else_clause") return body(run, clause, "body", scope);
  const test = field(clause, "condition");
  const truth = test === null ? null : truthOf(run.evaluate(test, scope));
  if (truth === true) return body(run, clause, "consequence", scope);
  if (truth === false) return alternatives(run, rest, scope);
  return fork(run, [() => body(run, clause, "consequence", scope), () => alternatives(run, rest, scope)]);
}

function body(run: Interpreter, node: Syntax, name: string, scope: Scope): Flow {
  const block = field(node, name) ?? childOf(node, "block");
  return block === null ? NEXT : run.execute(block, scope);
}

/** `match`: literal patterns are decided, all others are not. */
export function matchStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [subject] = fields(node, "subject");
  const block = field(node, "body");
  if (subject === undefined || block === null) return NEXT;
  const value = run.evaluate(subject, scope);
  const open: Syntax[] = [];
  for (const clause of fields(block, "alternative")) {
    const patterns = clause.children.filter((child) => child.type === "case_pattern");
    const truths = patterns.flatMap((pattern) =>
      literals(pattern).map((child) =>
        textOf(run.file, child) === "_" ? true : compare("==", value, run.evaluate(child, scope)),
      ),
    );
    const guarded = field(clause, "guard") !== null || patterns.length > 1;
    if (!guarded && truths.length > 0 && truths.every((truth) => truth === false)) continue;
    open.push(clause);
    if (!guarded && truths.includes(true)) break;
  }
  const [only] = open;
  const certain = only !== undefined && open.length === 1 && isCertain(run, only, value, scope);
  if (certain) return body(run, only, "consequence", scope);
  return fork(run, [...open.map((clause) => () => body(run, clause, "consequence", scope)), () => NEXT]);
}

function isCertain(
  run: Interpreter,
  clause: Syntax,
  value: Parameters<typeof compare>[1],
  scope: Scope,
): boolean {
  if (field(clause, "guard") !== null) return false;
  const pattern = childOf(clause, "case_pattern");
  if (pattern === null) return false;
  return literals(pattern).some(
    (child) => textOf(run.file, child) === "_" || compare("==", value, run.evaluate(child, scope)) === true,
  );
}

function literals(pattern: Syntax): Syntax[] {
  const inner = pattern.children.find((child) => child.type === "union_pattern");
  const children =
    inner === undefined ? pattern.children : inner.children.filter((child) => child.type !== "|");
  return children.map((child) => (child.type === "dotted_name" ? (parts(child)[0] ?? child) : child));
}

/** `try`: its body runs; what handles an exception runs only under a condition. */
export function tryStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const tried = body(run, node, "body", scope);
  const handlers = node.children.filter((child) => child.type.startsWith("except"));
  const ended: Flow["end"][] = [];
  fork(run, [
    () => NEXT,
    ...handlers.map((handler) => () => {
      const caught = field(handler, "value");
      const alias = caught === null ? null : field(caught, "alias");
      if (alias !== null) assign(run, alias, unknown(textOf(run.file, alias)), scope);
      const flow = body(run, handler, "body", scope);
      ended.push(flow.end);
      return flow;
    }),
  ]);
  let flow = tried;
  const otherwise = childOf(node, "else_clause");
  if (otherwise !== null && tried.end === "next") flow = body(run, otherwise, "body", scope);
  const last = childOf(node, "finally_clause");
  const finished = last === null ? NEXT : body(run, last, "body", scope);
  if (finished.end !== "next") return finished;
  if (flow.end === "next" || !ended.includes("next")) return flow;
  const may = new Set(flow.may);
  if (flow.end !== "raise") may.add(flow.end);
  return { end: "next", may };
}
