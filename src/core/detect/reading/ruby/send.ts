/** Calls: methods of the file run, Ruby's own are known, everything else is the framework's. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { field, textOf, type Syntax } from "../source/syntax.ts";
import {
  either,
  NONE,
  stringOf,
  text,
  unknown,
  type Arguments,
  type FunctionValue,
  type Value,
} from "../source/value.ts";
import { argumentsOf, unbraced } from "./arguments.ts";
import { kernelCall } from "./kernel.ts";
import { jump, sometimes, taken, without } from "./jumps.ts";
import {
  BLOCK,
  classAround,
  inClassBody,
  instanceName,
  local,
  METHOD,
  methodOf,
  selfOf,
  singletonOf,
} from "./names.ts";
import { method } from "./methods.ts";
import { objectMethod } from "./objects.ts";
import { runBody } from "./definitions.ts";

/** A `call` node. */
export function callNode(run: Interpreter, node: Syntax, scope: Scope): Value {
  const [receiver, called] = [field(node, "receiver"), field(node, "method")];
  const name = called === null ? "call" : textOf(run.file, called);
  const block = field(node, "block");
  if (receiver === null || (receiver.type === "self" && selfOf(scope)?.kind !== "host")) {
    const args = argumentsOf(run, field(node, "arguments"), block, scope);
    return landing(run, args, () =>
      called?.type === "super" ? superCall(run, args, node, scope) : bareCall(run, name, args, node, scope),
    );
  }
  const self = run.evaluate(receiver, scope);
  const go = (): Value => {
    const args = argumentsOf(run, field(node, "arguments"), block, scope);
    return landing(run, args, () => send(run, self, name, args, node));
  };
  if (node.children.every((child) => child.type !== "&.")) return go();
  if (self.kind === "none") return NONE;
  return self.kind === "unknown" || self.kind === "choice" ? sometimes(run, go) : go();
}

/** A `break` out of the block ends the call and nothing more. */
function landing(run: Interpreter, args: Arguments, visit: () => Value): Value {
  const value = visit();
  if (args.block !== undefined) jump(run, without(taken(run), "break", "continue"));
  return value;
}

/** `receiver.name(...)`. */
export function send(run: Interpreter, self: Value, name: string, args: Arguments, node: Syntax): Value {
  if (self.kind === "class" || self.kind === "instance") {
    const found = self.kind === "class" ? singletonOf(self, name) : methodOf(self.class, name);
    if (found?.kind === "function") return run.callFunction({ ...found, self }, args);
    if (found !== undefined) return found;
    const answer = ofTheFile(run, self, name, args, node) ?? objectMethod(run, self, name, args, node);
    return answer ?? run.callMethod(self, name, unbraced(args), node);
  }
  if (self.kind === "host" || self.kind === "symbol") {
    const answer = objectMethod(run, self, name, args, node);
    return answer === null
      ? run.callMethod(self, name, unbraced(args), node)
      : (answer ?? unknown(textOf(run.file, node)));
  }
  const answer = self.kind === "choice" ? undefined : method(run, self, name, args, node);
  return answer ?? run.callMethod(self, name, unbraced(args), node);
}

/** What classes and their instances answer without a method of that name. */
function ofTheFile(
  run: Interpreter,
  self: Value & { kind: "class" | "instance" },
  name: string,
  args: Arguments,
  node: Syntax,
): Value | undefined {
  if (self.kind === "instance") return self.attributes.get(`@${name}`);
  if (name === "new" && self.node.type === "class") return run.call(self, args, node);
  if (name === "name" && self.name !== "") return text(self.name);
  if (
    (name === "class_eval" || name === "class_exec" || name === "module_eval") &&
    args.block !== undefined
  ) {
    runBody(run, args.block.body, self.members);
    return NONE;
  }
  return undefined;
}

/** `name(...)`: a method of the same object, of the file, of Ruby, or the framework's. */
export function bareCall(run: Interpreter, name: string, args: Arguments, node: Syntax, scope: Scope): Value {
  const self = selfOf(scope);
  const own = ownMethod(run, self, name, scope);
  if (own?.kind === "function") return run.callFunction({ ...own, self: self ?? null }, args);
  if (own !== undefined) return own;
  if (SENDS.has(name)) return bareSend(run, args, node, scope);
  if (name === "method") return methodObject(run, self, args, node, scope);
  const known = kernelCall(run, name, args, node, scope);
  if (known !== null) return known ?? unknown(textOf(run.file, node));
  if (self?.kind === "host") return run.callMethod(self, name, unbraced(args), node);
  if (self !== undefined) {
    const answer = objectMethod(run, self, name, args, node);
    if (answer !== null) return answer ?? unknown(textOf(run.file, node));
  }
  const receiver = self?.kind === "class" && inClassBody(scope) ? self : null;
  return run.host.foreign({ path: null, receiver, name, args: unbraced(args), node });
}

const SENDS = new Set(["send", "public_send", "__send__"]);

/** `send(:name, ...)` to the same object. */
function bareSend(run: Interpreter, args: Arguments, node: Syntax, scope: Scope): Value {
  const [given, ...positional] = args.positional;
  const rest = { ...args, positional };
  const options = given?.kind === "choice" ? given.options : [given];
  const visit = (option: Value | undefined): Value => {
    const name = stringOf(option);
    if (name !== null) return bareCall(run, name, rest, node, scope);
    return run.host.foreign({ path: null, receiver: null, name: "send", args, node });
  };
  return options.length === 1
    ? visit(options[0])
    : either(options.map((option) => sometimes(run, () => visit(option))));
}

/** `method(:name)`. */
function methodObject(
  run: Interpreter,
  self: Value | undefined,
  args: Arguments,
  node: Syntax,
  scope: Scope,
): Value {
  const name = stringOf(args.positional[0]);
  const own = name === null ? undefined : ownMethod(run, self, name, scope);
  if (own?.kind === "function") return { ...own, self: self ?? null };
  return name === null || self === undefined
    ? unknown(textOf(run.file, node))
    : { kind: "bound", receiver: self, name };
}

function ownMethod(run: Interpreter, self: Value | undefined, name: string, scope: Scope): Value | undefined {
  const found =
    self?.kind === "instance"
      ? (methodOf(self.class, name) ?? self.attributes.get(`@${name}`))
      : self?.kind === "class"
        ? singletonOf(self, name)
        : undefined;
  if (found !== undefined) return found;
  const around = classAround(scope);
  const sibling = self === undefined && around !== null ? methodOf(around, name) : undefined;
  return sibling ?? run.globals.own(instanceName(name));
}

/** `super`, with the arguments of the method where it is given none. */
export function superCall(run: Interpreter, args: Arguments, node: Syntax, scope: Scope): Value {
  const name = local(scope, METHOD);
  const around = classAround(scope);
  const self = selfOf(scope);
  if (name?.kind !== "text" || around === null) return unknown("super");
  const called = name.pieces.map((piece) => piece.text).join("");
  for (const base of around.bases) {
    const found = self?.kind === "class" ? singletonOf(base, called) : methodOf(base, called);
    if (found?.kind === "function") return run.callFunction({ ...found, self: self ?? null }, args);
  }
  return called === "initialize" || called === "method_missing"
    ? NONE
    : run.host.foreign({ path: null, receiver: null, name: "super", args, node });
}

/** `yield`. */
export function yieldNode(run: Interpreter, node: Syntax, scope: Scope): Value {
  const given = node.children.find((child) => child.type === "argument_list") ?? null;
  const args = argumentsOf(run, given, null, scope);
  const block = local(scope, BLOCK);
  return block?.kind === "function" ? run.callFunction(block, args) : unknown(textOf(run.file, node));
}

/** The method that an object of the file has, for who asks from outside. */
export function boundMethod(
  self: Value & { kind: "class" | "instance" },
  name: string,
): FunctionValue | null {
  const found = self.kind === "class" ? singletonOf(self, name) : methodOf(self.class, name);
  return found?.kind === "function" ? { ...found, self } : null;
}
