/** What lists, hashes, ranges and unknown collections do with a block: each round runs as far as it is known. */

import { compare } from "../source/compare.ts";
import type { Interpreter } from "../source/interpreter.ts";
import {
  bool,
  dict,
  list,
  NONE,
  number,
  setItem,
  unknown,
  type Arguments,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { anyRounds, eachRound } from "./loops.ts";
import { operate } from "./operators.ts";
import { truthOf } from "./truth.ts";

/** What is gone through: `whole` is what `each` gives back. */
export interface Items {
  items: Value[];
  open: boolean;
  whole: Value;
}

type Method = (run: Interpreter, of: Items, block: FunctionValue, args: Arguments) => Value | undefined;

const indexed =
  (gives: "items" | "results"): Method =>
  (run, of, block, { positional: [from] }) => {
    const start = from?.kind === "number" ? from.value : 0;
    const results = eachRound(run, block, of, (item, at) => [item, number(start + at)]);
    return gives === "items" ? of.whole : list(results, "list", of.open);
  };

const mapped: Method = (run, of, block) => list(eachRound(run, block, of), "list", of.open);

const each: Method = (run, of, block) => {
  eachRound(run, block, of);
  return of.whole;
};

const filtered =
  (keeps: boolean): Method =>
  (run, of, block) => {
    const truths = eachRound(run, block, of).map(truthOf);
    const items = of.items.filter((_, at) => truths[at] !== !keeps);
    return kept(of, items, of.open || truths.includes(null));
  };

/** Of a hash a hash, of all others a list. */
function kept(of: Items, items: Value[], open: boolean): Value {
  if (of.whole.kind !== "dict") return list(items, "list", open);
  return { ...toHash(items), open };
}

const quantified =
  (decides: boolean, answer: boolean): Method =>
  (run, of, block) => {
    const truths = new Set(eachRound(run, block, of).map(truthOf));
    if (truths.has(decides) && !of.open) return bool(answer);
    return of.open || truths.has(null) ? undefined : bool(!answer);
  };

const found: Method = (run, of, block) => {
  const truths = eachRound(run, block, of).map(truthOf);
  const at = truths.findIndex((truth) => truth !== false);
  if (at === -1) return of.open ? undefined : NONE;
  return truths[at] === true ? of.items[at] : undefined;
};

const sliced: Method = (run, of, block, { positional: [size] }) => {
  const length = size?.kind === "number" ? Math.max(1, Math.trunc(size.value)) : of.items.length;
  eachRound(run, block, { items: slices(of.items, length, of.open), open: of.open });
  return of.whole;
};

/** Lists of so many items each. */
export function slices(items: readonly Value[], length: number, open: boolean): Value[] {
  const count = Math.ceil(items.length / Math.max(length, 1));
  return Array.from({ length: count }, (_, at) =>
    list(items.slice(at * length, (at + 1) * length), "list", open),
  );
}

const grouped: Method = (run, of, block) => {
  const keys = eachRound(run, block, of);
  const made = dict();
  for (const [at, key] of keys.entries()) setItem(made, key, of.items[at] ?? unknown("an item"));
  made.open ||= of.open;
  return made;
};

const METHODS: Record<string, Method> = {
  each,
  each_entry: each,
  reverse_each: (run, of, block, args) => each(run, { ...of, items: of.items.toReversed() }, block, args),
  each_pair: each,
  each_with_index: indexed("items"),
  with_index: indexed("results"),
  each_key: (run, of, block) => {
    eachRound(run, block, { items: of.items.map(firstOf), open: of.open });
    return of.whole;
  },
  each_value: (run, of, block) => {
    eachRound(run, block, { items: of.items.map(lastOf), open: of.open });
    return of.whole;
  },
  each_slice: sliced,
  in_groups_of: sliced,
  each_with_object: (run, of, block, { positional: [memo] }) => {
    const kept = memo ?? unknown("memo");
    eachRound(run, block, of, (item) => [item, kept]);
    return kept;
  },
  inject: (run, of, block, { positional: [start] }) => {
    const first = start ?? of.items[0] ?? unknown("a total");
    const items = start === undefined ? of.items.slice(1) : of.items;
    const totals = eachRound(run, block, { items, open: of.open }, (item, _at, last) => [
      last ?? first,
      item,
    ]);
    return of.open ? undefined : (totals.at(-1) ?? first);
  },
  map: mapped,
  collect: mapped,
  flat_map: (run, of, block) => {
    const results = eachRound(run, block, of);
    return flattened(results, 1, of.open);
  },
  filter_map: (run, of, block) => {
    const results = eachRound(run, block, of);
    const truths = results.map(truthOf);
    return list(
      results.filter((_, at) => truths[at] !== false),
      "list",
      of.open || truths.includes(null),
    );
  },
  select: filtered(true),
  filter: filtered(true),
  find_all: filtered(true),
  keep_if: filtered(true),
  reject: filtered(false),
  delete_if: filtered(false),
  find: found,
  detect: found,
  any: quantified(true, true),
  "any?": quantified(true, true),
  "all?": quantified(false, false),
  "none?": quantified(true, false),
  sort_by: (run, of, block) => {
    eachRound(run, block, of);
    return list([...of.items], "list", of.open);
  },
  group_by: (run, of, block) => {
    eachRound(run, block, of);
    return { ...dict(), open: true };
  },
  index_by: grouped,
  index_with: (run, of, block) => {
    const values = eachRound(run, block, of);
    return { ...dict(of.items.map((item, at) => [item, values[at] ?? NONE])), open: of.open };
  },
  to_h: (run, of, block) => ({ ...toHash(eachRound(run, block, of)), open: of.open }),
  transform_values: (run, of, block) => {
    const values = eachRound(run, block, { items: of.items.map(lastOf), open: of.open });
    return { ...dict(of.items.map((item, at) => [firstOf(item), values[at] ?? NONE])), open: of.open };
  },
  transform_keys: (run, of, block) => {
    const keys = eachRound(run, block, { items: of.items.map(firstOf), open: of.open });
    return { ...dict(of.items.map((item, at) => [keys[at] ?? NONE, lastOf(item)])), open: of.open };
  },
};
METHODS["reduce"] = METHODS["inject"] as Method;
METHODS["collect_concat"] = METHODS["flat_map"] as Method;
METHODS["select!"] = METHODS["select"] as Method;
METHODS["reject!"] = METHODS["reject"] as Method;
METHODS["map!"] = mapped;

/** The two sides of an entry of a hash. */
function firstOf(pair: Value): Value {
  return pair.kind === "list" ? (pair.items[0] ?? NONE) : unknown("a key");
}

function lastOf(pair: Value): Value {
  return pair.kind === "list" ? (pair.items.at(-1) ?? NONE) : unknown("a value");
}

export function toHash(pairs: readonly Value[]): Value & { kind: "dict" } {
  const made = dict();
  for (const entry of pairs) {
    if (entry.kind === "list" && entry.items.length === 2) setItem(made, firstOf(entry), lastOf(entry));
    else made.open = true;
  }
  return made;
}

/** So many items are looked at: lists can hold each other, and themselves. */
const MAX_FLAT = 20_000;

export function flattened(items: readonly Value[], depth: number, open: boolean): Value {
  const made = list([], "list", open);
  let left = MAX_FLAT;
  const add = (values: readonly Value[], deeper: number): void => {
    for (const value of values) {
      left -= 1;
      if (left < 0) made.open = true;
      if (left < 0) return;
      if (value.kind === "unknown" || value.kind === "choice") made.open = true;
      if (value.kind === "list" && deeper > 0) {
        made.open ||= value.open;
        add(value.items, deeper - 1);
      } else made.items.push(value);
    }
  };
  add(items, Math.min(depth, 50));
  return made;
}

/** A method with a block; undefined: there is no such method, or what it gives is not known. */
export function enumerate(
  run: Interpreter,
  of: Items,
  name: string,
  block: FunctionValue,
  args: Arguments,
): Value | undefined {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method !== undefined) return method(run, of, block, args);
  anyRounds(run, block);
  return undefined;
}

/** Is it a name of going through a collection, whatever the collection is? */
export function goesThrough(name: string): boolean {
  return Object.hasOwn(METHODS, name);
}

/** `inject(:+)` and `sum`. */
export function folded(
  run: Interpreter,
  of: Items,
  operator: string,
  node: Parameters<typeof operate>[4],
): Value | undefined {
  const [first, ...rest] = of.items;
  if (first === undefined || of.open) return undefined;
  return rest.reduce((total, item) => operate(run, operator, total, item, node), first);
}

/** Whether an item is among them. */
export function includes(of: Items, item: Value | undefined): Value | undefined {
  if (item === undefined) return undefined;
  const truth = compare("in", item, list(of.items, "list", of.open));
  return truth === null ? undefined : bool(truth);
}
