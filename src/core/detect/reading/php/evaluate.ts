/** Expressions: what a node of the tree is known to be. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, fields, parts, textOf, type Syntax } from "../source/syntax.ts";
import { bool, either, NONE, number, text, unknown, type Value } from "../source/value.ts";
import { arrayOf, arrayKey, entriesOf, entryAt, type Entry } from "./arrays.ts";
import { assign, nameIn } from "./assign.ts";
import { construct, functionCall, memberCall, ownerOf, scopedCall } from "./calls.ts";
import { makeClosure, makeFunction } from "./function.ts";
import { doubleQuoted, dynamicVariable, hereDocument, numeral, singleQuoted } from "./literal.ts";
import { fullName, keyOfName, nameOfClass, SELF, variable } from "./names.ts";
import { alike, binary, cast, conditional, operate, unary } from "./operators.ts";
import { property, constantOf } from "./member.ts";
import { isTrue } from "./spell.ts";

type Evaluate = (run: Interpreter, node: Syntax, scope: Scope) => Value;

const inner: Evaluate = (run, node, scope) => {
  const [child] = parts(node);
  return child === undefined ? NONE : run.evaluate(child, scope);
};

const member: Evaluate = (run, node, scope) => {
  const [object, name] = [field(node, "object"), field(node, "name")];
  if (object === null || name === null) return unknown(textOf(run.file, node));
  const receiver = run.evaluate(object, scope);
  return property(run, receiver, nameIn(run, name, scope), node);
};

/** Another file runs: what it does is not seen. */
const include: Evaluate = (run, node, scope) => {
  inner(run, node, scope);
  const path = node.type.replace("_expression", "");
  return run.call({ kind: "symbol", path }, { positional: [], keywords: new Map(), open: true }, node);
};

const EVALUATORS: Record<string, Evaluate> = {
  boolean: (run, node) => bool(textOf(run.file, node).toLowerCase() === "true"),
  null: () => NONE,
  integer: (run, node) => numeral(textOf(run.file, node)),
  float: (run, node) => numeral(textOf(run.file, node)),
  string: singleQuoted,
  encapsed_string: doubleQuoted,
  heredoc: hereDocument,
  nowdoc: hereDocument,
  variable_name: (run, node, scope) => {
    const name = textOf(run.file, node);
    return variable(scope, name) ?? unknown(name);
  },
  dynamic_variable_name: (run, node, scope) => {
    const name = dynamicVariable(run, node);
    return (name === null ? undefined : variable(scope, name)) ?? unknown(textOf(run.file, node));
  },
  name: constant,
  qualified_name: constant,
  member_access_expression: member,
  nullsafe_member_access_expression: member,
  scoped_property_access_expression: (run, node, scope) => {
    const [of, name] = [field(node, "scope"), field(node, "name")];
    if (of === null || name === null) return unknown(textOf(run.file, node));
    return property(run, ownerOf(run, of, scope), textOf(run.file, name).slice(1), node);
  },
  class_constant_access_expression: (run, node, scope) => {
    const [of, name] = parts(node);
    if (of === undefined || name === undefined) return unknown(textOf(run.file, node));
    const owner = ownerOf(run, of, scope);
    const written = textOf(run.file, name);
    if (written.toLowerCase() !== "class") return constantOf(run, owner, written, node);
    const known = nameOfClass(owner);
    return known === null ? unknown(textOf(run.file, node)) : text(known);
  },
  subscript_expression: (run, node, scope) => {
    const [object, at] = parts(node);
    if (object === undefined) return unknown(textOf(run.file, node));
    const array = run.evaluate(object, scope);
    if (at === undefined) return unknown(textOf(run.file, node));
    return item(run, array, at.type === "name" ? text(textOf(run.file, at)) : run.evaluate(at, scope), node);
  },
  function_call_expression: functionCall,
  member_call_expression: memberCall,
  nullsafe_member_call_expression: memberCall,
  scoped_call_expression: scopedCall,
  object_creation_expression: construct,
  anonymous_function: makeClosure,
  anonymous_function_creation_expression: makeClosure,
  arrow_function: (run, node, scope) => makeFunction(run, node, scope) ?? unknown(textOf(run.file, node)),
  binary_expression: binary,
  conditional_expression: conditional,
  unary_op_expression: unary,
  cast_expression: cast,
  match_expression: matchExpression,
  parenthesized_expression: inner,
  error_suppression_expression: inner,
  clone_expression: inner,
  print_intrinsic: inner,
  sequence_expression: (run, node, scope) => {
    let last: Value = NONE;
    for (const child of parts(node)) last = run.evaluate(child, scope);
    return last;
  },
  array_creation_expression: arrayLiteral,
  assignment_expression: (run, node, scope) => {
    const [left, right] = [field(node, "left"), field(node, "right")];
    if (left === null || right === null) return unknown(textOf(run.file, node));
    const value = run.evaluate(right, scope);
    assign(run, left, value, scope);
    return value;
  },
  reference_assignment_expression: (run, node, scope) => {
    const [left, right] = [field(node, "left"), field(node, "right")];
    if (left === null || right === null) return unknown(textOf(run.file, node));
    const value = run.evaluate(right, scope);
    // Two names for one thing: what is done to the one later is not followed in the other.
    assign(
      run,
      left,
      value.kind === "list" || value.kind === "dict" ? { ...value, open: true } : value,
      scope,
    );
    return value;
  },
  augmented_assignment_expression: (run, node, scope) => {
    const [left, right, sign] = [field(node, "left"), field(node, "right"), field(node, "operator")];
    if (left === null || right === null || sign === null) return unknown(textOf(run.file, node));
    const before = run.evaluate(left, scope);
    if (sign.type === "??=" && !["none", "unknown", "choice"].includes(before.kind)) return before;
    const added = run.evaluate(right, scope);
    const operator = sign.type.slice(0, -1);
    const value =
      operator !== "??"
        ? operate(run, operator, before, added, node)
        : before.kind === "none"
          ? added
          : either([before, added]);
    assign(run, left, value, scope);
    return value;
  },
  update_expression: (run, node, scope) => {
    const argument = field(node, "argument");
    if (argument === null) return unknown(textOf(run.file, node));
    const before = run.evaluate(argument, scope);
    const step = field(node, "operator")?.type === "--" ? -1 : 1;
    const after = before.kind === "number" ? number(before.value + step) : unknown(textOf(run.file, node));
    assign(run, argument, after, scope);
    return node.children[0]?.field === "operator" ? after : before;
  },
  yield_expression: (run, node, scope) => {
    const [child] = parts(node);
    const written = child?.type === "array_element_initializer" ? parts(child).at(-1) : child;
    const value = written === undefined ? NONE : run.evaluate(written, scope);
    const handler = run.frames.at(-1)?.onYield;
    if (handler === null || handler === undefined) return unknown(textOf(run.file, node));
    if (!textOf(run.file, node).startsWith("yield from")) return handler(value);
    for (const one of run.iterate(value).items) handler(one);
    return NONE;
  },
  include_expression: include,
  include_once_expression: include,
  require_expression: include,
  require_once_expression: include,
  shell_command_expression: (run, node) =>
    run.call(
      { kind: "symbol", path: "shell_exec" },
      { positional: [], keywords: new Map(), open: true },
      node,
    ),
  throw_expression: (run, node, scope) => {
    inner(run, node, scope);
    return unknown(textOf(run.file, node));
  },
  by_ref: inner,
  ERROR: (run, node, scope) => {
    for (const child of parts(node)) if (child.type.endsWith("_call_expression")) run.evaluate(child, scope);
    return unknown(textOf(run.file, node));
  },
};

/** Evaluates one node; a node that is no expression is not known. */
export function evaluate(run: Interpreter, node: Syntax, scope: Scope): Value {
  run.step(node);
  const evaluator = Object.hasOwn(EVALUATORS, node.type) ? EVALUATORS[node.type] : undefined;
  return evaluator === undefined ? unknown(textOf(run.file, node)) : evaluator(run, node, scope);
}

const KNOWN: Record<string, Value> = {
  PHP_EOL: text("\n"),
  PHP_INT_MAX: number(Number.MAX_SAFE_INTEGER),
  PHP_VERSION_ID: unknown("PHP_VERSION_ID"),
  DIRECTORY_SEPARATOR: text("/"),
};

/** A constant of the file, of PHP, or one that is not known. */
function constant(run: Interpreter, node: Syntax, scope: Scope): Value {
  const source = textOf(run.file, node);
  const path = fullName(run, source, "const");
  const word = path.toLowerCase();
  if (word === "true" || word === "false") return bool(word === "true");
  if (word === "null") return NONE;
  if (source === "__CLASS__") return text(nameOfClass(scope.get(SELF) ?? NONE) ?? "");
  const own = run.globals.own(keyOfName.constant(path.slice(path.lastIndexOf("\\") + 1)));
  return own ?? (Object.hasOwn(KNOWN, path) ? (KNOWN[path] ?? unknown(source)) : unknown(source));
}

function item(run: Interpreter, array: Value, key: Value, node: Syntax): Value {
  const source = textOf(run.file, node);
  if (array.kind === "none") return NONE;
  if (array.kind === "host") return run.host.item(array.value, key, node);
  if (array.kind === "choice") return either(array.options.map((option) => item(run, option, key, node)));
  if (key.kind === "choice") return either(key.options.map((option) => item(run, array, option, node)));
  const found = entryAt(run, array, key);
  return found === null ? NONE : (found ?? unknown(source));
}

function arrayLiteral(run: Interpreter, node: Syntax, scope: Scope): Value {
  const entries: Entry[] = [];
  let open = false;
  let next = 0;
  const add = (key: Value | null, value: Value): void => {
    const at = arrayKey(key ?? number(next));
    if (at.kind === "number") next = Math.max(next, at.value + 1);
    entries.push({ key: at, value });
  };
  for (const element of parts(node)) {
    const [first, second] = parts(element);
    if (first === undefined) continue;
    if (first.type === "variadic_unpacking") {
      const known = entriesOf(run, inner(run, first, scope));
      open ||= known === null || known.open;
      for (const { key, value } of known?.entries ?? []) add(key.kind === "text" ? key : null, value);
    } else if (second === undefined) add(null, run.evaluate(first, scope));
    else add(run.evaluate(first, scope), run.evaluate(second, scope));
  }
  return arrayOf(entries, open);
}

/** `match`: the arms that surely do not fit are left out. */
function matchExpression(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [test, body] = [field(node, "condition"), field(node, "body")];
  if (test === null || body === null) return unknown(textOf(run.file, node));
  const subject = run.evaluate(test, scope);
  const possible: Syntax[] = [];
  let sure = false;
  for (const arm of parts(body)) {
    const result = field(arm, "return_expression");
    const conditions = fields(arm, "conditional_expressions").flatMap(parts);
    const truths =
      arm.type === "match_default_expression"
        ? [true]
        : conditions.map((condition) => {
            const value = run.evaluate(condition, scope);
            return subject.kind === "bool" ? truthAgainst(subject.value, value) : alike(subject, value);
          });
    if (result === null || truths.every((truth) => truth === false)) continue;
    possible.push(result);
    sure = truths.includes(true);
    if (sure) break;
  }
  const [only] = possible;
  if (only !== undefined && possible.length === 1 && sure) return run.evaluate(only, scope);
  run.conditional += 1;
  const results = possible
    .filter(({ type }) => type !== "throw_expression")
    .map((one) => run.evaluate(one, scope));
  run.conditional -= 1;
  return results.length === 0 ? unknown(textOf(run.file, node)) : either(results);
}

function truthAgainst(wanted: boolean, value: Value): boolean | null {
  const truth = isTrue(value);
  return truth === null ? null : truth === wanted;
}

/** The value of a `return` or the like. */
export function valueIn(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [child] = parts(node);
  return child === undefined || childOf(node, "ERROR") === child ? NONE : run.evaluate(child, scope);
}
