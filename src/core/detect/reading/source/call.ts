/** Calls: functions and classes of the file run, everything else is asked of Python's own functions and of the framework. */

import { bind } from "../python/arguments.ts";
import { callBuiltin } from "../python/builtins.ts";
import { enumMembers, memberOf, yields } from "../python/function.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import { attribute } from "../python/member.ts";
import { dictMethod, listMethod, textMethod } from "../python/methods.ts";
import { textOf, type Syntax } from "./syntax.ts";
import { either, list, NONE, unknown, type Arguments, type FunctionValue, type Value } from "./value.ts";

const MAX_DEPTH = 40;
const MAX_VAGUE_RECURSION = 2;

/** Calls any value. */
export function call(run: Interpreter, callee: Value, args: Arguments, node: Syntax): Value {
  switch (callee.kind) {
    case "function":
      if (isContextManager(callee)) return { kind: "partial", callee, args };
      return callFunction(run, callee, args);
    case "class":
      return construct(run, callee, args, node);
    case "partial":
      return call(run, callee.callee, merged(callee.args, args), node);
    case "bound":
      return callMethod(run, callee.receiver, callee.name, args, node);
    case "symbol":
      return callSymbol(run, callee.path, args, node);
    case "host":
      return run.host.method(callee.value, "__call__", args, node);
    case "choice":
      return each(run, callee.options, (option) => call(run, option, args, node));
    default:
      return run.host.foreign({ path: null, receiver: null, name: nameOf(callee), args, node });
  }
}

function nameOf(callee: Value): string {
  return callee.kind === "unknown" ? (/(?<!\w)\w+$/u.exec(callee.source)?.[0] ?? "") : "";
}

function callSymbol(run: Interpreter, path: string, args: Arguments, node: Syntax): Value {
  const answer = run.host.call(path, args, node);
  if (answer !== null) return answer;
  const built = callBuiltin(run, path, args, node);
  if (built !== null) return built ?? unknown(textOf(run.file, node));
  return run.host.foreign({ path, receiver: null, name: path.slice(path.lastIndexOf(".") + 1), args, node });
}

/** Calls each option; each runs only under a condition. */
function each(run: Interpreter, options: readonly Value[], visit: (option: Value) => Value): Value {
  run.conditional += 1;
  const results = options.map(visit);
  run.conditional -= 1;
  return either(results);
}

/** Calls a method of a value. */
export function callMethod(
  run: Interpreter,
  receiver: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const vague = (found: Value | undefined): Value => found ?? unknown(textOf(run.file, node));
  switch (receiver.kind) {
    case "text":
      return vague(textMethod(run, receiver, name, args));
    case "list":
      return vague(listMethod(run, receiver, name, args));
    case "dict":
      return vague(dictMethod(run, receiver, name, args, node));
    case "host":
      return run.host.method(receiver.value, name, args, node);
    case "choice":
      return each(run, receiver.options, (option) => callMethod(run, option, name, args, node));
    case "symbol": {
      const found = attribute(run, receiver, name, node);
      return call(run, found, args, node);
    }
    case "class":
    case "instance": {
      const found = attribute(run, receiver, name, node);
      if (found.kind !== "bound" && found.kind !== "unknown") return call(run, found, args, node);
      return run.host.foreign({ path: null, receiver, name, args, node });
    }
    default:
      return run.host.foreign({ path: null, receiver, name, args, node });
  }
}

/** Runs a function of the file and gives what it returns. */
export function callFunction(
  run: Interpreter,
  fn: FunctionValue,
  args: Arguments,
  onYield: Frame["onYield"] = null,
): Value {
  const running = run.frames.filter((frame) => frame.fn?.node === fn.node).length;
  if (running >= MAX_VAGUE_RECURSION && (run.conditional > 0 || run.looping > 0)) return unknown(fn.name);
  if (run.frames.length > MAX_DEPTH) {
    run.unread(fn.node, `${fn.name} calls itself too deeply`);
    return unknown(fn.name);
  }
  const collected: Value[] = [];
  const generates = onYield === null && fn.node.type !== "lambda" && yields(fn);
  const collect = (value: Value): Value => {
    collected.push(value);
    return NONE;
  };
  const frame: Frame = { fn, returned: [], onYield: generates ? collect : onYield };
  const scope = fn.scope.inner("function");
  bind(run, fn, args, scope);
  const { statement } = run;
  run.frames.push(frame);
  if (fn.node.type === "lambda") frame.returned.push(run.evaluate(fn.body, scope));
  else {
    const flow = run.execute(fn.body, scope);
    if (flow.end === "next") frame.returned.push(NONE);
  }
  run.frames.pop();
  run.statement = statement;
  if (generates) return list(collected, "list", run.looping > 0);
  return frame.returned.length === 0 ? unknown(fn.name) : either(frame.returned);
}

function construct(
  run: Interpreter,
  callee: Value & { kind: "class" },
  args: Arguments,
  node: Syntax,
): Value {
  const members = enumMembers(callee);
  if (members.length > 0) return unknown(textOf(run.file, node));
  const made: Value = { kind: "instance", class: callee, attributes: new Map(args.keywords) };
  const initializer = memberOf(callee, "__init__");
  if (initializer?.kind === "function") callFunction(run, { ...initializer, self: made }, args);
  return made;
}

function merged(first: Arguments, second: Arguments): Arguments {
  return {
    positional: [...first.positional, ...second.positional],
    keywords: new Map([...first.keywords, ...second.keywords]),
    open: first.open || second.open,
  };
}

function isContextManager(fn: FunctionValue): boolean {
  return fn.decorators.some(
    (decorator) => decorator.kind === "symbol" && decorator.path.endsWith("contextmanager"),
  );
}
