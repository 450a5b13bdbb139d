/** Expressions: what a node of the tree is known to be. */

import { argumentsOf } from "./arguments.ts";
import { assign } from "./assign.ts";
import { comprehension } from "./comprehension.ts";
import { makeLambda } from "./function.ts";
import type { Interpreter } from "../source/interpreter.ts";
import { stringValue } from "./literal.ts";
import { subscript } from "./member.ts";
import { binary, boolean, comparison, conditional, unary } from "./operators.ts";
import { builtinSymbol } from "./builtins.ts";
import type { Scope } from "../source/scope.ts";
import { field, fields, parts, textOf, type Syntax } from "../source/syntax.ts";
import { bool, dict, list, NONE, number, setItem, unknown, type Value } from "../source/value.ts";

type Evaluate = (run: Interpreter, node: Syntax, scope: Scope) => Value;

const inner: Evaluate = (run, node, scope) => {
  const [child] = parts(node);
  return child === undefined ? NONE : run.evaluate(child, scope);
};

const sequence =
  (type: "list" | "tuple" | "set"): Evaluate =>
  (run, node, scope) => {
    const made = list([], type);
    for (const child of parts(node)) {
      if (child.type !== "list_splat") made.items.push(run.evaluate(child, scope));
      else {
        const [value] = parts(child);
        const { items, open } =
          value === undefined ? { items: [], open: true } : run.iterate(run.evaluate(value, scope));
        made.items.push(...items);
        made.open ||= open;
      }
    }
    return made;
  };

const EVALUATORS: Record<string, Evaluate> = {
  true: () => bool(true),
  false: () => bool(false),
  none: () => NONE,
  ellipsis: (run, node) => unknown(textOf(run.file, node)),
  integer: (run, node) => numeral(textOf(run.file, node)),
  float: (run, node) => numeral(textOf(run.file, node)),
  string: stringValue,
  concatenated_string: stringValue,
  identifier: (run, node, scope) => {
    const name = textOf(run.file, node);
    return scope.get(name) ?? builtinSymbol(name) ?? unknown(name);
  },
  attribute: (run, node, scope) => {
    const [object, name] = [field(node, "object"), field(node, "attribute")];
    if (object === null || name === null) return unknown(textOf(run.file, node));
    return run.attribute(run.evaluate(object, scope), textOf(run.file, name), node);
  },
  call: (run, node, scope) => {
    const [callee, given] = [field(node, "function"), field(node, "arguments")];
    if (callee === null || given === null) return unknown(textOf(run.file, node));
    const object = callee.type === "attribute" ? field(callee, "object") : null;
    const name = callee.type === "attribute" ? field(callee, "attribute") : null;
    if (object !== null && name !== null) {
      const receiver = run.evaluate(object, scope);
      return run.callMethod(receiver, textOf(run.file, name), argumentsOf(run, given, scope), node);
    }
    const value = run.evaluate(callee, scope);
    return run.call(value, argumentsOf(run, given, scope), node);
  },
  subscript,
  binary_operator: binary,
  boolean_operator: boolean,
  comparison_operator: comparison,
  conditional_expression: conditional,
  not_operator: unary,
  unary_operator: unary,
  parenthesized_expression: inner,
  await: inner,
  list: sequence("list"),
  tuple: sequence("tuple"),
  expression_list: sequence("tuple"),
  pattern_list: sequence("tuple"),
  set: sequence("set"),
  dictionary: (run, node, scope) => {
    const made = dict();
    for (const child of parts(node)) {
      if (child.type === "pair") {
        const [key, value] = [field(child, "key"), field(child, "value")];
        if (key !== null && value !== null)
          setItem(made, run.evaluate(key, scope), run.evaluate(value, scope));
      } else {
        const [value] = parts(child);
        const spread = value === undefined ? NONE : run.evaluate(value, scope);
        if (spread.kind === "dict")
          for (const entry of spread.entries.values()) setItem(made, entry.key, entry.value);
        if (spread.kind !== "dict" || spread.open) made.open = true;
      }
    }
    return made;
  },
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  generator_expression: comprehension,
  dictionary_comprehension: comprehension,
  lambda: (run, node, scope) => makeLambda(run, node, scope),
  named_expression: (run, node, scope) => {
    const [name, value] = [field(node, "name"), field(node, "value")];
    if (name === null || value === null) return unknown(textOf(run.file, node));
    const result = run.evaluate(value, scope);
    assign(run, name, result, scope);
    return result;
  },
  assignment: (run, node, scope) => {
    const [left, right] = [field(node, "left"), field(node, "right")];
    if (left === null || right === null) return NONE;
    const value = run.evaluate(right, scope);
    assign(run, left, value, scope);
    return value;
  },
  yield: (run, node, scope) => {
    const [child] = parts(node);
    const value = child === undefined ? NONE : run.evaluate(child, scope);
    const handler = run.frames.at(-1)?.onYield;
    if (handler === null || handler === undefined) return unknown(textOf(run.file, node));
    if (!node.children.some((part) => part.type === "from")) return handler(value);
    for (const item of run.iterate(value).items) handler(item);
    return NONE;
  },
  keyword_argument: (run, node, scope) => {
    const value = field(node, "value");
    return value === null ? NONE : run.evaluate(value, scope);
  },
  as_pattern: inner,
  ERROR: (run, node, scope) => {
    for (const child of parts(node)) if (child.type === "call") run.evaluate(child, scope);
    return unknown(textOf(run.file, node));
  },
};

/** Evaluates one node; a node that is no expression is not known. */
export function evaluate(run: Interpreter, node: Syntax, scope: Scope): Value {
  run.step(node);
  const evaluator = Object.hasOwn(EVALUATORS, node.type) ? EVALUATORS[node.type] : undefined;
  return evaluator === undefined ? unknown(textOf(run.file, node)) : evaluator(run, node, scope);
}

function numeral(source: string): Value {
  const value = Number(source.replaceAll("_", ""));
  return Number.isNaN(value) ? unknown(source) : number(value);
}

/** Evaluates the values of a comma-separated statement such as `return a, b`. */
export function valuesOf(run: Interpreter, node: Syntax, scope: Scope): Value {
  const children = [...fields(node, "value"), ...parts(node)];
  const [child] = children;
  return child === undefined ? NONE : evaluate(run, child, scope);
}
