/** Puts the rooms of the evaluator together, and holds its limits. */

import { builtinSymbol } from "../python/builtins.ts";
import { call, callFunction, callMethod } from "./call.ts";
import { evaluate } from "../python/evaluate.ts";
import { execute } from "../python/execute.ts";
import { enumMembers } from "../python/function.ts";
import { Stopped, type Host, type Interpreter } from "./interpreter.ts";
import { attribute } from "../python/member.ts";
import { Scope, type Journal } from "./scope.ts";
import type { PythonFile, Syntax } from "./syntax.ts";
import { text, unknown, type Value } from "./value.ts";

const MAX_STEPS = 400_000;
const MAX_DEPTH = 700;
const POLL = 1024;

/** An interpreter for one file. `unread` hears of what it gives up on. */
export function interpreter(
  file: PythonFile,
  makeHost: (run: Interpreter) => Host,
  limits: { expired: () => boolean; unread: (node: Syntax, reason: string) => void },
): Interpreter {
  const journal: Journal = { changes: null };
  let steps = 0;
  let depth = 0;
  let branches = 0;
  const branch: number[] = [];
  const run: Interpreter = {
    file,
    get host() {
      return host;
    },
    globals: new Scope("module", null, journal),
    journal,
    frames: [],
    wildcards: [],
    get conditional() {
      return branch.length;
    },
    set conditional(deep) {
      branch.length = Math.min(branch.length, deep);
      while (branch.length < deep) branch.push((branches += 1));
    },
    get condition() {
      return branch.length === 0 ? null : branch.join("/");
    },
    looping: 0,
    statement: file.root,
    evaluate(node, scope) {
      if (depth > MAX_DEPTH) {
        limits.unread(node, "an expression that nests too deeply");
        return unknown("...");
      }
      depth += 1;
      const value = fromWildcard(run, evaluate(run, node, scope), node);
      depth -= 1;
      return value;
    },
    execute(block, scope) {
      if (depth > MAX_DEPTH) {
        limits.unread(block, "a block that nests too deeply");
        return { end: "next", may: new Set() };
      }
      depth += 1;
      const flow = execute(run, block, scope);
      depth -= 1;
      return flow;
    },
    call: (callee, args, node) => call(run, callee, args, node),
    callFunction: (fn, args, onYield) => callFunction(run, fn, args, onYield ?? null),
    callMethod: (receiver, name, args, node) => callMethod(run, receiver, name, args, node),
    attribute: (receiver, name, node) => attribute(run, receiver, name, node),
    iterate: (value) => iterate(run, value),
    step(node) {
      steps += 1;
      if (steps > MAX_STEPS)
        throw new Stopped(node, "too much work to follow: its loops and calls were not read to the end");
      if (steps % POLL === 0 && limits.expired())
        throw new Stopped(node, "reading took too long: the rest was not read");
    },
    unread: limits.unread,
  };
  const host = makeHost(run);
  return run;
}

/** A name that nothing defines, where the file has `from x import *`. */
function fromWildcard(run: Interpreter, value: Value, node: Syntax): Value {
  if (run.wildcards.length === 0 || value.kind !== "unknown" || node.type !== "identifier") return value;
  if (value.source !== run.file.text.slice(node.start, node.end)) return value;
  for (const module of run.wildcards) {
    const known = run.host.symbol(`${module}.${value.source}`);
    if (known !== null) return known;
  }
  const module = run.wildcards.find((name) => name.startsWith("sqlalchemy")) ?? run.wildcards[0];
  return builtinSymbol(value.source) ?? { kind: "symbol", path: `${module}.${value.source}` };
}

function iterate(run: Interpreter, value: Value): { items: Value[]; open: boolean } {
  switch (value.kind) {
    case "list":
      return { items: value.items, open: value.open };
    case "dict":
      return { items: [...value.entries.values()].map(({ key }) => key), open: value.open };
    case "text": {
      const known = value.pieces.every((piece) => piece.hole === null);
      const characters = known ? [...value.pieces.map((piece) => piece.text).join("")] : [];
      return characters.length > 1_000 || !known
        ? { items: [], open: true }
        : { items: characters.map(text), open: false };
    }
    case "class": {
      const members = enumMembers(value);
      return {
        items: members.map(({ name }) => attribute(run, value, name, value.node)),
        open: members.length === 0,
      };
    }
    case "host":
      return run.host.iterate(value.value) ?? { items: [], open: true };
    case "choice": {
      const parts = value.options.map((option) => iterate(run, option));
      const longest = parts.reduce((a, b) => (b.items.length > a.items.length ? b : a));
      return { items: longest.items, open: true };
    }
    default:
      return { items: [], open: true };
  }
}
