/** What every object of Ruby answers, whatever it is. */

import type { Interpreter } from "../source/interpreter.ts";
import { textOf, type Syntax } from "../source/syntax.ts";
import { bool, either, keyOf, NONE, stringOf, unknown, type Arguments, type Value } from "../source/value.ts";
import { byPlace, positionalOf } from "./arguments.ts";
import { compare } from "../source/compare.ts";
import { asText } from "./format.ts";
import { isA } from "./matching.ts";
import { methodOf } from "./names.ts";
import { sometimes } from "./jumps.ts";
import { truthOf } from "./truth.ts";

/** `value` where it is known; `null`: it is no method that every object has. */
type Answer = Value | undefined | null;

type Method = (run: Interpreter, self: Value, args: Arguments, node: Syntax) => Answer;

/** What is not known has to be asked of the framework instead. */
const VAGUE = new Set<Value["kind"]>(["unknown", "symbol", "host", "choice", "bound", "partial"]);

const known = (answer: (self: Value) => Answer): Method => {
  return (_run, self) => (VAGUE.has(self.kind) ? null : answer(self));
};

const sends: Method = (run, self, args, node) => {
  const [name, ...positional] = args.positional;
  if (name?.kind === "choice") {
    const results = name.options.map((option) =>
      sometimes(run, () => sends(run, self, { ...args, positional: [option, ...positional] }, node)),
    );
    return either(results.map((value) => value ?? unknown(textOf(run.file, node))));
  }
  const called = stringOf(name);
  return called === null ? null : run.callMethod(self, called, { ...args, positional }, node);
};

const runsWith: Method = (run, self, { block, positional }) => {
  if (block === undefined) return null;
  const args = byPlace(...(positional.length > 0 ? positional : [self]));
  return run.callFunction({ ...block, self }, args);
};

const METHODS: Record<string, Method> = {
  send: sends,
  __send__: sends,
  public_send: sends,
  try: (run, self, args, node) => {
    if (self.kind === "none") return NONE;
    return args.positional.length === 0 ? null : sends(run, self, args, node);
  },
  tap(run, self, { block }) {
    if (block !== undefined) run.callFunction(block, byPlace(self));
    return self;
  },
  yield_self: (run, self, { block }) => (block === undefined ? null : run.callFunction(block, byPlace(self))),
  instance_eval: runsWith,
  instance_exec: runsWith,
  freeze: (_run, self) => self,
  itself: (_run, self) => self,
  "nil?": (_run, self) => {
    if (self.kind === "host") return self.value.vague === true ? undefined : bool(false);
    return VAGUE.has(self.kind) ? undefined : bool(self.kind === "none");
  },
  "present?": known((self) => ofTruth(self, true)),
  "blank?": known((self) => ofTruth(self, false)),
  presence: known((self) => (truthOf(self) === true ? self : NONE)),
  "is_a?": (_run, self, { positional: [type] }) => {
    const truth = type === undefined ? null : isA(self, type);
    return truth === null ? undefined : bool(truth);
  },
  "in?": (_run, self, { positional: [among] }) => {
    const truth = among === undefined ? null : compare("in", self, among);
    return truth === null ? undefined : bool(truth);
  },
  "respond_to?": (_run, self, { positional: [name] }) => {
    const called = stringOf(name);
    if (self.kind === "host") return null;
    if (self.kind !== "instance" || called === null) return undefined;
    return methodOf(self.class, called) === undefined ? undefined : bool(true);
  },
  to_s: known((self) => {
    const pieces = asText(self);
    return pieces === null ? undefined : { kind: "text", pieces, node: null };
  }),
  to_a: (_run, self) =>
    self.kind === "none" ? { kind: "list", type: "list", items: [], open: false } : null,
  class: (_run, self) => (self.kind === "instance" ? self.class : null),
  dup: known((self) => self),
  clone: known((self) => self),
  instance_variable_get: (_run, self, { positional: [name] }) =>
    self.kind === "instance" ? self.attributes.get(stringOf(name) ?? "") : null,
  method: (_run, self, { positional: [name] }) => {
    const called = stringOf(name);
    return called === null ? null : { kind: "bound", receiver: self, name: called };
  },
  inspect: known(() => undefined),
  hash: known(() => undefined),
  object_id: known(() => undefined),
  "==": (_run, self, args) => equality(self, args, true),
  "!=": (_run, self, args) => equality(self, args, false),
  "!": (_run, self) => {
    const truth = truthOf(self);
    return truth === null ? undefined : bool(!truth);
  },
};
const ALIASES: readonly (readonly [string, string])[] = [
  ["try!", "try"],
  ["then", "yield_self"],
  ["kind_of?", "is_a?"],
  ["instance_of?", "is_a?"],
  ["to_str", "to_s"],
];
for (const [name, same] of ALIASES) METHODS[name] = METHODS[same] as Method;

function ofTruth(self: Value, positive: boolean): Answer {
  if (self.kind === "none" || self.kind === "bool") return bool((truthOf(self) === true) === positive);
  return self.kind === "text" || self.kind === "list" || self.kind === "dict" ? null : bool(positive);
}

function equality(self: Value, args: Arguments, positive: boolean): Answer {
  const [other] = positionalOf(args);
  if (other === undefined || keyOf(self) === null || keyOf(other) === null) return undefined;
  return bool((keyOf(self) === keyOf(other)) === positive);
}

/** Undefined: its value is not known; null: not every object has such a method. */
export function objectMethod(
  run: Interpreter,
  self: Value,
  name: string,
  args: Arguments,
  node: Syntax,
): Answer {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  return method === undefined ? null : method(run, self, args, node);
}
