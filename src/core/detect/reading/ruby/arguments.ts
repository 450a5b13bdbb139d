/** The arguments of a call, and how they meet the parameters of a method or a block. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, textOf, type Syntax } from "../source/syntax.ts";
import {
  dict,
  setItem,
  stringOf,
  text,
  unknown,
  type Arguments,
  type DictValue,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { BLOCK, local } from "./names.ts";
import { named } from "./nodes.ts";

/** An `argument_list` (or none) and the block behind it. */
export function argumentsOf(
  run: Interpreter,
  given: Syntax | null,
  block: Syntax | null,
  scope: Scope,
): Arguments {
  const args: Arguments = { positional: [], keywords: new Map(), open: false };
  const trailing = dict();
  for (const child of given === null ? [] : named(given)) argument(run, args, trailing, child, scope);
  keywordsFrom(args, trailing);
  if (block !== null) args.block = blockValue(block, scope);
  return args;
}

function argument(run: Interpreter, args: Arguments, trailing: DictValue, node: Syntax, scope: Scope): void {
  const [operand] = named(node);
  switch (node.type) {
    case "pair":
      pair(run, trailing, node, scope);
      return;
    case "splat_argument": {
      const value = operand === undefined ? local(scope, "*") : run.evaluate(operand, scope);
      const { items, open } = spread(run, value ?? unknown("*"));
      args.positional.push(...items);
      args.open ||= open;
      return;
    }
    case "hash_splat_argument":
      merge(trailing, (operand === undefined ? local(scope, "**") : run.evaluate(operand, scope)) ?? null);
      return;
    case "forward_argument": {
      const { items, open } = spread(run, local(scope, "*") ?? unknown("*"));
      args.positional.push(...items);
      args.open ||= open;
      merge(trailing, local(scope, "**") ?? null);
      setBlock(args, local(scope, BLOCK), node, scope);
      return;
    }
    case "block_argument": {
      const value = operand === undefined ? local(scope, BLOCK) : run.evaluate(operand, scope);
      setBlock(args, value, node, scope);
      return;
    }
    default:
      args.positional.push(run.evaluate(node, scope));
  }
}

/** `key: value`, `key => value`, and `key:` alone. */
export function pair(run: Interpreter, target: DictValue, node: Syntax, scope: Scope): void {
  const [key, value] = [field(node, "key"), field(node, "value")];
  if (key === null) return;
  const name = key.type === "hash_key_symbol" ? text(textOf(run.file, key)) : run.evaluate(key, scope);
  const missing = value === null ? run.evaluate({ ...key, type: "identifier" }, scope) : null;
  setItem(target, name, missing ?? run.evaluate(value ?? key, scope));
}

/** `**value` in a hash or a call. */
export function merge(target: DictValue, value: Value | null): void {
  if (value?.kind === "dict") {
    for (const entry of value.entries.values()) setItem(target, entry.key, entry.value);
    target.open ||= value.open;
  } else if (value?.kind !== "none") target.open = true;
}

/** `*value`. */
export function spread(run: Interpreter, value: Value): { items: Value[]; open: boolean } {
  if (value.kind === "none") return { items: [], open: false };
  if (value.kind === "text" || value.kind === "number") return { items: [value], open: false };
  if (value.kind === "dict") return { items: pairsOf(value), open: value.open };
  return run.iterate(value);
}

/** The entries of a hash, each as a list of two. */
export function pairsOf(value: DictValue): Value[] {
  return [...value.entries.values()].map((entry) => ({
    kind: "list",
    type: "list",
    items: [entry.key, entry.value],
    open: false,
  }));
}

/** A hash at the end becomes keywords, unless one of its keys is no name. */
function keywordsFrom(args: Arguments, hash: DictValue): void {
  const names = [...hash.entries.values()].map((entry) => stringOf(entry.key));
  if (names.includes(null)) {
    args.positional.push(hash);
    return;
  }
  for (const entry of hash.entries.values()) args.keywords.set(stringOf(entry.key) ?? "", entry.value);
  args.open ||= hash.open;
}

/** `f({a: 1})` says the same as `f(a: 1)` to what is not of the file. */
export function unbraced(args: Arguments): Arguments {
  const last = args.positional.at(-1);
  if (last?.kind !== "dict" || args.keywords.size > 0) return args;
  const opened: Arguments = { ...args, positional: args.positional.slice(0, -1), keywords: new Map() };
  keywordsFrom(opened, last);
  return opened;
}

/** All arguments by place: keywords are a hash at the end. */
export function positionalOf(args: Arguments): Value[] {
  if (args.keywords.size === 0) return args.positional;
  const hash = dict([...args.keywords].map(([name, value]) => [text(name), value]));
  hash.open = args.open;
  return [...args.positional, hash];
}

export function byPlace(...positional: Value[]): Arguments {
  return { positional, keywords: new Map(), open: false };
}

function setBlock(args: Arguments, value: Value | undefined, node: Syntax, scope: Scope): void {
  if (value === undefined || value.kind === "none") return;
  if (value.kind === "function") args.block = value;
  else args.block = applying(value, node, scope);
}

const APPLIED = "applied";

/** `&:name` or `&method(:name)`: a block that calls it. */
function applying(value: Value, node: Syntax, scope: Scope): FunctionValue {
  return {
    kind: "function",
    name: stringOf(value) ?? "block",
    node,
    parameters: null,
    body: node,
    scope,
    defaults: new Map([[APPLIED, value]]),
    self: null,
    decorators: [],
  };
}

/** What such a block calls, undefined for all others. */
export function appliedBy(fn: FunctionValue): Value | undefined {
  return fn.node.type.endsWith("_argument") ? fn.defaults.get(APPLIED) : undefined;
}

/** A `do ... end`, a `{ ... }`, or a `->`. */
export function blockValue(node: Syntax, scope: Scope): FunctionValue {
  const braces = node.type === "lambda" ? (field(node, "body") ?? node) : node;
  return {
    kind: "function",
    name: node.type === "lambda" ? "lambda" : "block",
    node,
    parameters: field(node, "parameters") ?? childOf(node, "block_parameters"),
    body: field(braces, "body") ?? braces,
    scope,
    defaults: new Map(),
    self: null,
    decorators: [],
  };
}
