/** Methods and blocks while they are called: parameters, bodies, what they return and yield. */

import type { Frame, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, textOf, walk, type Syntax } from "../source/syntax.ts";
import {
  dict,
  list,
  NONE,
  setItem,
  stringOf,
  text,
  unknown,
  type Arguments,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { appliedBy, byPlace, positionalOf } from "./arguments.ts";
import { unpack } from "./assign.ts";
import { jump, taken } from "./jumps.ts";
import { BLOCK, METHOD, SELF, selfOf } from "./names.ts";
import { named } from "./nodes.ts";
import { bareCall } from "./send.ts";

const METHODS = new Set(["method", "singleton_method"]);

function isMethod(fn: FunctionValue): boolean {
  return METHODS.has(fn.node.type);
}

const ARGUMENTS = "arguments";

/** Sets the parameters in the new scope, and what the code inside is part of. */
export function bind(run: Interpreter, fn: FunctionValue, given: Arguments, scope: Scope): void {
  const method = isMethod(fn);
  if (method) scope.set(METHOD, text(fn.name));
  if (method || fn.self !== null) scope.set(SELF, fn.self ?? unknown("self"));
  if (method || given.block !== undefined) scope.set(BLOCK, given.block ?? NONE);
  if (appliedBy(fn) !== undefined) {
    scope.set(ARGUMENTS, list(positionalOf(given)));
    return;
  }
  const parameters = (fn.parameters === null ? [] : named(fn.parameters)).filter(
    (parameter) => parameter.type !== "block_local",
  );
  const args = fitted(parameters, given, method || fn.name === "lambda");
  if (parameters.length === 0 && !method) implicit(run, fn, args, scope);
  else new Binding(run, parameters, args, scope).set();
}

const KEYWORDS = new Set(["keyword_parameter", "hash_splat_parameter", "forward_parameter"]);

/** Ruby's own give and take between hashes, lists and parameters. */
function fitted(parameters: readonly Syntax[], given: Arguments, strict: boolean): Arguments {
  const takesKeywords = parameters.some((parameter) => KEYWORDS.has(parameter.type));
  if (!takesKeywords && given.keywords.size > 0) {
    return { ...given, positional: positionalOf(given), keywords: new Map() };
  }
  const required = parameters.filter((parameter) => parameter.type === "identifier").length;
  const last = given.positional.at(-1);
  const spare = given.positional.length > required && given.keywords.size === 0;
  if (takesKeywords && last?.kind === "dict" && spare) {
    const keywords = new Map(
      [...last.entries.values()].map((entry) => [stringOf(entry.key) ?? "", entry.value]),
    );
    return { ...given, positional: given.positional.slice(0, -1), keywords, open: given.open || last.open };
  }
  const [only] = given.positional;
  const several = parameters.filter((parameter) => parameter.type !== "block_parameter").length > 1;
  if (strict || given.positional.length !== 1 || only?.kind !== "list" || !several) return given;
  return { ...given, positional: only.items, open: given.open || only.open };
}

/** `_1`, `_2` and `it`, of blocks that name no parameters. */
function implicit(run: Interpreter, fn: FunctionValue, args: Arguments, scope: Scope): void {
  const [first] = args.positional;
  if (first === undefined) return;
  const names = namesIn(run, fn.body);
  const items = names.has("_2") && first.kind === "list" ? first.items : args.positional;
  for (const [at, value] of items.slice(0, 9).entries())
    if (names.has(`_${at + 1}`)) scope.set(`_${at + 1}`, value);
  if (names.has("it")) scope.set("it", first);
}

const used = new WeakMap<Syntax, ReadonlySet<string>>();

/** Which of these names the body of a block has. */
function namesIn(run: Interpreter, root: Syntax): ReadonlySet<string> {
  const before = used.get(root);
  if (before !== undefined) return before;
  const names = new Set<string>();
  for (const node of walk(root)) {
    const name = node.type === "identifier" ? textOf(run.file, node) : "";
    if (/^(?:_[1-9]|it)$/u.test(name)) names.add(name);
  }
  used.set(root, names);
  return names;
}

class Binding {
  readonly #run: Interpreter;
  readonly #parameters: readonly Syntax[];
  readonly #positional: Value[];
  readonly #keywords: Map<string, Value>;
  readonly #open: boolean;
  readonly #scope: Scope;

  constructor(run: Interpreter, parameters: readonly Syntax[], args: Arguments, scope: Scope) {
    this.#run = run;
    this.#parameters = parameters;
    this.#positional = [...args.positional];
    this.#keywords = new Map(args.keywords);
    this.#open = args.open;
    this.#scope = scope;
  }

  set(): void {
    const needed = (from: number): number =>
      this.#parameters
        .slice(from)
        .filter((parameter) => parameter.type === "identifier" || parameter.type === "destructured_parameter")
        .length;
    for (const [at, parameter] of this.#parameters.entries()) this.#one(parameter, needed(at + 1));
  }

  /** `behind`: so many values have to be left for the parameters that follow. */
  #one(parameter: Syntax, behind: number): void {
    const name = this.#nameOf(parameter);
    switch (parameter.type) {
      case "destructured_parameter":
        unpack(this.#run, named(parameter), this.#positional.shift() ?? unknown(name), this.#scope);
        return;
      case "splat_parameter":
        this.#rest(name);
        return;
      case "hash_splat_parameter":
        this.#restOfKeywords(name);
        return;
      case "forward_parameter":
        this.#rest("*");
        this.#restOfKeywords("**");
        return;
      case "block_parameter":
        this.#scope.set(name === "" ? BLOCK : name, this.#scope.own(BLOCK) ?? NONE);
        return;
      case "keyword_parameter": {
        const value = this.#keywords.get(name);
        this.#keywords.delete(name);
        this.#scope.set(name, value ?? this.#fallback(parameter, name));
        return;
      }
      case "optional_parameter": {
        const value = this.#positional.length > behind ? this.#positional.shift() : undefined;
        this.#scope.set(name, value ?? this.#fallback(parameter, name));
        return;
      }
      default:
        this.#scope.set(name, this.#positional.shift() ?? unknown(name));
    }
  }

  #rest(name: string): void {
    const after = this.#parameters.filter((parameter) => parameter.type === "identifier").length;
    const before = this.#parameters.findIndex((parameter) => /^(?:splat|forward)/u.test(parameter.type));
    const kept = after - this.#parameters.slice(0, before).filter(({ type }) => type === "identifier").length;
    const items = this.#positional.splice(0, Math.max(this.#positional.length - kept, 0));
    this.#scope.set(name === "" ? "*" : name, list(items, "list", this.#open));
  }

  #restOfKeywords(name: string): void {
    const rest = dict();
    for (const [key, value] of this.#keywords) setItem(rest, text(key), value);
    rest.open = this.#open;
    this.#scope.set(name === "" ? "**" : name, rest);
  }

  #fallback(parameter: Syntax, name: string): Value {
    const value = this.#open ? null : field(parameter, "value");
    return value === null ? unknown(name) : this.#run.evaluate(value, this.#scope);
  }

  #nameOf(parameter: Syntax): string {
    if (parameter.type === "identifier") return textOf(this.#run.file, parameter);
    const name = field(parameter, "name");
    return name === null ? "" : textOf(this.#run.file, name);
  }
}

/** Runs the body; jumps out of a block wait for the call that has it. */
export function body(run: Interpreter, fn: FunctionValue, scope: Scope, frame: Frame): void {
  const applied = appliedBy(fn);
  if (applied !== undefined) {
    frame.returned.push(apply(run, applied, fn, scope));
    return;
  }
  if (fn.body === fn.node) {
    frame.returned.push(NONE);
    return;
  }
  taken(run);
  const value = run.evaluate(fn.body, scope);
  const flow = taken(run);
  if (flow.end === "next") frame.returned.push(value);
  if (isMethod(fn) || fn.name === "lambda") {
    const outer = flow.end === "return" && frame.returned.length === 0;
    if (outer) jump(run, flow);
    return;
  }
  if (frame.returned.length === 0) frame.returned.push(NONE);
  const may = new Set(flow.may);
  may.delete("continue");
  jump(run, { end: flow.end === "continue" ? "next" : flow.end, may });
}

function apply(run: Interpreter, callee: Value, fn: FunctionValue, scope: Scope): Value {
  const given = scope.own(ARGUMENTS);
  const [first, ...rest] = given?.kind === "list" ? given.items : [];
  const name = stringOf(callee);
  if (name !== null && first !== undefined) return run.callMethod(first, name, byPlace(...rest), fn.node);
  if (callee.kind === "bound" && callee.receiver === selfOf(fn.scope)) {
    return bareCall(
      run,
      callee.name,
      byPlace(...(first === undefined ? [] : [first]), ...rest),
      fn.node,
      fn.scope,
    );
  }
  return first === undefined ? unknown(fn.name) : run.call(callee, byPlace(first, ...rest), fn.node);
}

/** The method, or the lambda, that a `return` here ends. */
export function frameOf(run: Interpreter, node: Syntax): Frame | undefined {
  return run.frames.findLast(
    ({ fn }) =>
      fn !== null &&
      (isMethod(fn) || fn.name === "lambda") &&
      fn.node.start <= node.start &&
      node.end <= fn.node.end,
  );
}
