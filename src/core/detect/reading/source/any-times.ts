/** Loops that can run any number of times: they are run once, and what they set may have been set by a round before. */

import { loop } from "./fork.ts";
import type { Flow, Interpreter } from "./interpreter.ts";
import type { Scope } from "./scope.ts";
import { field, textOf, walk, type SourceFile, type Syntax } from "./syntax.ts";
import { unknown } from "./value.ts";

const ASSIGNMENT = /^(?:augmented_)?assignment(?:_expression)?$/u;
const NAME = /^(?:identifier|variable_name)$/u;
/** `a, b = b, a` */
const SEVERAL = /pattern|^list_literal$/u;

/** Runs the body once, in a scope in which nobody knows what the loop sets. */
export function anyTimes(run: Interpreter, node: Syntax, scope: Scope, body: () => Flow): Flow {
  return loop(run, () => {
    forget(run.file, node, scope);
    return body();
  });
}

/** The plain values that a part of the file changes are not known any more. */
export function forget(file: SourceFile, node: Syntax, scope: Scope): void {
  for (const name of setIn(file, node)) {
    const holder = scope.holder(name);
    if (holder !== null && isPlain(holder.own(name)?.kind)) holder.set(name, unknown(name));
  }
}

function isPlain(kind: string | undefined): boolean {
  return kind === "number" || kind === "text" || kind === "bool" || kind === "none" || kind === "choice";
}

const known = new WeakMap<Syntax, ReadonlySet<string>>();

function setIn(file: SourceFile, root: Syntax): ReadonlySet<string> {
  const before = known.get(root);
  if (before !== undefined) return before;
  const names = new Set<string>();
  for (const node of walk(root)) {
    const target = targetOf(node);
    if (target === null) continue;
    for (const part of SEVERAL.test(target.type) ? walk(target) : [target])
      if (NAME.test(part.type)) names.add(textOf(file, part));
  }
  known.set(root, names);
  return names;
}

function targetOf(node: Syntax): Syntax | null {
  if (ASSIGNMENT.test(node.type)) return field(node, "left");
  if (node.type === "named_expression") return field(node, "name");
  return node.type === "update_expression" ? field(node, "argument") : null;
}
