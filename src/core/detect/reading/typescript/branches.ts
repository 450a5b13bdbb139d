/** `if`, `switch` and `try`: decided where they can be, else every branch is read. */

import { compare } from "../source/compare.ts";
import { fork, NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, fields, parts, textOf, type Syntax } from "../source/syntax.ts";
import { truthOf, unknown } from "../source/value.ts";
import { declare } from "./pattern.ts";

export function ifStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const test = field(node, "condition");
  const truth = test === null ? null : truthOf(run.evaluate(test, scope));
  const then = (): Flow => branch(run, field(node, "consequence"), scope);
  const otherwise = (): Flow => {
    const clause = field(node, "alternative");
    return branch(run, clause === null ? null : (parts(clause)[0] ?? null), scope);
  };
  if (truth !== null) return truth ? then() : otherwise();
  return fork(run, [then, otherwise]);
}

/** One statement, or a block of them. */
function branch(run: Interpreter, node: Syntax | null, scope: Scope): Flow {
  return node === null ? NEXT : run.execute(node, scope.inner("function"));
}

/** Cases fall through to the next unless they end. `runAll` runs statements of one block. */
export function switchStatement(
  run: Interpreter,
  node: Syntax,
  scope: Scope,
  runAll: (run: Interpreter, nodes: readonly Syntax[], scope: Scope) => Flow,
): Flow {
  const [subject, body] = [field(node, "value"), field(node, "body")];
  if (subject === null || body === null) return NEXT;
  const value = run.evaluate(subject, scope);
  const cases = parts(body);
  const from = (at: number): Flow => {
    const inside = scope.inner("function");
    const statements = cases.slice(at).flatMap((each) => fields(each, "body"));
    return unbroken(runAll(run, statements, inside));
  };
  const open: number[] = [];
  let decided = false;
  for (const [at, each] of cases.entries()) {
    const written = field(each, "value");
    if (each.type === "switch_default" || written === null) continue;
    const truth = compare("==", value, run.evaluate(written, scope));
    if (truth !== false) open.push(at);
    decided = truth === true;
    if (decided) break;
  }
  const other = cases.findIndex((each) => each.type === "switch_default");
  if (!decided && other !== -1) open.push(other);
  const [only] = open;
  if (only === undefined) return NEXT;
  if (open.length === 1 && (decided || only === other)) return from(only);
  const rest = decided || other !== -1 ? [] : [() => NEXT];
  return fork(run, [...open.map((at) => () => from(at)), ...rest]);
}

function unbroken(flow: Flow): Flow {
  const may = new Set(flow.may);
  may.delete("break");
  return { end: flow.end === "break" ? "next" : flow.end, may };
}

export function tryStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const [body, handler, last] = [field(node, "body"), field(node, "handler"), field(node, "finalizer")];
  const tried = branch(run, body, scope);
  const ended: Flow["end"][] = [];
  if (handler !== null) {
    const caught = (): Flow => {
      const inside = scope.inner("function");
      const parameter = field(handler, "parameter");
      if (parameter !== null) declare(run, parameter, unknown(textOf(run.file, parameter)), inside);
      const flow = branch(run, field(handler, "body"), inside);
      ended.push(flow.end);
      return flow;
    };
    fork(run, [() => NEXT, caught]);
  }
  const finished = last === null ? NEXT : branch(run, field(last, "body"), scope);
  if (finished.end !== "next") return finished;
  if (tried.end === "next" || !ended.includes("next")) return tried;
  const may = new Set(tried.may);
  if (tried.end !== "raise") may.add(tried.end);
  return { end: "next", may };
}
