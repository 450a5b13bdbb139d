/** The arguments of a call, and how they meet the parameters of a function. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, parts, textOf, type Syntax } from "../source/syntax.ts";
import {
  dict,
  list,
  setItem,
  stringOf,
  text,
  unknown,
  type Arguments,
  type FunctionValue,
  type Value,
} from "../source/value.ts";

/** An `argument_list`, or the lone generator that a call can have instead. */
export function argumentsOf(run: Interpreter, node: Syntax, scope: Scope): Arguments {
  const args: Arguments = { positional: [], keywords: new Map(), open: false };
  if (node.type !== "argument_list") {
    args.positional.push(run.evaluate(node, scope));
    return args;
  }
  for (const child of parts(node)) {
    if (child.type === "keyword_argument") {
      const [name, value] = [field(child, "name"), field(child, "value")];
      if (name !== null && value !== null)
        args.keywords.set(textOf(run.file, name), run.evaluate(value, scope));
    } else if (child.type === "list_splat" || child.type === "dictionary_splat") {
      const [operand] = parts(child);
      if (operand !== undefined) spread(run, args, run.evaluate(operand, scope), child.type === "list_splat");
    } else args.positional.push(run.evaluate(child, scope));
  }
  return args;
}

function spread(run: Interpreter, args: Arguments, value: Value, positional: boolean): void {
  if (positional) {
    const { items, open } = run.iterate(value);
    args.positional.push(...items);
    args.open ||= open;
    return;
  }
  if (value.kind !== "dict" || value.open) args.open = true;
  if (value.kind !== "dict") return;
  for (const entry of value.entries.values()) {
    const name = stringOf(entry.key);
    if (name === null) args.open = true;
    else args.keywords.set(name, entry.value);
  }
}

/** Sets the parameters of a function in its new scope. */
export function bind(run: Interpreter, fn: FunctionValue, given: Arguments, scope: Scope): void {
  const positional = fn.self === null ? [...given.positional] : [fn.self, ...given.positional];
  const keywords = new Map(given.keywords);
  let named = false;
  for (const parameter of fn.parameters === null ? [] : parts(fn.parameters)) {
    const name = nameOf(run, parameter);
    const kind = splatOf(parameter);
    if (kind === "list") {
      scope.set(name, list(named ? [] : positional.splice(0), "tuple", given.open));
      named = true;
    } else if (kind === "dictionary") {
      const rest = dict();
      for (const [key, value] of keywords) setItem(rest, text(key), value);
      rest.open = given.open;
      scope.set(name, rest);
    } else if (parameter.type === "keyword_separator" || parameter.type === "positional_separator") {
      named ||= parameter.type === "keyword_separator";
    } else {
      const value = keywords.get(name) ?? (named ? undefined : positional.shift());
      keywords.delete(name);
      const fallback = given.open ? undefined : fn.defaults.get(name);
      scope.set(name, value ?? fallback ?? unknown(name));
    }
  }
}

/** The name that a parameter binds. */
export function nameOf(run: Interpreter, parameter: Syntax): string {
  let node = parameter;
  while (node.type !== "identifier") {
    const next = field(node, "name") ?? parts(node)[0];
    if (next === undefined) return "";
    node = next;
  }
  return textOf(run.file, node);
}

function splatOf(parameter: Syntax): "list" | "dictionary" | null {
  const node = parameter.type === "typed_parameter" ? (parts(parameter)[0] ?? parameter) : parameter;
  if (node.type === "list_splat_pattern") return "list";
  return node.type === "dictionary_splat_pattern" ? "dictionary" : null;
}
