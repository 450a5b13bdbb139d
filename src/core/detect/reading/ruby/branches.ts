/** Conditions and `case`: decided where they can be, else every branch is read. */

import { fork } from "../source/fork.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, fields, type Syntax } from "../source/syntax.ts";
import { either, NONE, type Value } from "../source/value.ts";
import { spread } from "./arguments.ts";
import { jump, taken } from "./jumps.ts";
import { matches } from "./matching.ts";
import { named } from "./nodes.ts";
import { inTurn } from "./statements.ts";
import { truthOf } from "./truth.ts";

/** Runs each of several ways on its own, and gives what each gives. */
function ways(run: Interpreter, visits: readonly (() => Value)[]): Value {
  const values: Value[] = [];
  const before = taken(run);
  const flow = fork(
    run,
    visits.map((visit) => () => {
      const value = visit();
      const end = taken(run);
      if (end.end === "next") values.push(value);
      return end;
    }),
  );
  jump(run, before);
  jump(run, flow);
  return values.length === 0 ? NONE : either(values);
}

/** `if`, `elsif`, `unless`, `a ? b : c`, and both as modifiers. */
export function condition(run: Interpreter, node: Syntax, scope: Scope): Value {
  const test = field(node, "condition");
  const negative = node.type.startsWith("unless");
  const truth = test === null ? null : truthOf(run.evaluate(test, scope));
  const then = (): Value => part(run, field(node, "consequence") ?? field(node, "body"), scope);
  const otherwise = (): Value => part(run, field(node, "alternative"), scope);
  if (truth !== null) return truth === negative ? otherwise() : then();
  return ways(run, [then, otherwise]);
}

function part(run: Interpreter, node: Syntax | null, scope: Scope): Value {
  if (node === null) return NONE;
  if (node.type === "then" || node.type === "else" || node.type === "elsif") return run.evaluate(node, scope);
  return inTurn(run, [node], scope);
}

/** `case x when a, b ... else ... end`, with and without the value. */
export function caseWhen(run: Interpreter, node: Syntax, scope: Scope): Value {
  const subject = field(node, "value");
  const value = subject === null ? null : run.evaluate(subject, scope);
  const open: Syntax[] = [];
  let sure = false;
  for (const clause of node.children.filter((child) => child.type === "when")) {
    const truths = fields(clause, "pattern").flatMap((pattern) => patternTruths(run, pattern, value, scope));
    if (truths.length > 0 && truths.every((truth) => truth === false)) continue;
    open.push(clause);
    sure = truths.includes(true);
    if (sure) break;
  }
  const last = childOf(node, "else");
  return chosen(run, open, sure, last, scope);
}

function patternTruths(
  run: Interpreter,
  pattern: Syntax,
  value: Value | null,
  scope: Scope,
): (boolean | null)[] {
  return named(pattern).flatMap((child) => {
    const splat = child.type === "splat_argument" ? named(child)[0] : undefined;
    const given = run.evaluate(splat ?? child, scope);
    const { items, open } = splat === undefined ? { items: [given], open: false } : spread(run, given);
    const truths = items.map((item) => (value === null ? truthOf(item) : matches(item, value)));
    return open ? [...truths, null] : truths;
  });
}

function chosen(
  run: Interpreter,
  open: readonly Syntax[],
  sure: boolean,
  last: Syntax | null,
  scope: Scope,
): Value {
  const visit = (clause: Syntax | null) => (): Value => {
    const block = clause?.type === "else" || clause === null ? clause : field(clause, "body");
    return block === null ? NONE : run.evaluate(block, scope);
  };
  const all = sure ? [...open] : [...open, last];
  const [only] = all;
  return all.length === 1 && only !== undefined ? visit(only)() : ways(run, all.map(visit));
}

/** `case x in pattern`: which pattern fits is not decided. */
export function caseIn(run: Interpreter, node: Syntax, scope: Scope): Value {
  const subject = field(node, "value");
  if (subject !== null) run.evaluate(subject, scope);
  const clauses = fields(node, "clauses");
  return chosen(run, clauses, false, childOf(node, "else"), scope);
}

/** `a && b`, `a || b`, `and`, `or`. */
export function logical(run: Interpreter, decides: boolean, first: Value, right: () => Value): Value | null {
  const truth = truthOf(first);
  if (truth !== null) return truth === decides ? first : right();
  const second = ways(run, [right, () => NONE]);
  const known = second.kind === "choice" ? second.options[0] : second;
  if (known !== undefined && truthOf(known) === decides) return decides ? either([first, known]) : known;
  return decides && known !== undefined ? either([first, known]) : null;
}
