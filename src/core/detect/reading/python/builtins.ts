/** The functions of Python itself and of its standard library that shape the arguments of migrations. */

import { asText, representation } from "./format.ts";
import type { Interpreter } from "../source/interpreter.ts";
import { dedented, textLength } from "./methods.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import {
  bool,
  dict,
  either,
  list,
  NONE,
  number,
  setItem,
  stringOf,
  text,
  truthOf,
  unknown,
  type Arguments,
  type ListValue,
  type Value,
} from "../source/value.ts";

type Builtin = (run: Interpreter, args: Arguments, node: Syntax) => Value | undefined;

const MAX_RANGE = 5_000;

const ofItems = (type: ListValue["type"]): Builtin => {
  return (run, { positional: [first] }) => {
    if (first === undefined) return list([], type);
    const { items, open } = run.iterate(first);
    return list([...items], type, open);
  };
};

const reordered = (order: (items: Value[]) => Value[]): Builtin => {
  return (run, { positional: [first] }) => {
    if (first === undefined) return undefined;
    const { items, open } = run.iterate(first);
    return list(order([...items]), "list", open);
  };
};

/** Sorted by string where all are strings, else as they stand: the order of operations is all that it can change. */
function sorted(items: Value[]): Value[] {
  const keys = new Map(items.map((item) => [item, stringOf(item)]));
  if ([...keys.values()].includes(null)) return items;
  return items.toSorted((a, b) => ((keys.get(a) ?? "") < (keys.get(b) ?? "") ? -1 : 1));
}

const first: Builtin = (_run, { positional: [value] }) => value;

const BUILTINS: Record<string, Builtin> = {
  list: ofItems("list"),
  tuple: ofItems("tuple"),
  set: ofItems("set"),
  frozenset: ofItems("set"),
  sorted: reordered(sorted),
  reversed: reordered((items) => items.toReversed()),
  iter: first,
  "typing.cast": (_run, { positional: [, value] }) => value,
  "copy.copy": first,
  "copy.deepcopy": first,
  len: (_run, { positional: [value] }) => {
    if (value?.kind === "list" && !value.open) return number(value.items.length);
    if (value?.kind === "dict" && !value.open) return number(value.entries.size);
    const length = value?.kind === "text" ? textLength(value) : null;
    return length === null ? undefined : number(length);
  },
  range: (_run, { positional }) => {
    const numbers = positional.map((value) => (value.kind === "number" ? value.value : null));
    const [a, b, step = 1] = numbers;
    const [from, to] = numbers.length === 1 ? [0, a] : [a, b];
    if (typeof from !== "number" || typeof to !== "number" || typeof step !== "number" || step === 0)
      return undefined;
    if (Math.abs((to - from) / step) > MAX_RANGE) return undefined;
    const items: Value[] = [];
    for (let at = from; step > 0 ? at < to : at > to; at += step) items.push(number(at));
    return list(items);
  },
  enumerate: (run, { positional: [value, start], keywords }) => {
    if (value === undefined) return undefined;
    const { items, open } = run.iterate(value);
    const begin = start ?? keywords.get("start");
    const from = begin?.kind === "number" ? begin.value : 0;
    return list(
      items.map((item, at) => list([number(from + at), item], "tuple")),
      "list",
      open,
    );
  },
  zip: (run, { positional }) => {
    const columns = positional.map((value) => run.iterate(value));
    const length = Math.min(...columns.map(({ items }) => items.length));
    if (!Number.isFinite(length)) return list([]);
    const rows = Array.from({ length }, (_, at) =>
      list(
        columns.map(({ items }) => items[at] ?? NONE),
        "tuple",
      ),
    );
    return list(
      rows,
      "list",
      columns.some(({ open }) => open),
    );
  },
  map: (run, { positional: [fn, value] }, node) => {
    if (fn === undefined || value === undefined) return undefined;
    const { items, open } = run.iterate(value);
    const results = items.map((item) => run.call(fn, plainArguments([item]), node));
    return list(results, "list", open);
  },
  filter: (run, { positional: [fn, value] }, node) => {
    if (fn === undefined || value === undefined) return undefined;
    const { items, open } = run.iterate(value);
    const truths = items.map((item) =>
      truthOf(fn.kind === "none" ? item : run.call(fn, plainArguments([item]), node)),
    );
    return list(
      items.filter((_, at) => truths[at] !== false),
      "list",
      open || truths.includes(null),
    );
  },
  dict: (run, args) => {
    const made = dict();
    const [base] = args.positional;
    if (base?.kind === "dict") for (const { key, value } of base.entries.values()) setItem(made, key, value);
    else if (base !== undefined) {
      const { items, open } = run.iterate(base);
      for (const item of items) {
        const pair = run.iterate(item).items;
        if (pair[0] !== undefined && pair[1] !== undefined) setItem(made, pair[0], pair[1]);
      }
      made.open = open;
    }
    for (const [key, value] of args.keywords) setItem(made, text(key), value);
    if (args.open || (base?.kind === "dict" && base.open)) made.open = true;
    return made;
  },
  str: (_run, { positional: [value] }) => {
    if (value === undefined) return text("");
    if (value.kind === "text") return value;
    const pieces = asText(value);
    return pieces === null ? undefined : { kind: "text", pieces, node: null };
  },
  repr: (_run, { positional: [value] }) => {
    const pieces = value === undefined ? null : representation(value);
    return pieces === null ? undefined : { kind: "text", pieces, node: null };
  },
  int: (_run, { positional: [value] }) => {
    if (value?.kind === "number") return number(Math.trunc(value.value));
    const digits = stringOf(value);
    return digits !== null && /^-?\d+$/u.test(digits) ? number(Number(digits)) : undefined;
  },
  bool: (_run, { positional: [value] }) => {
    const truth = value === undefined ? false : truthOf(value);
    return truth === null ? undefined : bool(truth);
  },
  any: (run, { positional: [value] }) => quantified(run, value, true),
  all: (run, { positional: [value] }) => quantified(run, value, false),
  next: (run, { positional: [value, other] }, node) => {
    if (value === undefined) return undefined;
    const { items, open } = run.iterate(value);
    const [item] = items;
    if (item === undefined) return open ? undefined : other;
    return open && other !== undefined ? either([item, unknown(textOf(run.file, node))]) : item;
  },
  isinstance: (_run, { positional: [value, type] }) => {
    const kinds: Record<string, string> = {
      str: "text",
      list: "list",
      tuple: "list",
      dict: "dict",
      int: "number",
    };
    const wanted = type?.kind === "symbol" ? kinds[type.path.replace("builtins.", "")] : undefined;
    if (wanted === undefined || value === undefined) return undefined;
    if (value.kind === "list") return bool(value.type === stringTail(type));
    return value.kind === "unknown" || value.kind === "choice" ? undefined : bool(value.kind === wanted);
  },
  getattr: (run, { positional: [object, name] }, node) => {
    const attribute = stringOf(name);
    return object === undefined || attribute === null ? undefined : run.attribute(object, attribute, node);
  },
  setattr: (run, { positional: [object, name, value] }, node) => {
    const attribute = stringOf(name);
    if (object !== undefined && value !== undefined) {
      run.host.setAttribute(object, attribute ?? "", value, node);
    }
    return NONE;
  },
  "functools.partial": (_run, { positional: [callee, ...rest], keywords, open }) =>
    callee === undefined
      ? undefined
      : { kind: "partial", callee, args: { positional: rest, keywords, open } },
  "textwrap.dedent": (_run, { positional: [value] }) =>
    value === undefined ? undefined : dedented(value, false),
  "inspect.cleandoc": (_run, { positional: [value] }) =>
    value === undefined ? undefined : dedented(value, true),
  "itertools.chain": (run, { positional }) => chained(run, positional),
  "itertools.chain.from_iterable": (run, { positional: [value] }) =>
    value === undefined ? undefined : chained(run, run.iterate(value).items),
  "itertools.product": (run, { positional }) => {
    let rows: Value[][] = [[]];
    for (const value of positional) {
      const { items, open } = run.iterate(value);
      if (open || rows.length * items.length > MAX_RANGE) return undefined;
      rows = rows.flatMap((row) => items.map((item) => [...row, item]));
    }
    return list(rows.map((row) => list(row, "tuple")));
  },
  "asyncio.run": first,
};
BUILTINS["collections.OrderedDict"] = BUILTINS["dict"] as Builtin;
BUILTINS["collections.defaultdict"] = () => ({ ...dict(), open: true });

function stringTail(value: Value | undefined): string {
  return value?.kind === "symbol" ? value.path.slice(value.path.lastIndexOf(".") + 1) : "";
}

function quantified(run: Interpreter, value: Value | undefined, decides: boolean): Value | undefined {
  if (value === undefined) return undefined;
  const { items, open } = run.iterate(value);
  const truths = new Set(items.map(truthOf));
  if (truths.has(decides) && !open) return bool(decides);
  return open || truths.has(null) ? undefined : bool(!decides);
}

function chained(run: Interpreter, values: readonly Value[]): Value {
  const parts = values.map((value) => run.iterate(value));
  return list(
    parts.flatMap(({ items }) => items),
    "list",
    parts.some(({ open }) => open),
  );
}

export function plainArguments(positional: Value[]): Arguments {
  return { positional, keywords: new Map(), open: false };
}

/** Names that Python defines everywhere. */
const NAMES = new Set([
  ...Object.keys(BUILTINS).filter((name) => !name.includes(".")),
  ..."abs all any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dir divmod eval exec exit float format getattr globals hasattr hash hex id input int issubclass iter locals max memoryview min next object oct open ord pow print property quit round slice staticmethod sum super type vars __import__ __file__ __name__".split(
    " ",
  ),
]);

/** A name that no scope has: one of Python's own, or null. Exceptions end in Error, Exception, Warning or are named so. */
export function builtinSymbol(name: string): Value | null {
  const known =
    NAMES.has(name) ||
    /^(?:[A-Z]\w*(?:Error|Exception|Warning)|Exception|KeyboardInterrupt|StopIteration)$/u.test(name);
  return known ? { kind: "symbol", path: `builtins.${name}` } : null;
}

/** Calls a builtin: `undefined` when its result is not known, null when the path is none. */
export function callBuiltin(
  run: Interpreter,
  path: string,
  args: Arguments,
  node: Syntax,
): Value | null | undefined {
  const name = path.startsWith("builtins.") ? path.slice("builtins.".length) : path;
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (builtin !== undefined) return builtin(run, args, node);
  return path.startsWith("builtins.") ? undefined : null;
}
