/** The methods of strings, arrays, objects and functions that migrations use. */

import type { Interpreter } from "../source/interpreter.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import { cut, lengthOf, literal, plain, replaceAll, slice, strip, type Piece } from "../source/text.ts";
import {
  bool,
  getItem,
  keyOf,
  list,
  NONE,
  number,
  stringOf,
  text,
  unknown,
  type Arguments,
  type DictValue,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { anything, given } from "./arguments.ts";
import { arrayMethod } from "./array-methods.ts";
import { methodOf } from "./function.ts";
import { eachCall } from "./loops.ts";
import { chained, runCallbacks } from "./promises.ts";

/** `receiver.name(...)`; undefined where the language is not known to have it. */
export function method(
  run: Interpreter,
  receiver: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  switch (receiver.kind) {
    case "dict":
      return dictMethod(run, receiver, name, args, node);
    case "text":
      return textMethod(run, receiver, name, args, node) ?? chained(run, receiver, name, args, node);
    case "list": {
      const found = arrayMethod(run, receiver, name, args, node) ?? chained(run, receiver, name, args, node);
      if (found === undefined) runCallbacks(run, args, node);
      return found;
    }
    case "function":
      return functionMethod(run, receiver, name, args, node) ?? chained(run, receiver, name, args, node);
    default:
      return chained(run, receiver, name, args, node) ?? overUnknown(run, receiver, name, args, node);
  }
}

const COLLECTION = /^(?:forEach|map|flatMap|filter|each|mapSeries|every|some|find|findIndex|sort|reduce)$/u;

/** A loop over something that is not known. */
function overUnknown(
  run: Interpreter,
  receiver: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const [callback] = args.positional;
  if (receiver.kind !== "unknown" || callback?.kind !== "function" || !COLLECTION.test(name))
    return undefined;
  if (name === "reduce" || name === "sort") {
    runCallbacks(run, args, node);
    return unknown(textOf(run.file, node));
  }
  const results = eachCall(run, [], true, callback, node);
  return /ap$|^mapSeries$/u.test(name) ? list(results, "list", true) : unknown(textOf(run.file, node));
}

function dictMethod(
  run: Interpreter,
  receiver: DictValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const own = getItem(receiver, name);
  if (own !== null) return run.call(own.kind === "function" ? methodOf(own, receiver) : own, args, node);
  if (name === "hasOwnProperty") {
    const key = keyOf(args.positional[0] ?? NONE);
    if (key === null || receiver.open) return undefined;
    return bool(receiver.entries.has(key));
  }
  const settled = chained(run, receiver, name, args, node);
  if (settled !== undefined) return settled;
  return run.host.foreign({ path: null, receiver, name, args, node });
}

function functionMethod(
  run: Interpreter,
  receiver: FunctionValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const [self = NONE, ...rest] = args.positional;
  if (name === "call") return run.call(methodOf(receiver, self), { ...args, positional: rest }, node);
  if (name === "apply") {
    const { items, open } = rest[0] === undefined ? { items: [], open: false } : run.iterate(rest[0]);
    return run.call(methodOf(receiver, self), { ...given(...items), open }, node);
  }
  if (name !== "bind") return undefined;
  const bound = methodOf(receiver, self);
  return rest.length === 0 ? bound : { kind: "partial", callee: bound, args: given(...rest) };
}

function textMethod(
  run: Interpreter,
  self: Value & { kind: "text" },
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const made = (pieces: Piece[]): Value => ({ kind: "text", pieces, node: self.node });
  const [first, second] = args.positional;
  switch (name) {
    case "trim":
    case "trimStart":
    case "trimEnd": {
      const sides = name === "trim" ? "both" : name === "trimStart" ? "left" : "right";
      return made(strip(self.pieces, null, sides));
    }
    case "toString":
    case "valueOf":
    case "normalize":
      return self;
    case "concat": {
      const others = args.positional.flatMap((value) =>
        value.kind === "text" ? value.pieces : [{ text: "", source: null, hole: textOf(run.file, node) }],
      );
      return made([...self.pieces, ...others]);
    }
    default:
      break;
  }
  const string = plain(self.pieces);
  if (string === null) return undefined;
  const replacement = second?.kind === "function" ? run.call(second, anything(), node) : second;
  return plainMethod(self, string, name, first, replacement, made);
}

/** Methods that need the whole string. */
function plainMethod(
  self: Value & { kind: "text" },
  string: string,
  name: string,
  first: Value | undefined,
  second: Value | undefined,
  made: (pieces: Piece[]) => Value,
): Value | undefined {
  if (name === "toLowerCase" || name === "toLocaleLowerCase") return text(string.toLowerCase());
  if (name === "toUpperCase" || name === "toLocaleUpperCase") return text(string.toUpperCase());
  const length = lengthOf(self.pieces);
  if (name === "slice" || name === "substring" || name === "substr") {
    const start = first?.kind === "number" ? first.value : null;
    const end = second === undefined ? length : second.kind === "number" ? second.value : null;
    if (start === null || end === null) return undefined;
    const from = start < 0 ? Math.max(length + start, 0) : Math.min(start, length);
    const to = name === "substr" && second !== undefined ? from + end : end < 0 ? length + end : end;
    return made(slice(self.pieces, from, Math.max(Math.min(to, length), from)));
  }
  if (name === "repeat" && first?.kind === "number" && first.value >= 0 && first.value * length < 100_000)
    return text(string.repeat(first.value));
  if (name === "padStart" && first?.kind === "number" && first.value < 1_000)
    return text(string.padStart(first.value, stringOf(second) ?? " "));
  const [a, b] = [stringOf(first), stringOf(second)];
  if (a === null) return undefined;
  if (name === "startsWith") return bool(string.startsWith(a));
  if (name === "endsWith") return bool(string.endsWith(a));
  if (name === "includes") return bool(string.includes(a));
  if (name === "indexOf") return number(string.indexOf(a));
  if (name === "replaceAll" && b !== null) return made(replaceAll(self.pieces, a, b));
  if (name === "replace" && b !== null) {
    const at = string.indexOf(a);
    if (at === -1) return self;
    return made([...slice(self.pieces, 0, at), ...literal(b), ...slice(self.pieces, at + a.length, length)]);
  }
  if (name === "split" && a !== "") return list(cut(self.pieces, string, a).map(made));
  return undefined;
}
