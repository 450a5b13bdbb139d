/** The methods of arrays and sets. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Syntax } from "../source/syntax.ts";
import { literal, type Piece } from "../source/text.ts";
import {
  bool,
  list,
  NONE,
  number,
  stringOf,
  truthOf,
  type Arguments,
  type ListValue,
  type Value,
} from "../source/value.ts";
import { compare } from "../source/compare.ts";
import { asText } from "./literal.ts";
import { eachCall } from "./loops.ts";
import { reduced } from "./promises.ts";

/** `[...].name(...)`; undefined: no such method is known. */
export function arrayMethod(
  run: Interpreter,
  self: ListValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const [first] = args.positional;
  if (first !== undefined && /^(?:forEach|map|flatMap|filter|each|mapSeries|find|some|every)$/u.test(name))
    return walked(run, self, name, first, node);
  if (name === "reduce") return reduced(run, self, args, node);
  if (name === "reduceRight")
    return reduced(run, list(self.items.toReversed(), "list", self.open), args, node);
  return changing(run, self, name, args) ?? reading(run, self, name, args, node);
}

function walked(
  run: Interpreter,
  self: ListValue,
  name: string,
  callback: Value,
  node: Syntax,
): Value | undefined {
  const results = eachCall(run, self.items, self.open, callback, node);
  if (name === "forEach") return NONE;
  if (name === "each") return self;
  if (name === "map" || name === "mapSeries") return list(results, "list", self.open);
  if (name === "flatMap") {
    const flat = results.flatMap((each) => (each.kind === "list" ? each.items : [each]));
    const open = self.open || results.some((each) => each.kind === "list" && each.open);
    return list(flat, "list", open);
  }
  const truths = results.slice(0, self.items.length).map(truthOf);
  const decided = !self.open && !truths.includes(null);
  if (name === "filter") {
    const kept = self.items.filter((_item, at) => truths[at] !== false);
    return list(kept, "list", !decided);
  }
  if (!decided) return undefined;
  if (name === "find") return self.items[truths.indexOf(true)] ?? NONE;
  return bool(name === "some" ? truths.includes(true) : !truths.includes(false));
}

/** Methods that change the array. What is added where the number of rounds is not known leaves it open. */
function changing(run: Interpreter, self: ListValue, name: string, args: Arguments): Value | undefined {
  const vague = run.looping > 0 || run.conditional > 0;
  if (name === "push" || name === "unshift" || name === "add") {
    if (name === "unshift") self.items.unshift(...args.positional);
    else self.items.push(...args.positional);
    if (vague || args.open) self.open = true;
    return self.open ? undefined : number(self.items.length);
  }
  if (name === "pop" || name === "shift") {
    if (self.open || vague) {
      self.open = true;
      return undefined;
    }
    return (name === "pop" ? self.items.pop() : self.items.shift()) ?? NONE;
  }
  if (
    name === "splice" ||
    name === "fill" ||
    name === "copyWithin" ||
    name === "delete" ||
    name === "clear"
  ) {
    self.open = true;
    return undefined;
  }
  if (name === "reverse" && !self.open && !vague) self.items.reverse();
  return name === "reverse" || name === "sort" ? self : undefined;
}

function reading(
  run: Interpreter,
  self: ListValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const [first, second] = args.positional;
  switch (name) {
    case "concat": {
      const others = args.positional.map((value) => (value.kind === "list" ? value : null));
      const items = args.positional.flatMap((value) =>
        value.kind === "list" ? value.items : value.kind === "unknown" ? [] : [value],
      );
      const open =
        self.open ||
        args.open ||
        others.some((other) => other?.open === true) ||
        args.positional.some((value) => value.kind === "unknown");
      return list([...self.items, ...items], "list", open);
    }
    case "join":
      return joined(run, self, stringOf(first) ?? (first === undefined ? "," : null), node);
    case "slice": {
      const [start, end] = [first, second].map((value) =>
        value?.kind === "number" ? value.value : undefined,
      );
      const unclear = (value: Value | undefined, at: number | undefined): boolean =>
        value !== undefined && at === undefined;
      if (unclear(first, start) || unclear(second, end)) return list([...self.items], "list", true);
      return list(self.items.slice(start, end), "list", self.open);
    }
    case "flat": {
      const items = self.items.flatMap((value) => (value.kind === "list" ? value.items : [value]));
      const open = self.open || self.items.some((value) => value.kind === "list" && value.open);
      return list(items, "list", open);
    }
    case "includes":
    case "has": {
      const found = first === undefined ? null : compare("in", first, self);
      return found === null ? undefined : bool(found);
    }
    case "at":
      return first?.kind === "number" && !self.open ? (self.items.at(first.value) ?? NONE) : undefined;
    case "toSorted":
    case "toReversed":
      return name === "toReversed" ? list(self.items.toReversed(), "list", self.open) : self;
    case "values":
    case "keys":
    case "entries":
      if (name === "values" || self.type === "set") return self;
      return list(
        self.items.map((item, at) => (name === "keys" ? number(at) : list([number(at), item]))),
        "list",
        self.open,
      );
    default:
      return undefined;
  }
}

function joined(
  run: Interpreter,
  self: ListValue,
  separator: string | null,
  node: Syntax,
): Value | undefined {
  if (separator === null || self.open) return undefined;
  const pieces: Piece[] = [];
  for (const [at, item] of self.items.entries()) {
    if (at > 0) pieces.push(...literal(separator));
    const said = item.kind === "none" ? [] : item.kind === "text" ? item.pieces : asText(run, item, node);
    if (said === null) return undefined;
    pieces.push(...said);
  }
  return { kind: "text", pieces, node };
}
