/** PHP's arrays: a value with keys in their order. Changing one makes another, as PHP copies them. */

import type { Interpreter } from "../source/interpreter.ts";
import { plain } from "../source/text.ts";
import { keyOf, list, number, setItem, stringOf, type DictValue, type Value } from "../source/value.ts";

export interface Entry {
  key: Value;
  value: Value;
}

export interface Entries {
  entries: Entry[];
  /** There can be more, or fewer. */
  open: boolean;
}

const MAX_ENTRIES = 20_000;

/** The entries of an array or of what can be gone through like one, null when nothing is known of them. */
export function entriesOf(run: Interpreter, value: Value): Entries | null {
  if (value.kind === "dict") return { entries: [...value.entries.values()], open: value.open };
  if (value.kind === "list") return { entries: numbered(value.items), open: value.open };
  if (value.kind !== "choice" && value.kind !== "host") return null;
  const { items, open } = run.iterate(value);
  if (value.kind === "host") return items.length === 0 && open ? null : { entries: numbered(items), open };
  const all = value.options.map((option) => entriesOf(run, option));
  if (all.includes(null)) return null;
  const longest = all.reduce((a, b) => ((b?.entries.length ?? 0) > (a?.entries.length ?? 0) ? b : a));
  return { entries: longest?.entries ?? [], open: true };
}

function numbered(items: readonly Value[]): Entry[] {
  return items.map((value, at) => ({ key: number(at), value }));
}

/** An array of entries: a list where the keys are 0, 1, 2 ... */
export function arrayOf(entries: readonly Entry[], open = false): Value {
  const kept = entries.slice(0, MAX_ENTRIES);
  const whole = open || entries.length > MAX_ENTRIES;
  if (kept.every(({ key }, at) => key.kind === "number" && key.value === at)) {
    return list(
      kept.map(({ value }) => value),
      "list",
      whole,
    );
  }
  const made: DictValue = { kind: "dict", entries: new Map(), open: whole };
  for (const { key, value } of kept) setItem(made, key, value);
  return made;
}

/** A key as PHP keeps it: `"1"`, `1.5` and `true` are numbers. */
export function arrayKey(key: Value): Value {
  if (key.kind === "bool") return number(Number(key.value));
  if (key.kind === "number") return number(Math.trunc(key.value));
  const string = stringOf(key);
  if (string !== null && /^(?:0|-?[1-9]\d{0,14})$/u.test(string)) return number(Number(string));
  return key.kind === "none" ? { kind: "text", pieces: [], node: null } : key;
}

/** The key that `[] =` takes. */
export function nextKey(entries: readonly Entry[]): Value {
  const numbers = entries.flatMap(({ key }) => (key.kind === "number" ? key.value : []));
  return number(numbers.length === 0 ? 0 : Math.max(...numbers.slice(-1_000)) + 1);
}

/** The array with one entry more, or another value for one. `key` null: behind the last. */
export function withEntry(
  run: Interpreter,
  array: Value | undefined,
  key: Value | null,
  value: Value,
): Value {
  const known =
    array === undefined || array.kind === "none" ? { entries: [], open: false } : entriesOf(run, array);
  if (known === null) return array ?? list([]);
  const open = known.open || run.looping > 0;
  const at = arrayKey(key ?? nextKey(known.entries));
  const name = keyOf(at);
  if (name === null) return arrayOf([...known.entries, { key: nextKey(known.entries), value }], true);
  const found = known.entries.findIndex((entry) => keyOf(entry.key) === name);
  const entries =
    found === -1 ? [...known.entries, { key: at, value }] : known.entries.with(found, { key: at, value });
  return arrayOf(entries, open);
}

/** The array without an entry (`unset`). */
export function withoutEntry(run: Interpreter, array: Value, key: Value): Value {
  const known = entriesOf(run, array);
  const name = keyOf(arrayKey(key));
  if (known === null) return array;
  if (name === null) return arrayOf(known.entries, true);
  const kept = known.entries.filter((entry) => keyOf(entry.key) !== name);
  const made: DictValue = { kind: "dict", entries: new Map(), open: known.open || run.looping > 0 };
  for (const entry of kept) setItem(made, entry.key, entry.value);
  return kept.length === 0 ? list([], "list", made.open) : made;
}

/** `array[key]`: undefined when it is not known, null when it is surely not there. */
export function entryAt(run: Interpreter, array: Value, key: Value): Value | null | undefined {
  const name = keyOf(arrayKey(key));
  if (array.kind === "text") {
    const string = plain(array.pieces);
    if (string === null || key.kind !== "number") return undefined;
    const found = string.at(key.value);
    return found === undefined
      ? null
      : { kind: "text", pieces: [{ text: found, source: null, hole: null }], node: null };
  }
  const known = array.kind === "list" || array.kind === "dict" ? entriesOf(run, array) : null;
  if (known === null || name === null) return undefined;
  const found = known.entries.find((entry) => keyOf(entry.key) === name);
  if (found !== undefined) return found.value;
  return known.open ? undefined : null;
}
