/** The methods of hashes, without blocks. */

import type { Interpreter } from "../source/interpreter.ts";
import {
  bool,
  dict,
  either,
  keyOf,
  list,
  NONE,
  number,
  setItem,
  unknown,
  type Arguments,
  type DictValue,
  type Value,
} from "../source/value.ts";
import { byPlace, merge, pairsOf, positionalOf } from "./arguments.ts";

type Method = (self: DictValue, given: Value[], run: Interpreter, args: Arguments) => Value | undefined;

const keysOf = (self: DictValue): Value[] => [...self.entries.values()].map(({ key }) => key);
const valuesOf = (self: DictValue): Value[] => [...self.entries.values()].map(({ value }) => value);
const copyOf = (self: DictValue): DictValue => ({ ...self, entries: new Map(self.entries) });

/** `hash[key]`; undefined when it is not known. */
export function lookUp(self: DictValue, key: Value | undefined): Value | undefined {
  if (key?.kind === "choice") {
    const found = key.options.map((option) => lookUp(self, option));
    return found.some((value) => value === undefined) ? undefined : either(found as Value[]);
  }
  const name = key === undefined ? null : keyOf(key);
  if (name === null) return undefined;
  return self.entries.get(name)?.value ?? (self.open ? undefined : NONE);
}

const merged = (into: DictValue, given: Value[]): DictValue => {
  for (const value of given) merge(into, value);
  return into;
};

const picked =
  (keeps: boolean): Method =>
  (self, given) => {
    const names = new Set(given.map(keyOf));
    if (names.has(null)) return { ...copyOf(self), open: true };
    const entries = [...self.entries].filter(([name]) => names.has(name) === keeps);
    return { kind: "dict", entries: new Map(entries), open: self.open };
  };

const emptiness =
  (answer: boolean): Method =>
  (self) =>
    self.open ? undefined : bool((self.entries.size === 0) === answer);

const METHODS: Record<string, Method> = {
  keys: (self) => list(keysOf(self), "list", self.open),
  values: (self) => list(valuesOf(self), "list", self.open),
  to_a: (self) => list(pairsOf(self), "list", self.open),
  merge: (self, given) => merged(copyOf(self), given),
  "merge!": (self, given, run) => changing(run, merged(self, given)),
  reverse_merge: (self, given) => {
    const made = merged(dict(), given);
    return merged(made, [self]);
  },
  fetch(self, given, run, { block }) {
    const [key, otherwise] = given;
    const found = lookUp(self, key);
    if (found !== undefined && found.kind !== "none") return found;
    if (self.open) return undefined;
    if (key !== undefined && self.entries.has(keyOf(key) ?? "")) return found;
    return otherwise ?? (block === undefined ? undefined : run.callFunction(block, byPlace(key ?? NONE)));
  },
  dig: (self, given, run) => {
    const [key, ...rest] = given;
    const found = lookUp(self, key);
    return found?.kind === "dict" && rest.length > 0 ? METHODS["dig"]?.(found, rest, run, byPlace()) : found;
  },
  slice: picked(true),
  except: picked(false),
  without: picked(false),
  "key?": (self, [key]) => {
    const name = key === undefined ? null : keyOf(key);
    if (name === null) return undefined;
    return self.entries.has(name) ? bool(true) : self.open ? undefined : bool(false);
  },
  key: (self, [value]) => {
    const name = value === undefined ? null : keyOf(value);
    const found = [...self.entries.values()].find((entry) => name !== null && keyOf(entry.value) === name);
    return found?.key;
  },
  delete(self, [key], run) {
    const name = key === undefined ? null : keyOf(key);
    if (name === null) return undefined;
    const found = self.entries.get(name)?.value;
    if (run.conditional === 0 && run.looping === 0) self.entries.delete(name);
    return found ?? (self.open ? undefined : NONE);
  },
  store(self, [key, value], run) {
    setItem(self, key ?? unknown("a key"), value ?? NONE);
    changing(run, self);
    return value;
  },
  invert: (self) => ({
    ...dict([...self.entries.values()].map(({ key, value }) => [value, key])),
    open: self.open,
  }),
  length: (self) => (self.open ? undefined : number(self.entries.size)),
  "empty?": emptiness(true),
  "present?": emptiness(false),
  "any?": emptiness(false),
  values_at: (self, given) => {
    const found = given.map((key) => lookUp(self, key));
    return list(found.map((value) => value ?? unknown("a value")));
  },
  first: (self) => pairsOf(self)[0] ?? (self.open ? undefined : NONE),
  compact: (self) => ({
    ...self,
    entries: new Map([...self.entries].filter(([, { value }]) => value.kind !== "none")),
  }),
  sort: (self) => list(pairsOf(self), "list", self.open),
  dup: copyOf,
  freeze: (self) => self,
};
const ALIASES: Record<string, string> = {
  update: "merge!",
  deep_merge: "merge",
  "has_key?": "key?",
  "include?": "key?",
  "member?": "key?",
  size: "length",
  count: "length",
  "blank?": "empty?",
  with_defaults: "reverse_merge",
  "[]=": "store",
  clone: "dup",
  deep_dup: "dup",
};
for (const [name, known] of Object.entries(ALIASES)) METHODS[name] = METHODS[known] as Method;
const SAME =
  "to_h to_hash symbolize_keys stringify_keys deep_symbolize_keys deep_stringify_keys with_indifferent_access each each_pair map itself presence compare_by_identity symbolize_keys! stringify_keys!";
for (const name of SAME.split(" ")) METHODS[name] = (self) => self;

function changing(run: Interpreter, self: DictValue): DictValue {
  if (run.conditional > 0 || run.looping > 0) self.open = true;
  return self;
}

/** `{...}.name(...)` without a block; undefined: its value is not known. */
export function hashMethod(
  run: Interpreter,
  self: DictValue,
  name: string,
  args: Arguments,
): Value | undefined {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) return undefined;
  const simple = name === "values_at" || name === "slice" || name === "except";
  return method(self, simple ? args.positional : positionalOf(args), run, args);
}
