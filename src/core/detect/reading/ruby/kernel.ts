/** What Ruby itself answers to a call without a receiver. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import type { Syntax } from "../source/syntax.ts";
import {
  bool,
  list,
  NONE,
  number,
  stringOf,
  type Arguments,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { byPlace, pairsOf } from "./arguments.ts";
import { addMethod } from "./definitions.ts";
import { asText, percent } from "./format.ts";
import { jump, sometimes } from "./jumps.ts";
import { anyRounds } from "./loops.ts";
import {
  BLOCK,
  classAround,
  extend,
  instanceName,
  local,
  selfOf,
  singletonName,
  store,
  stored,
} from "./names.ts";

type Kernel = (run: Interpreter, args: Arguments, node: Syntax, scope: Scope) => Value | undefined | null;

const nothing: Kernel = () => NONE;

const raises: Kernel = (run) => {
  jump(run, { end: "raise", may: new Set() });
  return NONE;
};

const closure: Kernel = (_run, { block }) => (block === undefined ? null : { ...block, name: "lambda" });

const mixes: Kernel = (_run, { positional }, _node, scope) => {
  const around = classAround(scope);
  if (around === null || !positional.every((module) => module.kind === "class")) return null;
  around.bases.unshift(...positional.toReversed());
  return NONE;
};

const KERNEL: Record<string, Kernel> = {
  raise: raises,
  fail: raises,
  abort: raises,
  exit: raises,
  "exit!": raises,
  lambda: closure,
  proc: (_run, { block }) => block ?? null,
  loop(run, { block }) {
    if (block === undefined) return null;
    anyRounds(run, block, byPlace());
    return NONE;
  },
  catch(run, { block }) {
    if (block !== undefined) run.callFunction(block, byPlace());
    return NONE;
  },
  at_exit(run, { block }) {
    if (block !== undefined) sometimes(run, () => run.callFunction(block, byPlace()));
    return NONE;
  },
  "block_given?": (_run, _args, _node, scope) => bool(local(scope, BLOCK)?.kind === "function"),
  format: formatted,
  sprintf: formatted,
  Array(_run, { positional: [value] }) {
    if (value === undefined) return undefined;
    if (value.kind === "none") return list([]);
    if (value.kind === "dict") return list(pairsOf(value), "list", value.open);
    if (value.kind === "list") return value;
    return value.kind === "text" || value.kind === "number" ? list([value]) : undefined;
  },
  String(_run, { positional: [value] }) {
    const pieces = value === undefined ? null : asText(value);
    return pieces === null ? undefined : { kind: "text", pieces, node: null };
  },
  Integer(_run, { positional: [value] }) {
    const digits = value?.kind === "number" ? String(value.value) : stringOf(value);
    return digits !== null && /^-?\d+$/u.test(digits) ? number(Number(digits)) : undefined;
  },
  include: mixes,
  prepend: mixes,
  extend(_run, { positional }, _node, scope) {
    const around = classAround(scope);
    if (around === null || !positional.every((module) => module.kind === "class")) return null;
    extend(around, positional);
    return NONE;
  },
  module_function(_run, _args, _node, scope) {
    const around = classAround(scope);
    if (around !== null) extend(around, [around]);
    return NONE;
  },
  alias_method(_run, { positional: [name, before] }, _node, scope) {
    const members = classAround(scope)?.members;
    const found = members?.own(instanceName(stringOf(before) ?? ""));
    if (members !== undefined && found !== undefined) members.set(instanceName(stringOf(name) ?? ""), found);
    return NONE;
  },
  define_method: (run, args, _node, scope) => defined(run, args, scope, false),
  define_singleton_method: (run, args, _node, scope) => defined(run, args, scope, true),
  instance_variable_get(run, { positional: [name] }, _node, scope) {
    return stored(run, scope, stringOf(name) ?? "");
  },
  instance_variable_set(run, { positional: [name, value] }, _node, scope) {
    const key = stringOf(name);
    if (key !== null && value !== undefined) store(run, scope, key, value);
    return value;
  },
};

const QUIET =
  "puts p print pp warn printf putc sleep srand rand require require_relative require_dependency autoload private public protected private_class_method public_class_method private_constant using binding gets trap attr_reader attr_writer attr_accessor attr cattr_accessor mattr_accessor caller srand delegate undef_method remove_method refine throw byebug";
for (const name of QUIET.split(" ")) KERNEL[name] = nothing;

function formatted(
  _run: Interpreter,
  { positional: [pattern, ...values], keywords }: Arguments,
): Value | undefined {
  if (pattern?.kind !== "text") return undefined;
  const named: Value = {
    kind: "dict",
    open: false,
    entries: new Map(
      [...keywords].map(([name, value]) => [`text ${name}`, { key: { kind: "none" }, value }]),
    ),
  };
  return { ...pattern, pieces: percent(pattern.pieces, keywords.size > 0 ? [named] : values) };
}

function defined(run: Interpreter, args: Arguments, scope: Scope, single: boolean): Value | null {
  const [name, given] = args.positional;
  const written = stringOf(name);
  const fn: FunctionValue | undefined = args.block ?? (given?.kind === "function" ? given : undefined);
  if (written === null || fn === undefined) return null;
  const method = { ...fn, name: "lambda" };
  const self = selfOf(scope);
  if (single && self?.kind === "class") self.members.set(singletonName(written), method);
  else addMethod(run, scope, written, method);
  return name ?? null;
}

/** Undefined: what it gives is not known; null: Ruby itself has no such method, or not for these arguments. */
export function kernelCall(
  run: Interpreter,
  name: string,
  args: Arguments,
  node: Syntax,
  scope: Scope,
): Value | undefined | null {
  const known = Object.hasOwn(KERNEL, name) ? KERNEL[name] : undefined;
  return known === undefined ? null : known(run, args, node, scope);
}
