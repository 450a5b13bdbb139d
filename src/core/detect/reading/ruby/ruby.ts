/** Ruby, as the evaluator knows a programming language. */

import { memberOf } from "../source/classes.ts";
import type { Interpreter, Semantics } from "../source/interpreter.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import { unknown, type Arguments, type ClassValue, type Value } from "../source/value.ts";
import { callBuiltin } from "./builtins.ts";
import { evaluate } from "./evaluate.ts";
import { bind, body } from "./functions.ts";
import { taken } from "./jumps.ts";
import { method } from "./methods.ts";
import { methodOf } from "./names.ts";
import { boundMethod } from "./send.ts";

export const ruby: Semantics = {
  deepest: 350,
  evaluate,
  execute(run, block, scope) {
    run.evaluate(block, scope);
    return taken(run);
  },
  bind,
  body,
  generates: () => false,
  defers: () => false,
  construct,
  attribute,
  method,
  builtin: callBuiltin,
  iterate: () => null,
  resolve: (_run, value) => value,
};

function construct(run: Interpreter, of: ClassValue, args: Arguments): Value {
  const made: Value = { kind: "instance", class: of, attributes: new Map() };
  const initializer = methodOf(of, "initialize");
  if (initializer?.kind === "function") run.callFunction({ ...initializer, self: made }, args);
  return made;
}

/** What stands behind a dot or `::`, without calling it. */
function attribute(run: Interpreter, receiver: Value, name: string, node: Syntax): Value {
  switch (receiver.kind) {
    case "symbol": {
      const path = `${receiver.path}.${name}`;
      return run.host.symbol(path) ?? { kind: "symbol", path };
    }
    case "host":
      return run.host.attribute(receiver.value, name, node);
    case "class": {
      const found = memberOf(receiver, name);
      if (found !== undefined && /^[A-Z]/u.test(name)) return found;
      return boundMethod(receiver, name) ?? { kind: "bound", receiver, name };
    }
    case "instance":
      return boundMethod(receiver, name) ?? { kind: "bound", receiver, name };
    default:
      return unknown(textOf(run.file, node));
  }
}
