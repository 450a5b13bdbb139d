/** Expressions: what a node of the tree is known to be. In Ruby statements are expressions too. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, textOf, type Syntax } from "../source/syntax.ts";
import { bool, dict, list, NONE, number, unknown, type Value } from "../source/value.ts";
import { blockValue, byPlace, merge, pair, spread } from "./arguments.ts";
import { assign } from "./assign.ts";
import { caseIn, caseWhen, condition, logical } from "./branches.ts";
import { defineClass, defineMethod, openClass, openSingleton } from "./definitions.ts";
import { element } from "./elements.ts";
import { frameOf } from "./functions.ts";
import { jump, sometimes } from "./jumps.ts";
import { nameValue, stringValue } from "./literals.ts";
import { forLoop, whileLoop } from "./loops.ts";
import { constant, local, METHOD, instanceName, selfOf, stored } from "./names.ts";
import { named } from "./nodes.ts";
import { range } from "./numbers.ts";
import { binary, operate, unary } from "./operators.ts";
import { bareCall, callNode, superCall, yieldNode } from "./send.ts";
import { body, inTurn } from "./statements.ts";

type Evaluate = (run: Interpreter, node: Syntax, scope: Scope) => Value;

const source = (run: Interpreter, node: Syntax): Value => unknown(textOf(run.file, node));

const sequence: Evaluate = (run, node, scope) => {
  const made = list([]);
  const trailing = dict();
  for (const child of named(node)) {
    const [operand] = named(child);
    if (child.type === "pair") pair(run, trailing, child, scope);
    else if (child.type === "hash_splat_argument" && operand !== undefined)
      merge(trailing, run.evaluate(operand, scope));
    else if (child.type === "splat_argument" && operand !== undefined) {
      const { items, open } = spread(run, run.evaluate(operand, scope));
      made.items.push(...items);
      made.open ||= open;
    } else made.items.push(run.evaluate(child, scope));
  }
  if (trailing.entries.size > 0 || trailing.open) made.items.push(trailing);
  return made;
};

/** The value behind `return`, `next` and `break`. */
function handed(run: Interpreter, node: Syntax, scope: Scope): Value {
  const given = childOf(node, "argument_list");
  if (given === null) return NONE;
  const values = named(given);
  const [only] = values;
  const single =
    values.length === 1 && only !== undefined && !/^(?:pair|\w*splat_argument)$/u.test(only.type);
  return single ? run.evaluate(only, scope) : sequence(run, given, scope);
}

/** One that nothing of the file set, the framework may have. */
const keeps: Evaluate = (run, node, scope) => stored(run, scope, textOf(run.file, node)) ?? source(run, node);

const statements: Evaluate = (run, node, scope) => inTurn(run, named(node), scope);

const EVALUATORS: Record<string, Evaluate> = {
  program: body,
  body_statement: body,
  block_body: body,
  begin: body,
  end_block: (run, node, scope) => sometimes(run, () => statements(run, node, scope)),
  true: () => bool(true),
  false: () => bool(false),
  nil: () => NONE,
  self: (run, node, scope) => selfOf(scope) ?? source(run, node),
  integer: (run, node) => numeral(textOf(run.file, node)),
  float: (run, node) => numeral(textOf(run.file, node)),
  string: stringValue,
  chained_string: stringValue,
  delimited_symbol: stringValue,
  heredoc_beginning: stringValue,
  bare_string: stringValue,
  bare_symbol: stringValue,
  simple_symbol: nameValue,
  hash_key_symbol: nameValue,
  character: nameValue,
  string_array: sequence,
  symbol_array: sequence,
  array: sequence,
  right_assignment_list: sequence,
  hash: (run, node, scope) => {
    const made = dict();
    for (const child of named(node)) {
      const [operand] = named(child);
      if (child.type === "pair") pair(run, made, child, scope);
      else if (operand !== undefined) merge(made, run.evaluate(operand, scope));
    }
    return made;
  },
  identifier: (run, node, scope) => {
    const name = textOf(run.file, node);
    if (name === "end")
      run.unread(node, "an end too much: what stands around it may be missing from the list");
    return local(scope, name) ?? bareName(run, name, node, scope);
  },
  constant: (run, node, scope) => constant(run, scope, textOf(run.file, node)),
  scope_resolution: (run, node, scope) => {
    const [around, name] = [field(node, "scope"), field(node, "name")];
    if (name === null) return source(run, node);
    const called = textOf(run.file, name);
    const holder = around === null ? null : run.evaluate(around, scope);
    if (holder === null) return run.globals.own(called) ?? symbol(run, called);
    if (holder.kind === "symbol") return symbol(run, `${holder.path}::${called}`);
    if (holder.kind !== "class") return source(run, node);
    return run.attribute(holder, called, node);
  },
  instance_variable: keeps,
  class_variable: keeps,
  global_variable: keeps,
  range,
  binary,
  unary,
  call: callNode,
  super: (run, node, scope) => superCall(run, byPlace(), node, scope),
  yield: yieldNode,
  // What a program of the system does is the framework's to say.
  subshell: (run, node) =>
    run.host.foreign({ path: null, receiver: null, name: "system", args: byPlace(), node }),
  lambda: (_run, node, scope) => blockValue(node, scope),
  element_reference: (run, node, scope) => {
    const object = field(node, "object");
    if (object === null) return source(run, node);
    const self = run.evaluate(object, scope);
    const keys = named(node)
      .filter((child) => child !== object)
      .map((child) => run.evaluate(child, scope));
    if (self.kind === "function") return run.callFunction(self, byPlace(...keys));
    return element(run, self, keys, node);
  },
  assignment: (run, node, scope) => {
    const [left, right] = [field(node, "left"), field(node, "right")];
    if (left === null || right === null) return NONE;
    const value = run.evaluate(right, scope);
    assign(run, left, right.type === "splat_argument" ? list([], "list", true) : value, scope);
    return value;
  },
  operator_assignment: (run, node, scope) => {
    const [left, right, sign] = [field(node, "left"), field(node, "right"), field(node, "operator")];
    if (left === null || right === null) return NONE;
    const operator = (sign?.type ?? "").replace(/=$/u, "");
    const before = valueBefore(run, left, scope);
    const next = (): Value => run.evaluate(right, scope);
    const value =
      operator === "||" || operator === "&&"
        ? (logical(run, operator === "||", before, next) ?? source(run, node))
        : operate(run, operator, before, next(), node);
    assign(run, left, value, scope);
    return value;
  },
  conditional: condition,
  if: condition,
  elsif: condition,
  unless: condition,
  if_modifier: condition,
  unless_modifier: condition,
  case: caseWhen,
  case_match: caseIn,
  for: forLoop,
  while: whileLoop,
  until: whileLoop,
  while_modifier: whileLoop,
  until_modifier: whileLoop,
  rescue_modifier: (run, node, scope) => {
    const [tried, handler] = [field(node, "body"), field(node, "handler")];
    const value = tried === null ? NONE : run.evaluate(tried, scope);
    if (handler !== null) sometimes(run, () => run.evaluate(handler, scope));
    return value;
  },
  return: (run, node, scope) => {
    const value = handed(run, node, scope);
    frameOf(run, node)?.returned.push(value);
    jump(run, { end: "return", may: new Set() });
    return value;
  },
  next: (run, node, scope) => {
    const value = handed(run, node, scope);
    const frame = run.frames.at(-1);
    if (frame?.fn?.node.type.endsWith("block") === true) frame.returned.push(value);
    jump(run, { end: "continue", may: new Set() });
    return value;
  },
  break: (run, node, scope) => {
    const value = handed(run, node, scope);
    jump(run, { end: "break", may: new Set() });
    return value;
  },
  method: defineMethod,
  singleton_method: defineMethod,
  class: defineClass,
  module: defineClass,
  singleton_class: openSingleton,
  alias: (run, node, scope) => {
    const [name, before] = [field(node, "name"), field(node, "alias")];
    const owner = name === null || before === null ? undefined : selfOf(scope);
    const members = owner?.kind === "class" ? owner.members : run.globals;
    if (name === null || before === null) return NONE;
    const found = members.own(instanceName(textOf(run.file, before)));
    if (found !== undefined) members.set(instanceName(textOf(run.file, name)), found);
    return NONE;
  },
  splat_argument: sequence,
  pair: (run, node, scope) => {
    const made = dict();
    pair(run, made, node, scope);
    return made;
  },
  ERROR: broken,
};

for (const type of ["then", "else", "do", "parenthesized_statements", "begin_block"]) {
  EVALUATORS[type] = statements;
}

/** What stands whole inside of what the grammar could not read; that of a class whose end it missed is in the class. */
function broken(run: Interpreter, node: Syntax, scope: Scope): Value {
  let around = scope;
  let opens = false;
  const inside: Syntax[] = [];
  const flush = (): void => void inTurn(run, inside.splice(0), around);
  for (const [at, child] of node.children.entries()) {
    if (child.type === "class" && !child.named) opens = true;
    else if (opens && child.type === "constant") {
      flush();
      const next = node.children[at + 1];
      around = openClass(run, child, next?.type === "superclass" ? next : null, around);
      opens = false;
    } else if (readable(child)) inside.push(child);
  }
  flush();
  return source(run, node);
}

function readable(node: Syntax): boolean {
  return node.children.some((child) => child.named) && Object.hasOwn(EVALUATORS, node.type);
}

/** Evaluates one node; a node that is no expression is not known. */
export function evaluate(run: Interpreter, node: Syntax, scope: Scope): Value {
  run.step(node);
  const evaluator = Object.hasOwn(EVALUATORS, node.type) ? EVALUATORS[node.type] : undefined;
  return evaluator === undefined ? source(run, node) : evaluator(run, node, scope);
}

function bareName(run: Interpreter, name: string, node: Syntax, scope: Scope): Value {
  if (name === METHOD || name === "end") return source(run, node);
  return bareCall(run, name, byPlace(), node, scope);
}

function valueBefore(run: Interpreter, left: Syntax, scope: Scope): Value {
  if (left.type === "identifier") return local(scope, textOf(run.file, left)) ?? NONE;
  if (left.type.endsWith("_variable")) return stored(run, scope, textOf(run.file, left)) ?? NONE;
  if (left.type === "constant") {
    const value = run.evaluate(left, scope);
    return value.kind === "symbol" ? NONE : value;
  }
  return run.evaluate(left, scope);
}

function symbol(run: Interpreter, path: string): Value {
  return run.host.symbol(path) ?? { kind: "symbol", path };
}

function numeral(written: string): Value {
  const digits = written.replaceAll("_", "").toLowerCase();
  const value = Number(/^0\d+$/u.test(digits) ? `0o${digits.slice(1)}` : digits.replace(/^0d/u, ""));
  return Number.isNaN(value) ? unknown(written) : number(value);
}
