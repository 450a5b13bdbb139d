/** Runs the operations of a migration over the models, in their order, and has each send what Django would. */

import type { Value } from "../../reading/source/value.ts";
import { stateOperations } from "./code-operations.ts";
import type { Sink } from "./sink.ts";
import { spell } from "./spell.ts";
import type { Project } from "./state.ts";
import { handlerOf, itemsOf, mutationsOf, SEPARATE, stepOf, type Step } from "./step.ts";
import { Given } from "./values.ts";

/** Runs one operation; `project` is changed in place. */
export function perform(sink: Sink, project: Project, value: Value): void {
  if (value.kind === "choice") {
    sink.vague("which operation it is depends on something that is not known before it runs");
    for (const mutation of value.options.flatMap(mutationsOf)) mutation?.(project);
    project.gap = true;
    return;
  }
  const step = stepOf(value);
  if (step === null) {
    sink.vague(`what \`${spell(value).slice(0, 80)}\` is, is not known before it runs`);
    project.gap = true;
    return;
  }
  if (step.node !== null) sink.origin = { node: step.node, condition: step.condition };
  if (step.word === "SeparateDatabaseAndState" && step.foreign === null) separate(sink, project, step);
  else performStep(sink, project, step);
  sink.flush();
}

function separate(sink: Sink, project: Project, { args }: Step): void {
  const given = new Given(args, SEPARATE);
  const database = itemsOf(given.get("database_operations"));
  const states = itemsOf(given.get("state_operations"));
  const { origin } = sink;
  if (database.open) sink.vague("which operations run in the database is not known before it runs");
  const inside = project.copy();
  for (const item of database.items) perform(sink, inside, item);
  sink.origin = origin;
  for (const mutation of states.items.flatMap(mutationsOf)) mutation?.(project);
  if (states.open) project.gap = true;
}

function performStep(sink: Sink, project: Project, step: Step): void {
  const handler = handlerOf(step);
  if (handler === null) {
    sink.vague(
      step.foreign ?? `${step.word} is no operation of Django's that is known here, so what it does is not`,
    );
    project.gap = true;
    return;
  }
  const given = new Given(step.args, handler.parameters);
  const before = project.copy();
  const mutation = handler.state(given);
  mutation?.(project);
  if (step.foreign !== null) sink.vague(step.foreign);
  else if (mutation === null) {
    sink.vague("what it is about is not known before it runs");
    project.gap = true;
  } else {
    const editor = { sink, engine: sink.engine, project };
    handler.database({ editor, before, given, node: step.node ?? sink.origin.node });
  }
  if (step.word !== "RunSQL") return;
  for (const further of itemsOf(stateOperations(given)).items.flatMap(mutationsOf)) further?.(project);
}
