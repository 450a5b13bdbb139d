/** The arguments of a call, and how they meet the parameters of a function. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { list, NONE, unknown, type Arguments, type FunctionValue, type Value } from "../source/value.ts";
import { declare, orDefault } from "./pattern.ts";
import { templateValue } from "./literal.ts";
import { setAttribute } from "./member.ts";

export function given(...positional: Value[]): Arguments {
  return { positional, keywords: new Map(), open: false };
}

/** Arguments of which nothing is known. */
export function anything(): Arguments {
  return { positional: [], keywords: new Map(), open: true };
}

/** The `arguments` of a call, or the template behind a tag. */
export function argumentsOf(run: Interpreter, node: Syntax | null, scope: Scope): Arguments {
  const args = given();
  if (node === null) return args;
  if (node.type === "template_string") return given(templateValue(run, node, scope));
  for (const child of parts(node)) {
    if (child.type !== "spread_element") {
      args.positional.push(run.evaluate(child, scope));
      continue;
    }
    const [operand] = parts(child);
    if (operand === undefined) continue;
    const { items, open } = run.iterate(run.evaluate(operand, scope));
    args.positional.push(...items);
    args.open ||= open;
  }
  return args;
}

/** Sets the parameters of a function in its new scope. */
export function bind(run: Interpreter, fn: FunctionValue, args: Arguments, scope: Scope): void {
  if (fn.node.type !== "arrow_function") {
    scope.set("this", fn.self ?? unknown("this"));
    scope.set("arguments", list([...args.positional], "list", args.open));
  }
  const { parameters } = fn;
  if (parameters === null) return;
  const written = parameters.type === "formal_parameters" ? parts(parameters) : [parameters];
  let at = 0;
  for (const parameter of written) {
    const pattern = field(parameter, "pattern") ?? parameter;
    if (pattern.type === "this") continue;
    if (pattern.type === "rest_pattern") {
      declare(run, pattern, list(args.positional.slice(at), "list", args.open), scope);
      continue;
    }
    const value = args.positional[at] ?? (args.open ? unknown(textOf(run.file, pattern)) : NONE);
    const missing = args.positional[at] === undefined;
    const fallback = field(parameter, "value");
    declare(run, pattern, fallback === null ? value : orDefault(run, value, missing, fallback, scope), scope);
    if (childOf(parameter, "accessibility_modifier") !== null && fn.self !== null)
      setAttribute(
        run,
        fn.self,
        textOf(run.file, pattern),
        scope.get(textOf(run.file, pattern)) ?? NONE,
        pattern,
      );
    at += 1;
  }
}
