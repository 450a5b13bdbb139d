/** PHP's functions on arrays. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Syntax } from "../source/syntax.ts";
import { bool, keyOf, list, NONE, number, type Arguments, type Value } from "../source/value.ts";
import { arrayKey, arrayOf, entriesOf, type Entries, type Entry } from "./arrays.ts";
import type { Builtin } from "./builtin.ts";
import { callValue } from "./calls.ts";
import { alike } from "./operators.ts";
import { isTrue } from "./spell.ts";

const MAX_RANGE = 2_000;

/** A function of the array that stands first. */
const on =
  (change: (run: Interpreter, array: Entries, args: Arguments, node: Syntax) => Value | undefined): Builtin =>
  (run, args, node) => {
    const array = args.positional[0] === undefined ? null : entriesOf(run, args.positional[0]);
    return array === null ? undefined : change(run, array, args, node);
  };

const valuesOf = ({ entries, open }: Entries): Value =>
  list(
    entries.map(({ value }) => value),
    "list",
    open,
  );

export function plainArguments(positional: Value[]): Arguments {
  return { positional, keywords: new Map(), open: false };
}

const merge: Builtin = (run, { positional, open }) => {
  const parts = positional.map((value) => entriesOf(run, value));
  const result = new Map<string, Entry>();
  const unnamed: Entry[] = [];
  for (const part of parts) {
    for (const entry of part?.entries ?? []) {
      const name = entry.key.kind === "number" ? null : keyOf(entry.key);
      if (name !== null) result.set(name, entry);
      else {
        const added = { key: number(unnamed.length), value: entry.value };
        unnamed.push(added);
        result.set(`number ${unnamed.length - 1}`, added);
      }
    }
  }
  return arrayOf([...result.values()], open || parts.some((part) => part === null || part.open));
};

const kept =
  (
    keep: (entry: Entry, others: ReadonlySet<string | null>) => boolean,
    by: (entry: Entry) => Value,
  ): Builtin =>
  (run, { positional: [first, ...rest] }) => {
    const array = first === undefined ? null : entriesOf(run, first);
    const others = rest.map((value) => entriesOf(run, value));
    if (array === null) return undefined;
    const names = new Set(others.flatMap((other) => (other?.entries ?? []).map((entry) => keyOf(by(entry)))));
    const open = array.open || others.some((other) => other === null || other.open) || names.has(null);
    return arrayOf(
      array.entries.filter((entry) => keep(entry, names)),
      open,
    );
  };

const ofValue = ({ value }: Entry): Value => value;
const ofKey = ({ key }: Entry): Value => key;

const map: Builtin = (run, { positional: [fn, first, ...more] }, node) => {
  const array = first === undefined ? null : entriesOf(run, first);
  if (fn === undefined || array === null) return undefined;
  if (fn.kind === "none" && more.length === 0) return first;
  const others = more.map((value) => entriesOf(run, value));
  const entries = array.entries.map(({ key, value }, at) => {
    const rest = others.map((other) => other?.entries[at]?.value ?? NONE);
    const result =
      fn.kind === "none"
        ? list([value, ...rest])
        : callValue(run, fn, plainArguments([value, ...rest]), node, run.globals);
    return { key: more.length > 0 ? number(at) : key, value: result };
  });
  return arrayOf(entries, array.open);
};

const filter = on((run, array, { positional: [, fn, mode] }, node) => {
  const given = ({ key, value }: Entry): Value[] =>
    mode === undefined ? [value] : mode.kind === "number" && mode.value === 1 ? [value, key] : [key];
  const truths = array.entries.map((entry) =>
    isTrue(
      fn === undefined || fn.kind === "none"
        ? entry.value
        : callValue(run, fn, plainArguments(given(entry)), node, run.globals),
    ),
  );
  return arrayOf(
    array.entries.filter((_, at) => truths[at] !== false),
    array.open || truths.includes(null),
  );
});

const contains: Builtin = (run, { positional: [wanted, array] }) => {
  const known = array === undefined ? null : entriesOf(run, array);
  if (known === null || wanted === undefined) return undefined;
  const truths = new Set(known.entries.map(({ value }) => alike(wanted, value)));
  if (truths.has(true)) return bool(true);
  return known.open || truths.has(null) ? undefined : bool(false);
};

const hasKey: Builtin = (run, { positional: [key, array] }) => {
  const known = array === undefined ? null : entriesOf(run, array);
  const name = key === undefined ? null : keyOf(arrayKey(key));
  if (known === null || name === null) return undefined;
  if (known.entries.some((entry) => keyOf(entry.key) === name)) return bool(true);
  return known.open ? undefined : bool(false);
};

export const arrayFunctions: Record<string, Builtin> = {
  array_map: map,
  array_filter: filter,
  array_merge: merge,
  array_merge_recursive: () => undefined,
  array_replace: (run, { positional }) => {
    const parts = positional.map((value) => entriesOf(run, value));
    return arrayOf(
      parts.flatMap((part) => part?.entries ?? []),
      parts.some((part) => part === null || part.open),
    );
  },
  array_keys: on((_run, { entries, open }) =>
    list(
      entries.map(({ key }) => key),
      "list",
      open,
    ),
  ),
  array_values: on((_run, array) => valuesOf(array)),
  array_reverse: on((_run, { entries, open }) =>
    arrayOf(
      entries.every(({ key }) => key.kind === "number")
        ? entries.toReversed().map(({ value }, at) => ({ key: number(at), value }))
        : entries.toReversed(),
      open,
    ),
  ),
  array_unique: on((_run, { entries, open }) => {
    const seen = new Set<string>();
    const once = entries.filter(({ value }) => {
      const name = keyOf(value);
      if (name === null || !seen.has(name)) return seen.add(name ?? "");
      return false;
    });
    return arrayOf(once, open);
  }),
  array_flip: on((_run, { entries, open }) =>
    arrayOf(
      entries.map(({ key, value }) => ({ key: arrayKey(value), value: key })),
      open,
    ),
  ),
  array_combine: (run, { positional: [keys, values] }) => {
    const [a, b] = [keys, values].map((value) => (value === undefined ? null : entriesOf(run, value)));
    if (!a || !b || a.entries.length !== b.entries.length) return undefined;
    return arrayOf(
      a.entries.map(({ value }, at) => ({ key: arrayKey(value), value: b.entries[at]?.value ?? NONE })),
      a.open || b.open,
    );
  },
  array_fill_keys: on((_run, { entries, open }, { positional: [, value = NONE] }) =>
    arrayOf(
      entries.map((entry) => ({ key: arrayKey(entry.value), value })),
      open,
    ),
  ),
  array_column: on((run, { entries, open }, { positional: [, column, index] }) => {
    if (column === undefined || index !== undefined) return undefined;
    const name = keyOf(arrayKey(column));
    const found = entries.map(
      ({ value }) => entriesOf(run, value)?.entries.find(({ key }) => keyOf(key) === name)?.value,
    );
    return list(
      found.filter((value) => value !== undefined),
      "list",
      open || found.includes(undefined),
    );
  }),
  array_slice: on((_run, { entries, open }, { positional: [, from, length] }) => {
    if (
      from?.kind !== "number" ||
      (length !== undefined && length.kind !== "number" && length.kind !== "none")
    )
      return undefined;
    const end =
      length?.kind === "number" ? (length.value < 0 ? length.value : from.value + length.value) : undefined;
    const part = entries.slice(from.value, end);
    return arrayOf(
      part.every(({ key }) => key.kind === "number")
        ? part.map(({ value }, at) => ({ key: number(at), value }))
        : part,
      open,
    );
  }),
  array_diff: kept((entry, others) => !others.has(keyOf(entry.value)), ofValue),
  array_intersect: kept((entry, others) => others.has(keyOf(entry.value)), ofValue),
  array_diff_key: kept((entry, others) => !others.has(keyOf(entry.key)), ofKey),
  array_intersect_key: kept((entry, others) => others.has(keyOf(entry.key)), ofKey),
  in_array: contains,
  array_key_exists: hasKey,
  key_exists: hasKey,
  array_key_first: on((_run, { entries: [first], open }) =>
    first === undefined ? (open ? undefined : NONE) : first.key,
  ),
  array_key_last: on((_run, { entries, open }) => (open ? undefined : (entries.at(-1)?.key ?? NONE))),
  array_is_list: on((_run, { entries }) =>
    bool(entries.every(({ key }, at) => key.kind === "number" && key.value === at)),
  ),
  count: on((_run, { entries, open }) => (open ? undefined : number(entries.length))),
  sizeof: on((_run, { entries, open }) => (open ? undefined : number(entries.length))),
  array_walk: on((run, { entries }, { positional: [, fn] }, node) => {
    if (fn !== undefined)
      for (const { key, value } of entries)
        callValue(run, fn, plainArguments([value, key]), node, run.globals);
    return bool(true);
  }),
  array_fill: (_run, { positional: [from, size, value = NONE] }) => {
    if (from?.kind !== "number" || size?.kind !== "number" || size.value > MAX_RANGE || size.value < 0)
      return undefined;
    return arrayOf(Array.from({ length: size.value }, (_, at) => ({ key: number(from.value + at), value })));
  },
  range: (_run, { positional: [from, to, step] }) => {
    if (from?.kind !== "number" || to?.kind !== "number") return undefined;
    const by = step?.kind === "number" && step.value !== 0 ? Math.abs(step.value) : 1;
    const size = Math.floor(Math.abs(to.value - from.value) / by) + 1;
    if (size > MAX_RANGE) return undefined;
    const sign = to.value < from.value ? -1 : 1;
    return list(Array.from({ length: size }, (_, at) => number(from.value + sign * at * by)));
  },
  array_reduce: on((run, { entries, open }, { positional: [, fn, initial = NONE] }, node) => {
    if (fn === undefined || open) return undefined;
    let result: Value = initial;
    for (const { value } of entries)
      result = callValue(run, fn, plainArguments([result, value]), node, run.globals);
    return result;
  }),
  array_pad: () => undefined,
  array_chunk: on((_run, { entries, open }, { positional: [, size] }) => {
    if (size?.kind !== "number" || size.value < 1) return undefined;
    const chunks: Value[] = [];
    for (let at = 0; at < entries.length; at += size.value)
      chunks.push(list(entries.slice(at, at + size.value).map(({ value }) => value)));
    return list(chunks, "list", open);
  }),
};
