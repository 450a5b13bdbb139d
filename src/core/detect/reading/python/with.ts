/** `with`: context managers of the framework, of the file, and all others. */

import { assign } from "./assign.ts";
import { NEXT } from "../source/fork.ts";
import type { Flow, Interpreter } from "../source/interpreter.ts";
import type { Scope } from "../source/scope.ts";
import { childOf, field, type Syntax } from "../source/syntax.ts";
import { NONE, type Value } from "../source/value.ts";

export function withStatement(run: Interpreter, node: Syntax, scope: Scope): Flow {
  const clause = childOf(node, "with_clause");
  const block = field(node, "body");
  const items = clause === null ? [] : clause.children.filter((child) => child.type === "with_item");
  let flow: Flow = NEXT;
  const enter = (at: number): void => {
    const item = items[at];
    if (item === undefined) {
      if (block !== null) flow = run.execute(block, scope);
      return;
    }
    const written = field(item, "value");
    const alias = written === null || written.type !== "as_pattern" ? null : field(written, "alias");
    if (written === null) return enter(at + 1);
    const manager = run.evaluate(written, scope);
    const inside = (value: Value): Value => {
      if (alias !== null) assign(run, alias, value, scope);
      enter(at + 1);
      return NONE;
    };
    manage(run, manager, item, inside);
  };
  enter(0);
  return flow;
}

function manage(run: Interpreter, manager: Value, node: Syntax, inside: (value: Value) => Value): void {
  if (manager.kind === "partial" && manager.callee.kind === "function") {
    let entered = false;
    run.callFunction(manager.callee, manager.args, (value) => {
      if (entered) return NONE;
      entered = true;
      return inside(value);
    });
    if (!entered) inside(NONE);
    return;
  }
  const { value, leave } = run.host.enter(manager, node);
  inside(value);
  leave();
}
