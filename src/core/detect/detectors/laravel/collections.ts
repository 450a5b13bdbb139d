/** Collections: `collect([...])->each(fn)`, and the rows that a query gives. */

import { arrayOf, entriesOf, type Entries, type Entry } from "../../reading/php/arrays.ts";
import { callBuiltin } from "../../reading/php/builtins.ts";
import { callValue } from "../../reading/php/calls.ts";
import { isTrue } from "../../reading/php/spell.ts";
import { rounds } from "../../reading/source/block.ts";
import { loop } from "../../reading/source/fork.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { bool, list, NONE, number, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { host, hosted } from "./values.ts";

interface Call {
  run: Interpreter;
  array: Entries;
  args: Arguments;
  node: Syntax;
}

/** A collection of an array, or of what is not known. */
export function collect(value: Value | undefined): Value {
  const known = hosted(value);
  if (known?.host === "collection") return host(known);
  const array = value === undefined || value.kind === "none" ? list([]) : value;
  return host({ host: "collection", value: array });
}

/** The entries of a collection; of one that is not known, one item that may be there any number of times. */
function entriesIn(run: Interpreter, value: Value): Entries {
  const known = entriesOf(run, value);
  if (known !== null && (known.entries.length > 0 || !known.open)) return known;
  return { entries: [{ key: unknown("key"), value: unknown("item") }], open: true };
}

/** `$collection->name(...)`. */
export function collectionMethod(
  run: Interpreter,
  value: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const word = name.toLowerCase();
  const array = entriesIn(run, value);
  const method = Object.hasOwn(METHODS, word) ? METHODS[word] : undefined;
  if (method !== undefined) return method({ run, array, args, node });
  const builtin = Object.hasOwn(BUILTINS, word) ? BUILTINS[word] : undefined;
  if (builtin !== undefined) {
    const given: Arguments = {
      ...args,
      positional: [arrayOf(array.entries, array.open), ...args.positional],
    };
    return collect(callBuiltin(run, builtin, given, node) ?? unknown(textOf(run.file, node)));
  }
  for (const callback of args.positional) {
    if (callback.kind === "function") each(run, array, callback, node);
  }
  return collect(
    list(
      array.entries.map((one) => one.value),
      "list",
      true,
    ),
  );
}

/** Methods that PHP has as functions of an array. */
const BUILTINS: Record<string, string> = {
  keys: "array_keys",
  values: "array_values",
  merge: "array_merge",
  flip: "array_flip",
  reverse: "array_reverse",
  unique: "array_unique",
  combine: "array_combine",
  diff: "array_diff",
  diffkeys: "array_diff_key",
  intersect: "array_intersect",
  slice: "array_slice",
  chunk: "array_chunk",
  pluck: "array_column",
};

function each(run: Interpreter, { entries, open }: Entries, callback: Value, node: Syntax): void {
  const items = entries.map((_, at) => number(at));
  const through = () =>
    rounds(run, items, (item) => {
      const entry = item.kind === "number" ? entries[item.value] : undefined;
      if (entry !== undefined) callWith(run, callback, entry, node);
      return { end: "next", may: new Set() };
    });
  if (open) loop(run, through);
  else through();
}

function callWith(run: Interpreter, callback: Value, { key, value }: Entry, node: Syntax): Value {
  return callValue(
    run,
    callback,
    { positional: [value, key], keywords: new Map(), open: false },
    node,
    run.globals,
  );
}

const mapped = ({ run, array, args, node }: Call): Value => {
  const [callback] = args.positional;
  if (callback === undefined) return unknown(textOf(run.file, node));
  if (array.open) run.looping += 1;
  const entries = array.entries.map((entry) => ({
    key: entry.key,
    value: callWith(run, callback, entry, node),
  }));
  if (array.open) run.looping -= 1;
  return collect(arrayOf(entries, array.open));
};

const filtered =
  (wanted: boolean) =>
  ({ run, array, args, node }: Call): Value => {
    const [callback] = args.positional;
    const truths = array.entries.map((entry) =>
      isTrue(callback === undefined ? entry.value : callWith(run, callback, entry, node)),
    );
    const kept = array.entries.filter((_, at) => truths[at] === null || truths[at] === wanted);
    return collect(arrayOf(kept, array.open || truths.includes(null)));
  };

const whole = ({ array }: Call): Value => arrayOf(array.entries, array.open);

const METHODS: Record<string, (call: Call) => Value> = {
  each: ({ run, array, args, node }) => {
    const [callback] = args.positional;
    if (callback !== undefined) each(run, array, callback, node);
    return collect(arrayOf(array.entries, array.open));
  },
  map: mapped,
  mapwithkeys: ({ run, array, args, node }) => {
    const [callback] = args.positional;
    if (callback === undefined) return unknown(textOf(run.file, node));
    const results = array.entries.map((entry) => entriesOf(run, callWith(run, callback, entry, node)));
    return collect(
      arrayOf(
        results.flatMap((one) => one?.entries ?? []),
        array.open || results.includes(null),
      ),
    );
  },
  transform: mapped,
  filter: filtered(true),
  reject: filtered(false),
  all: whole,
  toarray: whole,
  first: ({ run, array, args, node }) => {
    const [entry] = array.entries;
    if (array.open || args.positional.length > 0)
      return entry?.value.kind === "host" ? entry.value : unknown(textOf(run.file, node));
    return entry?.value ?? NONE;
  },
  last: ({ run, array, node }) =>
    array.open ? unknown(textOf(run.file, node)) : (array.entries.at(-1)?.value ?? NONE),
  get: ({ run, array, args, node }) => {
    const [key] = args.positional;
    const found = array.entries.find(
      (entry) => key?.kind === entry.key.kind && JSON.stringify(key) === JSON.stringify(entry.key),
    );
    return found?.value ?? unknown(textOf(run.file, node));
  },
  push: ({ array, args }) =>
    collect(list([...array.entries.map(({ value }) => value), ...args.positional], "list", true)),
  count: ({ run, array, node }) =>
    array.open ? unknown(textOf(run.file, node)) : number(array.entries.length),
  isempty: ({ run, array, node }) =>
    array.open ? unknown(textOf(run.file, node)) : bool(array.entries.length === 0),
  isnotempty: ({ run, array, node }) =>
    array.open ? unknown(textOf(run.file, node)) : bool(array.entries.length > 0),
  implode: ({ run, array, args, node }) => {
    const given: Arguments = { ...args, positional: [...args.positional, whole({ run, array, args, node })] };
    return callBuiltin(run, "implode", given, node) ?? unknown(textOf(run.file, node));
  },
  contains: ({ run, array, args, node }) => {
    const given: Arguments = {
      ...args,
      positional: [...args.positional.slice(0, 1), whole({ run, array, args, node })],
    };
    return callBuiltin(run, "in_array", given, node) ?? unknown(textOf(run.file, node));
  },
};
