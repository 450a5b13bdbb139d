/** Calls: functions and classes of the file run, everything else is asked of the language and of the framework. */

import type { Frame, Interpreter } from "./interpreter.ts";
import { textOf, type Syntax } from "./syntax.ts";
import { either, list, NONE, unknown, type Arguments, type FunctionValue, type Value } from "./value.ts";

const MAX_DEPTH = 40;
const MAX_VAGUE_RECURSION = 2;

/** Calls any value. */
export function call(run: Interpreter, callee: Value, args: Arguments, node: Syntax): Value {
  switch (callee.kind) {
    case "function":
      if (run.semantics.defers(callee)) return { kind: "partial", callee, args };
      return callFunction(run, callee, args);
    case "class":
      return run.semantics.construct(run, callee, args, node);
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
  const built = run.semantics.builtin(run, path, args, node);
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
  switch (receiver.kind) {
    case "host":
      return run.host.method(receiver.value, name, args, node);
    case "choice":
      return each(run, receiver.options, (option) => callMethod(run, option, name, args, node));
    case "symbol": {
      const found = run.attribute(receiver, name, node);
      return call(run, found, args, node);
    }
    case "class":
    case "instance": {
      const found = run.attribute(receiver, name, node);
      if (found.kind !== "bound" && found.kind !== "unknown") return call(run, found, args, node);
      return run.host.foreign({ path: null, receiver, name, args, node });
    }
    case "text":
    case "list":
    case "dict":
      return run.semantics.method(run, receiver, name, args, node) ?? unknown(textOf(run.file, node));
    default:
      return (
        run.semantics.method(run, receiver, name, args, node) ??
        run.host.foreign({ path: null, receiver, name, args, node })
      );
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
  const generates = onYield === null && run.semantics.generates(fn);
  const collect = (value: Value): Value => {
    collected.push(value);
    return NONE;
  };
  const frame: Frame = { fn, returned: [], onYield: generates ? collect : onYield };
  const scope = fn.scope.inner("function");
  run.semantics.bind(run, fn, args, scope);
  const { statement } = run;
  run.frames.push(frame);
  run.semantics.body(run, fn, scope, frame);
  run.frames.pop();
  run.statement = statement;
  if (generates) return list(collected, "list", run.looping > 0);
  return frame.returned.length === 0 ? unknown(fn.name) : either(frame.returned);
}

function merged(first: Arguments, second: Arguments): Arguments {
  return {
    positional: [...first.positional, ...second.positional],
    keywords: new Map([...first.keywords, ...second.keywords]),
    open: first.open || second.open,
  };
}
