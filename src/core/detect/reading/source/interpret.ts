/** Puts the rooms of the evaluator together, and holds its limits. */

import { call, callFunction, callMethod } from "./call.ts";
import { Stopped, type Host, type Interpreter, type Semantics } from "./interpreter.ts";
import { Scope, type Journal } from "./scope.ts";
import type { SourceFile, Syntax } from "./syntax.ts";
import { text, unknown, type Value } from "./value.ts";

const MAX_STEPS = 400_000;
const MAX_DEPTH = 700;
const POLL = 1024;

/** An interpreter for one file. `unread` hears of what it gives up on. */
export function interpreter(
  semantics: Semantics,
  file: SourceFile,
  makeHost: (run: Interpreter) => Host,
  limits: { expired: () => boolean; unread: (node: Syntax, reason: string) => void },
): Interpreter {
  const deepest = semantics.deepest ?? MAX_DEPTH;
  const journal: Journal = { changes: null };
  let steps = 0;
  let depth = 0;
  let branches = 0;
  const branch: number[] = [];
  const run: Interpreter = {
    semantics,
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
      if (depth > deepest) {
        limits.unread(node, "an expression that nests too deeply");
        return unknown("...");
      }
      depth += 1;
      const value = semantics.evaluate(run, node, scope);
      depth -= 1;
      return value.kind === "unknown" ? semantics.resolve(run, value, node) : value;
    },
    execute(block, scope) {
      if (depth > deepest) {
        limits.unread(block, "a block that nests too deeply");
        return { end: "next", may: new Set() };
      }
      depth += 1;
      const flow = semantics.execute(run, block, scope);
      depth -= 1;
      return flow;
    },
    call: (callee, args, node) => call(run, callee, args, node),
    callFunction: (fn, args, onYield) => callFunction(run, fn, args, onYield ?? null),
    callMethod: (receiver, name, args, node) => callMethod(run, receiver, name, args, node),
    attribute: (receiver, name, node) => semantics.attribute(run, receiver, name, node),
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
    case "host":
      return run.host.iterate(value.value) ?? { items: [], open: true };
    case "choice": {
      const parts = value.options.map((option) => iterate(run, option));
      const longest = parts.reduce((a, b) => (b.items.length > a.items.length ? b : a));
      return { items: longest.items, open: true };
    }
    default:
      return run.semantics.iterate(run, value) ?? { items: [], open: true };
  }
}
