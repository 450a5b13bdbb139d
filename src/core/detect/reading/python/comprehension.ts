/** Comprehensions and generator expressions, unrolled over what is known. */

import { assign } from "./assign.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { dict, list, setItem, truthOf, unknown, type Value } from "../source/value.ts";

/** `[x for y in z if w]` and its kin. */
export function comprehension(run: Interpreter, node: Syntax, scope: Scope): Value {
  const body = field(node, "body");
  if (body === null) return unknown(textOf(run.file, node));
  const inner = scope.inner("function");
  const clauses = parts(node).filter((child) => child.type === "for_in_clause" || child.type === "if_clause");
  const results: [Value, Value][] = [];
  const open = rounds(run, clauses, inner, () => {
    const [key, value] = body.type === "pair" ? [field(body, "key"), field(body, "value")] : [body, body];
    if (key === null || value === null) return;
    const first = run.evaluate(key, inner);
    results.push([first, body.type === "pair" ? run.evaluate(value, inner) : first]);
  });
  if (node.type === "dictionary_comprehension") {
    const made = dict();
    for (const [key, value] of results) setItem(made, key, value);
    made.open ||= open;
    return made;
  }
  return list(
    results.map(([value]) => value),
    node.type === "set_comprehension" ? "set" : "list",
    open,
  );
}

/** Runs `visit` for every round; true when there can be more or fewer rounds than that. */
function rounds(run: Interpreter, clauses: readonly Syntax[], scope: Scope, visit: () => void): boolean {
  const [clause, ...rest] = clauses;
  if (clause === undefined) {
    visit();
    return false;
  }
  if (clause.type === "if_clause") {
    const [test] = parts(clause);
    const truth = test === undefined ? null : truthOf(run.evaluate(test, scope));
    if (truth === false) return false;
    if (truth === true) return rounds(run, rest, scope, visit);
    run.conditional += 1;
    rounds(run, rest, scope, visit);
    run.conditional -= 1;
    return true;
  }
  const [left, right] = [field(clause, "left"), field(clause, "right")];
  if (left === null || right === null) return true;
  const { items, open } = run.iterate(run.evaluate(right, scope));
  let vague = open;
  const values = items.length === 0 && open ? [unknown(textOf(run.file, left))] : items;
  if (open) run.looping += 1;
  for (const item of values) {
    run.step(clause);
    assign(run, left, item, scope);
    vague = rounds(run, rest, scope, visit) || vague;
  }
  if (open) run.looping -= 1;
  return vague;
}
