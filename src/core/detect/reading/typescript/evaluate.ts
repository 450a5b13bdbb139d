/** Expressions: what a node of the tree is known to be. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { bool, NONE, unknown, type Value } from "../source/value.ts";
import { argumentsOf } from "./arguments.ts";
import { globalNamed } from "./builtins.ts";
import { callExpression, newExpression } from "./invoke.ts";
import { makeClass } from "./construct.ts";
import { makeFunction } from "./function.ts";
import { arrayValue, numeral, objectValue, stringValue, templateValue } from "./literal.ts";
import { asKey } from "./literal.ts";
import { item } from "./member.ts";
import { assignment, augmented, binary, ternary, unary, update } from "./operators.ts";

type Evaluate = (run: Interpreter, node: Syntax, scope: Scope) => Value;

/** The last of what it holds, after all before it. */
const last: Evaluate = (run, node, scope) => {
  let value: Value = NONE;
  for (const child of parts(node)) value = run.evaluate(child, scope);
  return value;
};

/** The first of what it holds; types stand behind it. */
const first: Evaluate = (run, node, scope) => {
  const [child] = parts(node);
  return child === undefined ? NONE : run.evaluate(child, scope);
};

const name: Evaluate = (run, node, scope) => {
  const written = textOf(run.file, node);
  return scope.get(written) ?? globalNamed(written) ?? unknown(written);
};

const fn: Evaluate = (run, node, scope) => makeFunction(run, node, scope);

const EVALUATORS: Record<string, Evaluate> = {
  true: () => bool(true),
  false: () => bool(false),
  null: () => NONE,
  undefined: () => NONE,
  number: (run, node) => numeral(textOf(run.file, node)),
  string: (run, node) => stringValue(run, node),
  template_string: (run, node, scope) => templateValue(run, node, scope),
  identifier: name,
  shorthand_property_identifier: name,
  this: (_run, _node, scope) => scope.get("this") ?? unknown("this"),
  super: (_run, _node, scope) => scope.get("super") ?? unknown("super"),
  array: arrayValue,
  object: objectValue,
  arrow_function: fn,
  function_expression: fn,
  generator_function: fn,
  class: makeClass,
  call_expression: callExpression,
  new_expression: newExpression,
  member_expression: (run, node, scope) => {
    const [object, property] = [field(node, "object"), field(node, "property")];
    if (object === null || property === null) return unknown(textOf(run.file, node));
    const receiver = run.evaluate(object, scope);
    if (receiver.kind === "none" && childOf(node, "optional_chain") !== null) return NONE;
    return run.attribute(receiver, textOf(run.file, property), node);
  },
  subscript_expression: (run, node, scope) => {
    const [object, index] = [field(node, "object"), field(node, "index")];
    if (object === null || index === null) return unknown(textOf(run.file, node));
    return item(run, run.evaluate(object, scope), asKey(run.evaluate(index, scope)), node);
  },
  binary_expression: binary,
  ternary_expression: ternary,
  unary_expression: unary,
  update_expression: update,
  assignment_expression: assignment,
  augmented_assignment_expression: augmented,
  sequence_expression: last,
  parenthesized_expression: last,
  await_expression: first,
  as_expression: first,
  satisfies_expression: first,
  non_null_expression: first,
  instantiation_expression: first,
  spread_element: first,
  type_assertion: last,
  yield_expression: (run, node, scope) => {
    const value = first(run, node, scope);
    const handler = run.frames.at(-1)?.onYield;
    if (handler === null || handler === undefined) return unknown(textOf(run.file, node));
    if (childOf(node, "*") === null) return handler(value);
    for (const each of run.iterate(value).items) handler(each);
    return NONE;
  },
  arguments: (run, node, scope) => argumentsOf(run, node, scope).positional.at(-1) ?? NONE,
  ERROR: (run, node, scope) => {
    for (const child of parts(node)) if (child.type === "call_expression") run.evaluate(child, scope);
    return unknown(textOf(run.file, node));
  },
};

/** Evaluates one node; a node that is no expression is not known. */
export function evaluate(run: Interpreter, node: Syntax, scope: Scope): Value {
  run.step(node);
  const evaluator = Object.hasOwn(EVALUATORS, node.type) ? EVALUATORS[node.type] : undefined;
  return evaluator === undefined ? unknown(textOf(run.file, node)) : evaluator(run, node, scope);
}
