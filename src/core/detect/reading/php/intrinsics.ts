/** What looks like a function and is the language's own: it looks at variables, not at values, or changes them. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { parts, textOf, type Syntax } from "../source/syntax.ts";
import { bool, dict, list, NONE, setItem, stringOf, text, unknown, type Value } from "../source/value.ts";
import { arrayOf, entriesOf, entryAt, nextKey, type Entry } from "./arrays.ts";
import { assign } from "./assign.ts";
import { keyOfName, variable } from "./names.ts";
import { isTrue } from "./spell.ts";

/** The answer of `isset`, `empty`, `compact`, `define` and their kin; null: it is none of them. */
export function intrinsic(
  run: Interpreter,
  name: string,
  given: Syntax,
  node: Syntax,
  scope: Scope,
): Value | null {
  const operands = parts(given).flatMap((argument) => parts(argument).slice(-1));
  const [first, second] = operands;
  switch (name) {
    case "isset": {
      const truths = new Set(operands.map((operand) => isThere(run, operand, scope)));
      if (truths.has(false)) return bool(false);
      return truths.has(null) ? unknown(textOf(run.file, node)) : bool(true);
    }
    case "empty": {
      if (first === undefined) return null;
      if (isThere(run, first, scope) === false) return bool(true);
      const truth = isTrue(run.evaluate(first, scope));
      return truth === null ? unknown(textOf(run.file, node)) : bool(!truth);
    }
    case "compact": {
      const made = dict();
      for (const operand of operands) {
        const names = run.evaluate(operand, scope);
        for (const one of names.kind === "list" ? names.items : [names]) {
          const word = stringOf(one);
          if (word === null) made.open = true;
          else setItem(made, text(word), variable(scope, `$${word}`) ?? unknown(`$${word}`));
        }
      }
      return made;
    }
    case "define": {
      const constant = first === undefined ? null : stringOf(run.evaluate(first, scope));
      if (constant !== null && second !== undefined)
        run.globals.set(keyOfName.constant(constant), run.evaluate(second, scope));
      return bool(true);
    }
    case "func_get_args":
      return list([], "list", true);
    default:
      return null;
  }
}

function isThere(run: Interpreter, node: Syntax, scope: Scope): boolean | null {
  if (node.type === "variable_name") return known(variable(scope, textOf(run.file, node)));
  const [object, at] = node.type === "subscript_expression" ? parts(node) : [];
  if (object === undefined || at === undefined) return known(run.evaluate(node, scope));
  const outer = isThere(run, object, scope);
  if (outer !== true) return outer;
  return known(entryAt(run, run.evaluate(object, scope), run.evaluate(at, scope)));
}

/** Null: that cannot be known. */
function known(value: Value | null | undefined): boolean | null {
  if (value === null || value?.kind === "none") return false;
  if (value === undefined || ["unknown", "choice", "symbol"].includes(value.kind)) return null;
  return !(value.kind === "host" && value.value.vague === true) || null;
}

type Change = (entries: Entry[], added: Value[]) => { entries: Entry[]; result?: Value };

const renumbered = (values: readonly Value[]): Entry[] =>
  values.map((value, at) => ({ key: { kind: "number", value: at }, value }));

const valuesIn = (entries: readonly Entry[]): Value[] => entries.map(({ value }) => value);

/** Functions that change the array that is their first argument. */
const CHANGES: Record<string, Change> = {
  array_push(entries, added) {
    const result = [...entries];
    for (const value of added) result.push({ key: nextKey(result), value });
    return { entries: result };
  },
  array_unshift: (entries, added) => ({ entries: renumbered([...added, ...valuesIn(entries)]) }),
  array_pop: (entries) => ({ entries: entries.slice(0, -1), result: entries.at(-1)?.value ?? NONE }),
  array_shift: (entries) => ({
    entries: renumbered(valuesIn(entries.slice(1))),
    result: entries[0]?.value ?? NONE,
  }),
  end: (entries) => ({ entries, result: entries.at(-1)?.value ?? bool(false) }),
  reset: (entries) => ({ entries, result: entries[0]?.value ?? bool(false) }),
  current: (entries) => ({ entries, result: entries[0]?.value ?? bool(false) }),
  sort: (entries) => ({ entries: renumbered(valuesIn(entries)) }),
  rsort: (entries) => ({ entries: renumbered(valuesIn(entries)) }),
  usort: (entries) => ({ entries: renumbered(valuesIn(entries)) }),
  shuffle: (entries) => ({ entries: renumbered(valuesIn(entries)) }),
  ksort: (entries) => ({ entries }),
  krsort: (entries) => ({ entries }),
  asort: (entries) => ({ entries }),
  arsort: (entries) => ({ entries }),
  uasort: (entries) => ({ entries }),
  uksort: (entries) => ({ entries }),
  natsort: (entries) => ({ entries }),
};

/** Functions that write to an argument, by its place. */
const WRITES: Record<string, number> = {
  preg_match: 2,
  preg_match_all: 2,
  array_splice: 0,
  array_walk: 0,
  settype: 0,
  parse_str: 1,
  exec: 1,
  next: 0,
  each: 0,
};

/** What the variables are behind a call of one of PHP's own functions that changes them, and what it gives. */
export function changesArguments(
  run: Interpreter,
  name: string,
  given: Syntax,
  result: Value,
  scope: Scope,
): Value {
  const operands = parts(given).flatMap((argument) => parts(argument).slice(-1));
  const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
  const [target, ...others] = operands;
  if (change !== undefined && target !== undefined) {
    const array = entriesOf(run, run.evaluate(target, scope));
    if (array === null) return result;
    const changed = change(
      array.entries,
      others.map((other) => run.evaluate(other, scope)),
    );
    assign(run, target, arrayOf(changed.entries, array.open || run.looping > 0), scope);
    return array.open ? result : (changed.result ?? result);
  }
  const written = Object.hasOwn(WRITES, name) ? operands[WRITES[name] ?? 0] : undefined;
  if (written !== undefined) assign(run, written, unknown(textOf(run.file, written)), scope);
  return result;
}
