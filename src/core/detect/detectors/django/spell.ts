/** One spelling of a value, so that two can be compared, and a person can read it. */

import { shown } from "../../reading/source/text.ts";
import type { Arguments, Value } from "../../reading/source/value.ts";
import { lastName, type Made } from "./values.ts";

const DEEPEST = 12;

export function spell(value: Value | undefined, depth = 0): string {
  if (value === undefined || depth > DEEPEST) return "...";
  switch (value.kind) {
    case "none":
      return "None";
    case "bool":
      return value.value ? "True" : "False";
    case "number":
      return String(value.value);
    case "text":
      return JSON.stringify(shown(value.pieces));
    case "list": {
      const items = value.items.map((item) => spell(item, depth + 1)).join(", ");
      return value.type === "list" ? `[${items}]` : `(${items})`;
    }
    case "dict":
      return `{${[...value.entries.values()].map((entry) => `${spell(entry.key, depth + 1)}: ${spell(entry.value, depth + 1)}`).join(", ")}}`;
    case "symbol":
      return value.path;
    case "host":
      return spellMade(value.value as Made, depth);
    case "function":
    case "class":
      return value.name;
    case "instance":
      return `${value.class.name}()`;
    case "bound":
      return `${spell(value.receiver, depth + 1)}.${value.name}`;
    case "partial":
      return `${spell(value.callee, depth + 1)}(${spellArguments(value.args, depth)})`;
    case "choice":
      return value.options.map((option) => spell(option, depth + 1)).join(" | ");
    case "unknown":
      return value.source.replaceAll(/\s+/gu, " ");
  }
}

function spellMade(value: Made, depth: number): string {
  if (value.parts === null) return `${lastName(value.path)}(${spellArguments(value.args, depth)})`;
  const { operator, operands } = value.parts;
  const words = operands.map((operand) => spell(operand, depth + 1));
  if (/^\w+$/u.test(operator) && !["and", "or", "not", "is", "in"].includes(operator)) {
    const [receiver = "", ...rest] = words;
    const keywords = [...value.args.keywords].map(([name, given]) => `${name}=${spell(given, depth + 1)}`);
    return `${receiver}.${operator}(${[...rest, ...keywords].join(", ")})`;
  }
  return words.length === 1 ? `${operator}${words[0]}` : `(${words.join(` ${operator} `)})`;
}

function spellArguments({ positional, keywords }: Arguments, depth: number): string {
  return [
    ...positional.map((value) => spell(value, depth + 1)),
    ...[...keywords].map(([name, value]) => `${name}=${spell(value, depth + 1)}`),
  ].join(", ");
}
