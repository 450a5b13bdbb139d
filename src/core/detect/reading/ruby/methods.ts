/** Methods of what is no object of the file and none of the framework's. */

import type { Interpreter } from "../source/interpreter.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import { unknown, type Arguments, type Value } from "../source/value.ts";
import { pairsOf, positionalOf } from "./arguments.ts";
import { element } from "./elements.ts";
import { enumerate, goesThrough } from "./enumerable.ts";
import { hashMethod } from "./hash-methods.ts";
import { listMethod } from "./list-methods.ts";
import { anyRounds } from "./loops.ts";
import { numberMethod } from "./numbers.ts";
import { objectMethod } from "./objects.ts";
import { operate } from "./operators.ts";
import { textMethod } from "./text-methods.ts";

const OPERATORS = /^(?:[-+*/%&|^]|<<|>>|\*\*|<=>|[<>]=?|===?)$/u;
const CALLS = new Set(["call", "()", "yield", "===", "[]"]);

/** Undefined: the framework is asked. */
export function method(
  run: Interpreter,
  self: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const answer = own(run, self, name, args, node);
  if (answer !== null) return answer ?? unknown(textOf(run.file, node));
  if (self.kind === "unknown" || self.kind === "bound" || self.kind === "partial") {
    if (args.block === undefined || !goesThrough(name)) return undefined;
    const of = { items: [], open: true, whole: self };
    return enumerate(run, of, name, args.block, args) ?? unknown(textOf(run.file, node));
  }
  if (args.block !== undefined) anyRounds(run, args.block);
  return unknown(textOf(run.file, node));
}

/** Null: it has no such method. */
function own(
  run: Interpreter,
  self: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined | null {
  const special = ofKind(run, self, name, args, node);
  if (special !== undefined) return special;
  const common = objectMethod(run, self, name, args, node);
  if (common !== null) return common;
  const [first] = positionalOf(args);
  if (first !== undefined && OPERATORS.test(name) && self.kind !== "unknown")
    return operate(run, name, self, first, node);
  return null;
}

function ofKind(
  run: Interpreter,
  self: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  if (name === "[]" && self.kind !== "function") return element(run, self, args.positional, node);
  switch (self.kind) {
    case "text":
      return textMethod(run, self, name, args);
    case "number":
      return numberMethod(run, self.value, name, args);
    case "function":
      return CALLS.has(name) ? run.callFunction(self, args) : name === "to_proc" ? self : undefined;
    case "bound":
      return CALLS.has(name) ? run.callMethod(self.receiver, self.name, args, node) : undefined;
    case "list": {
      if (args.block === undefined) return listMethod(run, self, name, args, node);
      if (!goesThrough(name)) return undefined;
      return (
        enumerate(run, { ...self, whole: self }, name, args.block, args) ?? unknown(textOf(run.file, node))
      );
    }
    case "dict": {
      const { block } = args;
      if (block === undefined || name === "fetch") return hashMethod(run, self, name, args);
      if (!goesThrough(name)) return undefined;
      const of = { items: pairsOf(self), open: self.open, whole: self };
      return enumerate(run, of, name, block, args) ?? unknown(textOf(run.file, node));
    }
    default:
      return undefined;
  }
}
