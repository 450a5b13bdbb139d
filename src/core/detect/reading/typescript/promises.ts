/** Promises: what is awaited is the value itself, and what stands behind `then` runs next. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Syntax } from "../source/syntax.ts";
import { list, NONE, unknown, type Arguments, type Value } from "../source/value.ts";
import { anything, given } from "./arguments.ts";
import { eachCall, itemsOf } from "./loops.ts";

/** A function of `Promise` or of a library like it; null when it is none. */
export function settled(run: Interpreter, path: string, args: Arguments, node: Syntax): Value | null {
  const found = /^(new )?(?:Promise|bluebird|q|es6-promise|promise)(?:\.Promise)?(?:\.(\w+))?$/iu.exec(path);
  if (found !== null) return ofPromise(run, found[1] !== undefined ? "new" : (found[2] ?? ""), args, node);
  const last = /\.(then|catch|finally)$/u.exec(path)?.[1];
  return last === undefined ? null : (chained(run, unknown(path), last, args, node) ?? null);
}

function ofPromise(run: Interpreter, name: string, args: Arguments, node: Syntax): Value {
  const [first, second] = args.positional;
  switch (name) {
    case "resolve":
    case "all":
    case "allSettled":
    case "race":
    case "any":
    case "props":
      return first ?? NONE;
    case "join":
      return list([...args.positional], "list", args.open);
    case "each":
    case "map":
    case "mapSeries":
    case "filter":
    case "forEach": {
      if (first === undefined || second === undefined) return unknown(name);
      const { items, open } = itemsOf(run, first);
      return list(eachCall(run, items, open, second, node), "list", open);
    }
    case "reduce":
      return reduced(run, first ?? NONE, { ...args, positional: args.positional.slice(1) }, node);
    case "new": {
      if (first?.kind === "function") run.call(first, anything(), node);
      return unknown("Promise");
    }
    case "try":
    case "method":
    case "coroutine":
      return first === undefined ? NONE : run.call(first, given(), node);
    case "promisify":
      return first ?? NONE;
    default:
      runCallbacks(run, args, node);
      return unknown(`Promise.${name}`);
  }
}

/** `value.then(...)` and its kin, on whatever is awaited; undefined: it is none of them. */
export function chained(
  run: Interpreter,
  value: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const [first, second] = args.positional;
  if (name === "then" || name === "spread" || name === "tap") {
    const passed = name === "spread" ? { ...given(...run.iterate(value).items), open: true } : given(value);
    if (second !== undefined) perhaps(run, second, node);
    const result = first === undefined || first.kind === "none" ? value : run.call(first, passed, node);
    return name === "tap" ? value : result;
  }
  if (name === "catch" || name === "tapCatch" || name === "error") {
    for (const handler of args.positional) perhaps(run, handler, node);
    return value;
  }
  if (name === "finally") {
    if (first !== undefined) run.call(first, given(), node);
    return value;
  }
  if (name === "return" || name === "thenReturn") return first ?? NONE;
  return name === "asCallback" || name === "nodeify" || name === "timeout" || name === "bind"
    ? value
    : undefined;
}

function perhaps(run: Interpreter, handler: Value, node: Syntax): void {
  if (handler.kind !== "function") return;
  run.conditional += 1;
  run.call(handler, anything(), node);
  run.conditional -= 1;
}

/** One after the other: each round gets what the one before gave. */
export function reduced(run: Interpreter, value: Value, args: Arguments, node: Syntax): Value {
  const [callback, start] = args.positional;
  if (callback === undefined) return unknown("reduce");
  const { items, open } = itemsOf(run, value);
  let result: Value = start ?? items[0] ?? unknown("reduce");
  const rest = start === undefined ? items.slice(1) : items;
  if (open) {
    eachReduce(run, [...rest, unknown("it")], unknown("reduce"), callback, node);
    return unknown("reduce");
  }
  result = eachReduce(run, rest, result, callback, node);
  return result;
}

function eachReduce(
  run: Interpreter,
  items: readonly Value[],
  start: Value,
  callback: Value,
  node: Syntax,
): Value {
  let result = start;
  for (const item of items) result = run.call(callback, { ...given(result, item), open: true }, node);
  return result;
}

/** Functions that are handed to something unknown may run, any number of times. */
export function runCallbacks(run: Interpreter, args: Arguments, node: Syntax): void {
  const functions = args.positional.flatMap((value) =>
    value.kind === "dict" ? [...value.entries.values()].map((entry) => entry.value) : [value],
  );
  for (const callback of functions) {
    if (callback.kind !== "function") continue;
    run.conditional += 1;
    run.looping += 1;
    run.call(callback, anything(), node);
    run.looping -= 1;
    run.conditional -= 1;
  }
}
