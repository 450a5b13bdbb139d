/** What Ruby's own classes give by name: `Class.new`, `Hash.new`, `Struct.new`. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Syntax } from "../source/syntax.ts";
import { literal } from "../source/text.ts";
import { dict, list, text, type Arguments, type Value } from "../source/value.ts";
import { spread } from "./arguments.ts";
import { makeClass, runBody } from "./definitions.ts";
import { join } from "./format.ts";

type Builtin = (run: Interpreter, args: Arguments, node: Syntax) => Value | undefined;

const makesClass: Builtin = (run, { positional, block }, node) => {
  const made = makeClass("", node, positional, block?.scope ?? run.globals);
  if (block !== undefined) runBody(run, block.body, made.members);
  return made;
};

const BUILTINS: Record<string, Builtin> = {
  "Class.new": makesClass,
  "Module.new": makesClass,
  "Hash.new": (_run, { positional, block }) => ({
    ...dict(),
    open: positional.length > 0 || block !== undefined,
  }),
  "Array.new": (_run, { positional }) => (positional.length === 0 ? list([]) : undefined),
  "Set.new": (run, { positional: [from] }) => {
    const { items, open } = from === undefined ? { items: [], open: false } : spread(run, from);
    return list([...items], "list", open);
  },
  "String.new": (_run, { positional: [from] }) =>
    from === undefined ? text("") : from.kind === "text" ? from : undefined,
  "File.join": (_run, { positional }) => ({
    kind: "text",
    pieces: join(literal("/"), positional),
    node: null,
  }),
};

/** Undefined: what it gives is not known; null: it is none of Ruby's own that we know. */
export function callBuiltin(
  run: Interpreter,
  path: string,
  args: Arguments,
  node: Syntax,
): Value | undefined | null {
  const builtin = Object.hasOwn(BUILTINS, path) ? BUILTINS[path] : undefined;
  return builtin === undefined ? null : builtin(run, args, node);
}
