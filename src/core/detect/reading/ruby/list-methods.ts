/** The methods of arrays, without blocks. What is added in a loop of unknown length leaves the list open. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Syntax } from "../source/syntax.ts";
import { join } from "./format.ts";
import {
  bool,
  keyOf,
  list,
  NONE,
  number,
  stringOf,
  type Arguments,
  type ListValue,
  type Value,
} from "../source/value.ts";
import { positionalOf, spread } from "./arguments.ts";
import { flattened, folded, includes, slices, toHash } from "./enumerable.ts";
import { distinct, without } from "./operators.ts";

const MAX_ITEMS = 20_000;

type Method = (self: ListValue, given: Value[], run: Interpreter, node: Syntax) => Value | undefined;

const copy: Method = (self) => list([...self.items], "list", self.open);
const same: Method = (self) => self;
const length: Method = (self) => (self.open ? undefined : number(self.items.length));

const adds =
  (place: "front" | "back"): Method =>
  (self, given, run) => {
    if (place === "back") self.items.push(...given);
    else self.items.unshift(...given);
    if (run.looping > 0 || run.conditional > 0 || self.items.length > MAX_ITEMS) self.open = true;
    return self;
  };

const removes =
  (place: "front" | "back"): Method =>
  (self, _given, run) => {
    if (self.open) return undefined;
    if (run.looping > 0 || run.conditional > 0) {
      self.open = true;
      return undefined;
    }
    return (place === "front" ? self.items.shift() : self.items.pop()) ?? NONE;
  };

const portion =
  (from: "front" | "back", drops: boolean): Method =>
  (self, [count]) => {
    if (count === undefined) {
      const item = self.items.at(from === "front" ? 0 : -1);
      return from === "back" && self.open ? undefined : (item ?? (self.open ? undefined : NONE));
    }
    if (count.kind !== "number" || self.open) return undefined;
    const size = Math.max(Math.trunc(count.value), 0);
    const at = from === "front" ? size : Math.max(self.items.length - size, 0);
    return list(drops === (from === "front") ? self.items.slice(at) : self.items.slice(0, at));
  };

const METHODS: Record<string, Method> = {
  push: adds("back"),
  append: adds("back"),
  add: adds("back"),
  unshift: adds("front"),
  prepend: adds("front"),
  pop: removes("back"),
  shift: removes("front"),
  concat(self, given, run) {
    for (const value of given) {
      const { items, open } = spread(run, value);
      self.items.push(...items.slice(0, MAX_ITEMS));
      self.open ||= open || run.looping > 0 || run.conditional > 0 || self.items.length > MAX_ITEMS;
    }
    return self;
  },
  first: portion("front", false),
  take: portion("front", false),
  drop: portion("front", true),
  last: portion("back", false),
  second: (self) => self.items[1] ?? (self.open ? undefined : NONE),
  third: (self) => self.items[2] ?? (self.open ? undefined : NONE),
  length,
  size: length,
  count: length,
  "empty?": (self) => emptiness(self, true),
  "blank?": (self) => emptiness(self, true),
  "present?": (self) => emptiness(self, false),
  "any?": (self) => emptiness(self, false),
  "none?": (self) => emptiness(self, true),
  "include?": (self, [item]) => includes({ ...self, whole: self }, item),
  "member?": (self, [item]) => includes({ ...self, whole: self }, item),
  index: (self, [item]) => {
    const key = item === undefined ? null : keyOf(item);
    const at = self.items.findIndex((other) => keyOf(other) === key);
    return key === null || self.open || at === -1 ? undefined : number(at);
  },
  join: (self, [separator]) => {
    if (self.open) return undefined;
    const flat = flattened(self.items, 50, false);
    const pieces = separator?.kind === "text" ? separator.pieces : [];
    return flat.kind === "list" && !flat.open
      ? { kind: "text", pieces: join(pieces, flat.items), node: null }
      : undefined;
  },
  flatten: (self, [depth]) => flattened(self.items, depth?.kind === "number" ? depth.value : 50, self.open),
  compact: (self) =>
    list(
      self.items.filter((item) => item.kind !== "none"),
      "list",
      self.open,
    ),
  uniq: (self) => list(distinct(self.items), "list", self.open),
  reverse: (self) => list(self.items.toReversed(), "list", self.open),
  sort: (self) => list(sorted(self.items), "list", self.open),
  zip: (self, others) =>
    list(
      self.items.map((item, at) =>
        list([item, ...others.map((other) => (other.kind === "list" ? (other.items[at] ?? NONE) : NONE))]),
      ),
      "list",
      self.open || others.some((other) => other.kind !== "list" || other.open),
    ),
  product: (self, [other]) => {
    if (other?.kind !== "list" || self.items.length * other.items.length > MAX_ITEMS) return undefined;
    const items = self.items.flatMap((item) => other.items.map((second) => list([item, second])));
    return list(items, "list", self.open || other.open);
  },
  each_slice: (self, [size]) =>
    size?.kind === "number" ? list(slices(self.items, size.value, self.open), "list", self.open) : undefined,
  each_with_index: (self) =>
    list(
      self.items.map((item, at) => list([item, number(at)])),
      "list",
      self.open,
    ),
  difference: (self, [other]) => without(self, other?.kind === "list" ? other : list([], "list", true)),
  excluding: (self, given) => without(self, list(given)),
  without: (self, given) => without(self, list(given)),
  intersection: (self, [other]) =>
    without(self, other?.kind === "list" ? other : list([], "list", true), true),
  to_h: (self) => ({ ...toHash(self.items), open: self.open }),
  inject: (self, given, run, node) =>
    folded(run, { ...self, whole: self }, stringOf(given.at(-1)) ?? "+", node),
  sum: (self, given, run, node) =>
    given.length > 0 ? undefined : folded(run, { ...self, whole: self }, "+", node),
  min: (self) => extreme(self, Math.min),
  max: (self) => extreme(self, Math.max),
  delete: (self, [item], run) => {
    if (run.looping > 0 || run.conditional > 0 || item === undefined) self.open = true;
    else self.items = self.items.filter((other) => keyOf(other) !== keyOf(item) || keyOf(item) === null);
    return item;
  },
  clear: (self, _given, run) => {
    if (run.looping > 0 || run.conditional > 0) self.open = true;
    else self.items.length = 0;
    return self;
  },
};
for (const name of [
  "to_a",
  "to_set",
  "freeze",
  "each",
  "map",
  "select",
  "filter",
  "lazy",
  "force",
  "entries",
  "itself",
  "each_entry",
  "find_each",
  "compact_blank",
  "presence",
  "to_ary",
  "flat_map",
  "reject",
  "with_index",
  "sort!",
  "collect",
])
  METHODS[name] ??= same;
for (const name of ["dup", "clone", "deep_dup"]) METHODS[name] = copy;
for (const name of ["flatten", "compact", "uniq", "reverse", "sort"])
  METHODS[`${name}!`] = METHODS[name] as Method;
METHODS["reduce"] = METHODS["inject"] as Method;

/** `[...].name(...)` without a block; undefined: its value is not known. */
export function listMethod(
  run: Interpreter,
  self: ListValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  return method?.(self, positionalOf(args), run, node);
}

function emptiness(self: ListValue, answer: boolean): Value | undefined {
  if (self.items.length > 0 && !self.open) return bool(!answer);
  return self.open ? undefined : bool(answer);
}

/** By string where all are strings, else as they stand: the order of operations is all that it can change. */
function sorted(items: readonly Value[]): Value[] {
  const keys = new Map(items.map((item) => [item, stringOf(item)]));
  if ([...keys.values()].includes(null)) return [...items];
  return items.toSorted((a, b) => ((keys.get(a) ?? "") < (keys.get(b) ?? "") ? -1 : 1));
}

function extreme(self: ListValue, pick: (...values: number[]) => number): Value | undefined {
  const numbers = self.items.map((item) => (item.kind === "number" ? item.value : null));
  if (self.open || numbers.length === 0 || numbers.includes(null)) return undefined;
  return number(numbers.reduce<number>((a, b) => pick(a, b ?? a), numbers[0] ?? 0));
}
