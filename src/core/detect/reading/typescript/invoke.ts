/** Calls as they are written: of a method, of a function, of a template's tag, and with `new`. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { memberOf } from "../source/classes.ts";
import { childOf, field, textOf, type Syntax } from "../source/syntax.ts";
import { NONE, stringOf, unknown, type Arguments, type Value } from "../source/value.ts";
import { argumentsOf } from "./arguments.ts";
import { asKey, templateValue } from "./literal.ts";
import { construct, constructFunction } from "./construct.ts";
import { methodOf } from "./function.ts";

export function callExpression(run: Interpreter, node: Syntax, scope: Scope): Value {
  const written = field(node, "function");
  const list = field(node, "arguments");
  if (written === null || list === null) return unknown(textOf(run.file, node));
  const callee = bare(written);
  if (callee.type === "super") return callSuper(run, null, argumentsOf(run, list, scope), node, scope);
  if (callee.type === "import") return imported(run, list, scope);
  const name = methodName(run, callee, scope);
  const object = name === null ? null : field(callee, "object");
  if (name === null || object === null) {
    const value = run.evaluate(callee, scope);
    const skips = value.kind === "none" && childOf(node, "optional_chain") !== null;
    return skips ? NONE : run.call(value, argumentsOf(run, list, scope), node);
  }
  if (object.type === "super") return callSuper(run, name, argumentsOf(run, list, scope), node, scope);
  const receiver = run.evaluate(object, scope);
  if (list.type === "template_string" && receiver.kind === "symbol" && receiver.path === "String")
    return templateValue(run, list, scope, true);
  const isOptional = childOf(callee, "optional_chain") !== null || childOf(node, "optional_chain") !== null;
  if (receiver.kind === "none" && isOptional) return NONE;
  return run.callMethod(receiver, name, argumentsOf(run, list, scope), node);
}

/** `(callee)`, `callee!` */
function bare(node: Syntax): Syntax {
  let callee = node;
  while (callee.type === "parenthesized_expression" || callee.type === "non_null_expression") {
    const inner = callee.children.find((child) => child.named && child.type !== "comment");
    if (inner === undefined) return callee;
    callee = inner;
  }
  return callee;
}

/** `receiver.name`, `receiver["name"]`; null for all others. */
function methodName(run: Interpreter, callee: Syntax, scope: Scope): string | null {
  if (callee.type === "member_expression") {
    const property = field(callee, "property");
    return property === null ? null : textOf(run.file, property);
  }
  const index = callee.type === "subscript_expression" ? field(callee, "index") : null;
  if (index === null) return null;
  const name = stringOf(asKey(run.evaluate(index, scope)));
  return name !== null && /^\d+$/u.test(name) ? null : name;
}

/** What `import` gives that stands in an expression. */
function imported(run: Interpreter, list: Syntax, scope: Scope): Value {
  const path = stringOf(argumentsOf(run, list, scope).positional[0]);
  if (path === null) return unknown(textOf(run.file, list));
  return run.host.symbol(path) ?? { kind: "symbol", path };
}

/** `super(...)`, `super.name(...)` */
function callSuper(
  run: Interpreter,
  name: string | null,
  args: Arguments,
  node: Syntax,
  scope: Scope,
): Value {
  const base = scope.get("super");
  const found = base === undefined ? undefined : memberOf(base, name ?? "constructor");
  const self = scope.get("this") ?? unknown("this");
  if (found?.kind === "function") return run.callFunction(methodOf(found, self), args);
  if (name === null) return NONE;
  return run.host.foreign({ path: null, receiver: base ?? null, name, args, node });
}

/** `new Name(...)` */
export function newExpression(run: Interpreter, node: Syntax, scope: Scope): Value {
  const written = field(node, "constructor");
  if (written === null) return unknown(textOf(run.file, node));
  const callee = run.evaluate(written, scope);
  const args = argumentsOf(run, field(node, "arguments"), scope);
  if (callee.kind === "class") return construct(run, callee, args);
  if (callee.kind === "function") return constructFunction(run, callee, args);
  if (callee.kind !== "symbol") return run.call(callee, args, node);
  const made = run.host.call(callee.path, args, node);
  return (
    made ?? run.semantics.builtin(run, `new ${callee.path}`, args, node) ?? unknown(textOf(run.file, node))
  );
}
