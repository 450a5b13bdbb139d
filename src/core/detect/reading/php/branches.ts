/** Conditions, `switch` and `try`: decided where they can be, else every branch is read. */

import { runStatements } from "../source/block.ts";
import { fork, NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, fields, parts, textOf, type Syntax } from "../source/syntax.ts";
import { unknown, type Value } from "../source/value.ts";
import { alike } from "./operators.ts";
import { isTrue } from "./spell.ts";

/** `if`, with its `elseif` and `else`. */
export function ifStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  return alternatives(run, [node, ...fields(node, "alternative")], scope);
}

function alternatives(run: Interpreter, clauses: readonly Syntax[], scope: Scope): Flow {
  const [clause, ...rest] = clauses;
  if (clause === undefined) return NEXT;
  if (clause.type === "else_clause") return body(run, clause, scope);
  const test = field(clause, "condition");
  const truth = test === null ? null : isTrue(run.evaluate(test, scope));
  if (truth === true) return body(run, clause, scope);
  if (truth === false) return alternatives(run, rest, scope);
  return fork(run, [() => body(run, clause, scope), () => alternatives(run, rest, scope)]);
}

/** The block, or the one statement, under `body`. */
export function body(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const block = field(node, "body");
  return block === null ? NEXT : run.execute(block, scope);
}

/** `switch`: from the case that fits to the next `break`. */
export function switchStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [test, block] = [field(node, "condition"), field(node, "body")];
  if (test === null || block === null) return NEXT;
  const subject = run.evaluate(test, scope);
  const cases = parts(block).filter(({ type }) => type === "case_statement" || type === "default_statement");
  const truths = cases.map((one) => fits(run, one, subject, scope));
  const open = truths.flatMap((truth, at) => (truth === null ? [at] : []));
  const sure = truths.indexOf(true);
  const otherwise = cases.findIndex(({ type }) => type === "default_statement");
  const end = sure === -1 ? otherwise : sure;
  const possible = sure === -1 ? open : open.filter((at) => at < sure);
  const from = (at: number) => (): Flow => (at === -1 ? NEXT : left(runCases(run, cases.slice(at), scope)));
  return possible.length === 0 ? from(end)() : fork(run, [...possible.map(from), from(end)]);
}

/** How a `switch` ends: `break` ends it, and so does `continue`, or with a number the round of the loop around it. */
function left(flow: Flow): Flow {
  const may = new Set(flow.may);
  may.delete("break");
  if (flow.end === "continue") may.add("continue");
  return { end: flow.end === "break" || flow.end === "continue" ? "next" : flow.end, may };
}

/** Null: that cannot be known. The default fits nothing by itself. */
function fits(run: Interpreter, one: Syntax, subject: Value, scope: Scope): boolean | null {
  const value = field(one, "value");
  if (value === null) return false;
  const given = run.evaluate(value, scope);
  return subject.kind === "bool"
    ? isTrue(given) === null
      ? null
      : isTrue(given) === subject.value
    : alike(subject, given);
}

function runCases(run: Interpreter, cases: readonly Syntax[], scope: Scope): Flow {
  const statements = cases.flatMap((one) => parts(one).filter((part) => part.field !== "value"));
  return runStatements(run, statements, (node) => run.execute(node, scope));
}

/** `try`: its body runs; what handles an exception runs only under a condition. */
export function tryStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const tried = body(run, node, scope);
  const handlers = node.children.filter((child) => child.type === "catch_clause");
  const ended: Flow["end"][] = [];
  fork(run, [
    () => NEXT,
    ...handlers.map((handler) => () => {
      const name = field(handler, "name");
      if (name !== null) scope.set(textOf(run.file, name), unknown(textOf(run.file, name)));
      const flow = body(run, handler, scope);
      ended.push(flow.end);
      return flow;
    }),
  ]);
  const last = childOf(node, "finally_clause");
  const finished = last === null ? NEXT : body(run, last, scope);
  if (finished.end !== "next") return finished;
  if (tried.end === "next" || !ended.includes("next")) return tried;
  const may = new Set(tried.may);
  if (tried.end !== "raise") may.add(tried.end);
  return { end: "next", may };
}
