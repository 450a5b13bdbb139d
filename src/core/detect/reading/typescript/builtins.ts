/** The functions of the language and of Node that migrations use. */

import type { Interpreter } from "../source/interpreter.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import {
  bool,
  dict,
  list,
  NONE,
  number,
  setItem,
  stringOf,
  text,
  unknown,
  type Arguments,
  type Value,
} from "../source/value.ts";
import { asText, spreadInto } from "./literal.ts";
import { eachCall, itemsOf } from "./loops.ts";
import { moduleSymbol } from "./modules.ts";
import { settled, runCallbacks } from "./promises.ts";

const GLOBALS = new Set(
  (
    "Object Array Promise JSON Math Number String Boolean Date RegExp Error TypeError RangeError Symbol Map Set WeakMap " +
    "BigInt Reflect Buffer URL console process require globalThis global window parseInt parseFloat isNaN setTimeout " +
    "setImmediate clearTimeout structuredClone crypto __dirname __filename"
  ).split(" "),
);

/** What a name means that the file does not define, null when the language has none. */
export function globalNamed(name: string): Value | null {
  return GLOBALS.has(name) ? { kind: "symbol", path: name } : null;
}

/** Functions that change nothing but their own values. */
const HARMLESS =
  /^(?:console|JSON|Math|Number|String|Boolean|Date|RegExp|Symbol|BigInt|Buffer|URL|Reflect|Intl|path|node:path|url|node:url|util|node:util|os|crypto|node:crypto|uuid|nanoid|moment|dayjs|luxon|date-fns|lodash|process|assert|chalk|debug|parseInt|parseFloat|isNaN|clearTimeout|structuredClone|bcrypt|bcryptjs|slugify)(?:$|\.|\/)/u;
const READS = /^(?:node:)?fs(?:\/promises|\.promises)?\.(?:read|exists|stat|access)/u;
const ERRORS = /^new (?:\w*Error|Date|RegExp|URL|Buffer|Intl\.\w+)$/u;

type Call = (run: Interpreter, args: Arguments, node: Syntax) => Value | undefined;

const entriesOf = (value: Value | undefined): { pairs: [Value, Value][]; open: boolean } =>
  value?.kind === "dict"
    ? { pairs: [...value.entries.values()].map(({ key, value: part }) => [key, part]), open: value.open }
    : value?.kind === "list"
      ? { pairs: value.items.map((part, at) => [text(String(at)), part]), open: value.open }
      : { pairs: [], open: true };

const CALLS: Record<string, Call> = {
  require: (run, { positional: [path] }) => {
    const name = stringOf(path);
    return name === null ? undefined : moduleSymbol(run, name);
  },
  "Object.keys": (_run, { positional: [value] }) => {
    const { pairs, open } = entriesOf(value);
    return list(
      pairs.map(([key]) => key),
      "list",
      open,
    );
  },
  "Object.values": (_run, { positional: [value] }) => {
    const { pairs, open } = entriesOf(value);
    return list(
      pairs.map(([, part]) => part),
      "list",
      open,
    );
  },
  "Object.entries": (_run, { positional: [value] }) => {
    const { pairs, open } = entriesOf(value);
    return list(
      pairs.map((pair) => list(pair)),
      "list",
      open,
    );
  },
  "Object.fromEntries": (run, { positional: [value] }) => {
    const { items, open } = value === undefined ? { items: [], open: true } : run.iterate(value);
    const made = dict();
    made.open = open;
    for (const pair of items) {
      const [key, part] = pair.kind === "list" ? pair.items : [];
      if (key === undefined || part === undefined) made.open = true;
      else setItem(made, key, part);
    }
    return made;
  },
  "Object.assign": (run, { positional: [target, ...sources], open }, node) => {
    if (target?.kind !== "dict") return sources.length === 0 ? target : unknown(textOf(run.file, node));
    for (const source of sources) spreadInto(target, source);
    if (open || run.conditional > 0) target.open = true;
    return target;
  },
  "Object.freeze": (_run, { positional: [value] }) => value ?? NONE,
  "Object.seal": (_run, { positional: [value] }) => value ?? NONE,
  "Object.create": () => undefined,
  "Object.defineProperty": (_run, { positional: [target, key, descriptor] }) => {
    const value = descriptor?.kind === "dict" ? descriptor.entries.get("text value")?.value : undefined;
    if (target?.kind === "dict" && key !== undefined) setItem(target, key, value ?? unknown("value"));
    return target ?? NONE;
  },
  "Array.isArray": (_run, { positional: [value] }) =>
    value === undefined || value.kind === "unknown" || value.kind === "choice"
      ? undefined
      : bool(value.kind === "list"),
  "Array.from": (run, { positional: [value, callback] }, node) => {
    const { items, open } = value === undefined ? { items: [], open: true } : counted(run, value);
    if (callback === undefined) return list([...items], "list", open);
    return list(eachCall(run, items, open, callback, node), "list", open);
  },
  "Array.of": (_run, { positional, open }) => list([...positional], "list", open),
  String: (run, { positional: [value] }, node) => {
    const pieces = value === undefined ? null : asText(run, value, node);
    return pieces === null ? undefined : { kind: "text", pieces, node: null };
  },
  Number: (_run, { positional: [value] }) => (value?.kind === "number" ? value : undefined),
  "new Set": (run, { positional: [value] }) => {
    const { items, open } = value === undefined ? { items: [], open: false } : itemsOf(run, value);
    return list([...items], "set", open);
  },
  "new Array": (_run, { positional, open }) =>
    positional.length === 1 ? undefined : list([...positional], "list", open),
  "path.join": joined,
  "path.resolve": joined,
  "process.exit": () => undefined,
};

function joined(): Value | undefined {
  return undefined;
}

/** `{ length: n }` too. */
function counted(run: Interpreter, value: Value): { items: Value[]; open: boolean } {
  const length = value.kind === "dict" ? value.entries.get("text length")?.value : undefined;
  if (length === undefined) return itemsOf(run, value);
  if (length.kind !== "number" || length.value > 10_000) return { items: [], open: true };
  return { items: Array.from({ length: length.value }, () => NONE), open: false };
}

/** A function of the language by its full name: undefined when its value is not known, null when there is none. */
export function callBuiltin(
  run: Interpreter,
  path: string,
  args: Arguments,
  node: Syntax,
): Value | undefined | null {
  const name = path.replace(/^(?:node:|new global(?:This)?\.|global(?:This)?\.)/u, "");
  const known = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
  if (known !== undefined) return known(run, args, node);
  const promise = settled(run, name, args, node);
  if (promise !== null) return promise;
  if (/^(?:setTimeout|setImmediate|process\.nextTick|queueMicrotask)$/u.test(name)) {
    const [callback] = args.positional;
    if (callback?.kind === "function") run.call(callback, { ...args, positional: [] }, node);
    return undefined;
  }
  if (name === "Math.max" || name === "Math.min") {
    const numbers = args.positional.map((value) => (value.kind === "number" ? value.value : null));
    if (args.open || !numbers.every((each) => each !== null)) return undefined;
    return number(name === "Math.max" ? Math.max(...numbers) : Math.min(...numbers));
  }
  if (!HARMLESS.test(name) && !READS.test(name) && !ERRORS.test(name)) return null;
  runCallbacks(run, args, node);
  return undefined;
}
