/** Imports: each name becomes the full name of what it stands for. */

import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, fields, textOf, type Syntax } from "../source/syntax.ts";
import type { Value } from "../source/value.ts";

/** `import a.b`, `import a.b as c`. */
export function importModules(run: Interpreter, node: Syntax, scope: Scope): Flow {
  for (const imported of fields(node, "name")) {
    const name = nameOf(run, imported);
    const alias = field(imported, "alias");
    if (alias !== null) scope.set(textOf(run.file, alias), symbol(run, name));
    else {
      const [first = name] = name.split(".");
      scope.set(first, symbol(run, first));
    }
  }
  return NEXT;
}

/** `from a import b as c`, `from a import *`. */
export function importFrom(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const module = field(node, "module_name");
  if (module === null) return NEXT;
  const from = textOf(run.file, module);
  const prefix = from.endsWith(".") ? from : `${from}.`;
  if (childOf(node, "wildcard_import") !== null) run.wildcards.push(from);
  for (const imported of fields(node, "name")) {
    const name = nameOf(run, imported);
    const alias = field(imported, "alias");
    scope.set(alias === null ? name : textOf(run.file, alias), symbol(run, `${prefix}${name}`));
  }
  return NEXT;
}

function nameOf(run: Interpreter, imported: Syntax): string {
  return textOf(run.file, field(imported, "name") ?? imported);
}

function symbol(run: Interpreter, path: string): Value {
  return run.host.symbol(path) ?? { kind: "symbol", path };
}
