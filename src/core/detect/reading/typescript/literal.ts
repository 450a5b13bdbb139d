/** Strings, templates, objects and arrays: what they say, and where each part of it stands. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, parts, textOf, type Syntax } from "../source/syntax.ts";
import { hole, literal, moved, type Piece } from "../source/text.ts";
import { dict, list, number, setItem, text, unknown, type DictValue, type Value } from "../source/value.ts";
import { makeFunction } from "./function.ts";
import { isFunction } from "./grammar.ts";

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", "0": "\0" };

export function stringValue(run: Interpreter, node: Syntax): Value {
  return { kind: "text", pieces: node.children.flatMap((child) => fixed(run, child)), node };
}

/** A template; `raw`: as `String.raw` takes it, without escapes. */
export function templateValue(run: Interpreter, node: Syntax, scope: Scope, raw = false): Value {
  const pieces = node.children.flatMap((child) => {
    if (child.type !== "template_substitution") {
      return raw && child.named ? literal(textOf(run.file, child), child.start) : fixed(run, child);
    }
    const [expression] = parts(child);
    if (expression === undefined) return [];
    const value = run.evaluate(expression, scope);
    return asText(run, value, expression) ?? hole(textOf(run.file, expression));
  });
  return { kind: "text", pieces, node };
}

function fixed(run: Interpreter, node: Syntax): Piece[] {
  if (node.type === "string_fragment") return literal(textOf(run.file, node), node.start);
  if (node.type !== "escape_sequence") return [];
  const sequence = textOf(run.file, node);
  const said = escaped(sequence);
  // Where the character stands as it is behind its backslash, it has a place.
  return said === sequence.slice(1) ? literal(said, node.start + 1) : literal(said);
}

function escaped(sequence: string): string {
  const code = sequence.charAt(1);
  if (code === "\n" || code === "\r" || code === "\u2028" || code === "\u2029") return "";
  const digits = code === "x" || code === "u" ? sequence.slice(2).replaceAll(/[{}]/gu, "") : "";
  if (/^[0-9a-f]{1,6}$/iu.test(digits)) {
    const point = Number.parseInt(digits, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : sequence;
  }
  return ESCAPES[code] ?? sequence.slice(1);
}

/** What `${value}` gives, null when it is not known. */
export function asText(run: Interpreter, value: Value, node: Syntax): Piece[] | null {
  switch (value.kind) {
    case "text":
      return value.node !== null && value.node.start >= node.start && value.node.end <= node.end
        ? value.pieces
        : moved(value.pieces);
    case "number":
    case "bool":
      return literal(String(value.value));
    case "list": {
      const texts = value.open ? [null] : value.items.map((each) => asText(run, each, node));
      return texts.every((each) => each !== null)
        ? texts.flatMap((each, at) => (at === 0 ? each : [...literal(","), ...each]))
        : null;
    }
    case "symbol":
      return hole(value.path);
    case "host": {
      const said = run.host.operate("`", value, null, node);
      return said?.kind === "text" ? said.pieces : null;
    }
    default:
      return null;
  }
}

export function numeral(source: string): Value {
  const value = Number(source.replaceAll("_", "").replace(/n$/u, ""));
  return Number.isNaN(value) ? unknown(source) : number(value);
}

/** The key of a pair, a method or a field. */
export function keyName(run: Interpreter, node: Syntax, scope: Scope): Value {
  if (node.type === "computed_property_name") {
    const [inner] = parts(node);
    return inner === undefined ? unknown("") : asKey(run.evaluate(inner, scope));
  }
  if (node.type === "string") return stringValue(run, node);
  return text(textOf(run.file, node));
}

/** All keys are strings. */
export function asKey(value: Value): Value {
  return value.kind === "number" || value.kind === "bool" ? text(String(value.value)) : value;
}

export function arrayValue(run: Interpreter, node: Syntax, scope: Scope): Value {
  const made = list([]);
  for (const child of parts(node)) {
    if (child.type !== "spread_element") {
      made.items.push(run.evaluate(child, scope));
      continue;
    }
    const [operand] = parts(child);
    const spread = operand === undefined ? null : run.iterate(run.evaluate(operand, scope));
    made.items.push(...(spread?.items ?? []));
    made.open ||= spread?.open ?? true;
  }
  return made;
}

export function objectValue(run: Interpreter, node: Syntax, scope: Scope): Value {
  const made = dict();
  for (const child of parts(node)) {
    if (child.type === "shorthand_property_identifier")
      setItem(made, text(textOf(run.file, child)), run.evaluate(child, scope));
    else if (child.type === "spread_element") {
      const [operand] = parts(child);
      spreadInto(made, operand === undefined ? unknown("") : run.evaluate(operand, scope));
    } else if (isFunction(child)) {
      const name = field(child, "name");
      const isSetter = childOf(child, "set") !== null;
      if (name !== null && !isSetter)
        setItem(made, keyName(run, name, scope), makeFunction(run, child, scope));
    } else {
      const [key, value] = [field(child, "key"), field(child, "value")];
      if (key === null || value === null) made.open = true;
      else setItem(made, keyName(run, key, scope), run.evaluate(value, scope));
    }
  }
  return made;
}

/** `{...value}` */
export function spreadInto(target: DictValue, value: Value): void {
  if (value.kind === "dict")
    for (const entry of value.entries.values()) setItem(target, entry.key, entry.value);
  if (value.kind === "none" || value.kind === "bool") return;
  if (value.kind !== "dict" || value.open) target.open = true;
}
