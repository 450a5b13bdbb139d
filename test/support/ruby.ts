/** Reads Ruby in tests: one value of a file, or the calls that it leaves to a framework. */

import { asText } from "../../src/core/detect/reading/ruby/format.ts";
import { rubyGrammar } from "../../src/core/detect/reading/ruby/grammar.ts";
import { ruby } from "../../src/core/detect/reading/ruby/ruby.ts";
import { interpreter } from "../../src/core/detect/reading/source/interpret.ts";
import { Stopped, type Host, type Interpreter } from "../../src/core/detect/reading/source/interpreter.ts";
import { parseSource, textOf } from "../../src/core/detect/reading/source/syntax.ts";
import { shown } from "../../src/core/detect/reading/source/text.ts";
import { unknown, type Arguments, type Value } from "../../src/core/detect/reading/source/value.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

export const parsers = await loadParsers(["ruby"]);

function showValue(value: Value, depth = 0): string | null {
  const one = (item: Value): string => (depth > 3 ? "..." : (showValue(item, depth + 1) ?? "?"));
  if (value.kind === "none") return "nil";
  if (value.kind === "list" && !value.open) return `[${value.items.slice(0, 20).map(one).join(", ")}]`;
  if (value.kind === "dict" && !value.open) {
    const entries = [...value.entries.values()].map(({ key, value: item }) => `${one(key)}: ${one(item)}`);
    return `{${entries.join(", ")}}`;
  }
  const pieces = asText(value);
  return pieces === null ? null : shown(pieces);
}

/** What the value is, as people read it: one of several stand side by side. */
export function shownValue(value: Value | undefined): string | null {
  if (value === undefined) return null;
  if (value.kind === "choice") return value.options.map((option) => showValue(option) ?? "?").join(" | ");
  return showValue(value);
}

interface Run {
  run: Interpreter;
  /** The calls that nothing in the file defines, `?` before those that run only under a condition. */
  calls: string[];
  unread: string[];
  /** Why it stopped, null when it came to the end. */
  stopped: string | null;
}

/** Runs a file; `then` runs behind it. Blocks of calls that nothing defines run once, with a table of the framework's. */
export function runRuby(source: string, then: (run: Interpreter) => void = () => {}): Run {
  if (parsers.ruby === null) throw new Error("no parser");
  const file = parseSource("a.rb", source, parsers.ruby, rubyGrammar, () => false);
  if ("refused" in file) throw new Error(file.refused);
  const result: Omit<Run, "run"> = { calls: [], unread: [], stopped: null };
  const run = interpreter(ruby, file, (inner) => hostOf(inner, result.calls), {
    expired: () => false,
    unread: (_node, reason) => result.unread.push(reason),
  });
  try {
    run.execute(file.root, run.globals);
    then(run);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    result.stopped = error.message;
  }
  return { run, ...result };
}

function hostOf(run: Interpreter, calls: string[]): Host {
  const called = (name: string, args: Arguments): void => {
    const given = [
      ...args.positional.map((value) => shownValue(value) ?? "?"),
      ...[...args.keywords].map(([key, value]) => `${key}: ${shownValue(value) ?? "?"}`),
      ...(args.open ? ["..."] : []),
    ];
    calls.push(`${run.conditional > 0 || run.looping > 0 ? "? " : ""}${name}(${given.join(", ")})`);
    if (args.block === undefined) return;
    const table: Value = { kind: "host", value: { host: "table" } };
    run.callFunction(args.block, { positional: [table], keywords: new Map(), open: false });
  };
  return {
    symbol: () => null,
    attribute: () => unknown("?"),
    item: () => unknown("?"),
    iterate: () => null,
    call: () => null,
    method(value, name, args) {
      called(`${value.host}.${name}`, args);
      return unknown("?");
    },
    classAttribute: () => null,
    setAttribute: () => {},
    enter: (value) => ({ value, leave: () => {} }),
    operate: () => null,
    foreign({ path, receiver, name, args, node }) {
      const of = receiver === null ? "" : receiver.kind === "class" ? `${receiver.name}.` : "(?).";
      called(path ?? `${of}${name}`, args);
      return unknown(textOf(run.file, node));
    },
  };
}

/** What the variable `result` is at the end of a file; null when it is not known. */
export function resultOf(source: string): string | null {
  return shownValue(runRuby(source).run.globals.own("result"));
}

/** The calls that a migration class makes when `change` runs. */
export function callsOf(...lines: string[]): string[] {
  const source = ["class M < ActiveRecord::Migration[7.0]", ...lines, "end"].join("\n");
  return runRuby(source, (run) => {
    const migration = run.globals.own("M");
    if (migration === undefined) throw new Error("no class");
    const none = { positional: [], keywords: new Map<string, Value>(), open: false };
    run.callMethod(run.call(migration, none, run.file.root), "change", none, run.file.root);
  }).calls;
}
