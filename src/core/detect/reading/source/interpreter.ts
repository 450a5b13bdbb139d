/** What the rooms of the evaluator know of each other, and what a framework's reader answers. */

import type { Journal, Scope } from "./scope.ts";
import type { SourceFile, Syntax } from "./syntax.ts";
import type { Arguments, ClassValue, FunctionValue, HostValue, Value } from "./value.ts";

/** How a statement ends; `may` says what else it can end with, depending on something unknown. */
export interface Flow {
  end: "next" | "return" | "break" | "continue" | "raise";
  may: ReadonlySet<"return" | "break" | "continue">;
}

/** A function that is being run. */
export interface Frame {
  fn: FunctionValue | null;
  returned: Value[];
  /** Runs where the function yields: the body of a `with`, or a collector. */
  onYield: ((value: Value) => Value) | null;
}

/** What a programming language is to the evaluator: its syntax, its own functions, and how its calls work. */
export interface Semantics {
  /** So deep code is followed, where each level takes much of the stack. */
  readonly deepest?: number;
  /** One expression; a node that is none is not known. */
  evaluate(run: Interpreter, node: Syntax, scope: Scope): Value;
  /** A block, as far as it can be known. */
  execute(run: Interpreter, block: Syntax, scope: Scope): Flow;
  /** Sets the parameters of a function in its new scope. */
  bind(run: Interpreter, fn: FunctionValue, args: Arguments, scope: Scope): void;
  /** Runs the body of a function; what it returns goes to `frame.returned`. */
  body(run: Interpreter, fn: FunctionValue, scope: Scope, frame: Frame): void;
  /** Calling the function gives all that it yields, as a list. */
  generates(fn: FunctionValue): boolean;
  /** Calling the function runs nothing yet (a context manager). */
  defers(fn: FunctionValue): boolean;
  /** An instance of a class of the file. */
  construct(run: Interpreter, of: ClassValue, args: Arguments, node: Syntax): Value;
  /** `receiver.name`, without calling it. */
  attribute(run: Interpreter, receiver: Value, name: string, node: Syntax): Value;
  /** A method of a text, list, dict, number or the like; undefined where the language is not known to have it. */
  method(run: Interpreter, receiver: Value, name: string, args: Arguments, node: Syntax): Value | undefined;
  /** A function of the language itself by its full name: undefined when its value is not known, null when there is none. */
  builtin(run: Interpreter, path: string, args: Arguments, node: Syntax): Value | undefined | null;
  /** The items of what only the language knows to be a collection (an enumeration), else null. */
  iterate(run: Interpreter, value: Value): { items: Value[]; open: boolean } | null;
  /** A last look at a value that is not known: a name that a wildcard import can have brought. */
  resolve(run: Interpreter, value: Value & { kind: "unknown" }, node: Syntax): Value;
}

export interface Interpreter {
  readonly semantics: Semantics;
  readonly file: SourceFile;
  readonly host: Host;
  readonly globals: Scope;
  readonly journal: Journal;
  readonly frames: Frame[];
  /** Modules of `from x import *`: a name that nothing defines can come from there. */
  readonly wildcards: string[];
  /** Above 0: what runs now runs only under a condition that cannot be decided. */
  conditional: number;
  /** The branch that runs, null outside of all: a branch inside it starts with it, and `/`. */
  readonly condition: string | null;
  /** Above 0: what runs now runs in a loop whose number of rounds is not known. */
  looping: number;
  /** The innermost statement that runs. */
  statement: Syntax;
  evaluate(node: Syntax, scope: Scope): Value;
  execute(block: Syntax, scope: Scope): Flow;
  /** Calls anything: a function of the file, a method, a symbol. */
  call(callee: Value, args: Arguments, node: Syntax): Value;
  callFunction(fn: FunctionValue, args: Arguments, onYield?: Frame["onYield"]): Value;
  callMethod(receiver: Value, name: string, args: Arguments, node: Syntax): Value;
  attribute(receiver: Value, name: string, node: Syntax): Value;
  /** The items of a value; `open`: there can be more, or none. */
  iterate(value: Value): { items: Value[]; open: boolean };
  /** Counts one step; throws `Stopped` when the file is too much work. */
  step(node: Syntax): void;
  unread(node: Syntax, reason: string): void;
}

/** A call of something that neither the file nor the language itself defines. */
export interface ForeignCall {
  /** The full name of an imported thing (`neutron.db.migration.add_column_if_not_exists`), null for others. */
  path: string | null;
  /** What a method is called on, null for a plain call. */
  receiver: Value | null;
  /** The last name: `add_column_if_not_exists`. */
  name: string;
  args: Arguments;
  node: Syntax;
}

/** The framework's half: what the evaluator does not know itself. */
export interface Host {
  /** What an imported name is, null when the framework does not know it. */
  symbol(path: string): Value | null;
  attribute(value: HostValue, name: string, node: Syntax): Value;
  item(value: HostValue, key: Value, node: Syntax): Value;
  /** The items of a loop over it, null when nothing is known of them. */
  iterate(value: HostValue): { items: Value[]; open: boolean } | null;
  /** A call of a symbol; null when the framework does not know it. */
  call(path: string, args: Arguments, node: Syntax): Value | null;
  method(value: HostValue, name: string, args: Arguments, node: Syntax): Value;
  /** An attribute of a class of the file, such as a model's table; null when it is not the framework's. */
  classAttribute(value: Value, name: string): Value | null;
  setAttribute(target: Value, name: string, value: Value, node: Syntax): void;
  /** `with value as x:` the value of x, and what to do behind the block. */
  enter(value: Value, node: Syntax): { value: Value; leave: () => void };
  /** An operator on a value of the framework's, null when it means nothing. */
  operate(operator: string, left: Value, right: Value | null, node: Syntax): Value | null;
  foreign(call: ForeignCall): Value;
}

/** Thrown when reading has to stop: too many steps, or no time left. */
export class Stopped extends Error {
  readonly node: Syntax;

  constructor(node: Syntax, reason: string) {
    super(reason);
    this.node = node;
  }
}
