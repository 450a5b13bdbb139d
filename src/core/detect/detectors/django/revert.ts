/** The way back: Django undoes the operations of a migration in turn, the last one first. */

import { memberOf } from "../../reading/source/classes.ts";
import { Stopped } from "../../reading/source/interpreter.ts";
import { truthOf, type Value } from "../../reading/source/value.ts";
import type { Sink } from "./sink.ts";
import type { Project } from "./state.ts";
import { handlerOf, itemsOf, mutationsOf, SEPARATE, stepOf } from "./step.ts";
import { Given } from "./values.ts";

/** `states`: the models before each of the operations, and behind the last; only of the first of many. A migration of which one operation has no way back has none itself. */
export function revert(sink: Sink, states: readonly Project[], values: readonly Value[]): void {
  if (!values.every(isReversible)) return;
  if (values.length > mostReverted) {
    sink.vague(`it undoes ${values.length} operations, and these are too many to list`);
    return;
  }
  revertAll(sink, states, values);
  sink.end();
}

/** The models between any two operations are kept. */
export const mostReverted = 500;

function isReversible(value: Value): boolean {
  const step = stepOf(value);
  if (step === null) return false;
  if (value.kind === "instance") {
    const said = memberOf(value.class, "reversible");
    if (said !== undefined && truthOf(said) !== true) return false;
  }
  if (step.foreign !== null) return true;
  if (step.word === "SeparateDatabaseAndState")
    return itemsOf(new Given(step.args, SEPARATE).get("database_operations")).items.every(isReversible);
  const handler = handlerOf(step);
  const back = handler?.wayBack;
  if (handler === null || back === undefined) return true;
  const given = new Given(step.args, handler.parameters).get(back);
  return given !== undefined && given.kind !== "none";
}

function revertAll(sink: Sink, states: readonly Project[], values: readonly Value[]): void {
  for (let at = values.length - 1; at >= 0; at -= 1) {
    if (sink.reader.context.expired())
      throw new Stopped(sink.origin.node, "it takes too long to read: the rest of the way back was not read");
    revertOne(sink, states[at] as Project, states[at + 1] as Project, values[at] as Value);
  }
}

/** From the models behind the operation to those before it. */
function revertOne(sink: Sink, to: Project, from: Project, value: Value): void {
  const step = stepOf(value);
  // What is not known of it was said on the way up.
  if (step === null || step.foreign !== null) return;
  if (step.node !== null) sink.origin = { node: step.node, condition: step.condition };
  if (step.word === "SeparateDatabaseAndState") {
    const { items } = itemsOf(new Given(step.args, SEPARATE).get("database_operations"));
    const inside = [to];
    for (const item of items) {
      const next = (inside.at(-1) as Project).copy();
      for (const mutation of mutationsOf(item)) mutation?.(next);
      inside.push(next);
    }
    revertAll(sink, inside, items);
    return;
  }
  const handler = handlerOf(step);
  if (handler === null) return;
  const given = new Given(step.args, handler.parameters);
  if (handler.state(given) === null) return;
  const editor = { sink, engine: sink.engine, project: to };
  handler.backward?.({ editor, before: from, given, node: step.node ?? sink.origin.node });
  sink.flush();
}
