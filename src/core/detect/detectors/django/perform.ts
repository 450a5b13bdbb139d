/** Runs the operations of a migration over the models, in their order, and has each send what Django would. */

import { memberOf } from "../../reading/source/classes.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import type { Arguments, Value } from "../../reading/source/value.ts";
import { codeOperations, stateOperations } from "./code-operations.ts";
import { fieldOperations } from "./field-operations.ts";
import { indexOperations } from "./index-operations.ts";
import { modelOperations } from "./model-operations.ts";
import type { Handler, Mutation } from "./operation.ts";
import { postgresOperations } from "./postgres-operations.ts";
import type { Sink } from "./sink.ts";
import { spell } from "./spell.ts";
import type { Project } from "./state.ts";
import { Given, lastName, made, type Made } from "./values.ts";

const HANDLERS: Readonly<Record<string, Handler>> = {
  ...modelOperations,
  ...fieldOperations,
  ...indexOperations,
  ...postgresOperations,
  ...codeOperations,
};

const SEPARATE = ["database_operations", "state_operations"];

/** An operation as it was made. */
interface Step {
  /** Django's name of it, or that of the class it derives from. */
  word: string;
  path: string;
  args: Arguments;
  node: Syntax | null;
  condition: Made["condition"];
  /** Null: Django's own. Else why what it does is not known. */
  foreign: string | null;
}

/** Null: it is no operation that can be told. */
function stepOf(value: Value): Step | null {
  const known = made(value);
  if (known !== null) {
    if (known.parts !== null) return null;
    const { path, args, node, condition } = known;
    const foreign = path.startsWith("django.")
      ? null
      : `${path} is defined elsewhere, so what it does is not known`;
    return { word: lastName(path), path, args, node, condition, foreign };
  }
  if (value.kind !== "instance") return null;
  const base = value.class.bases.find((one) => one.kind === "symbol");
  const own = ["__init__", "database_forwards", "state_forwards"].find(
    (name) => memberOf(value.class, name) !== undefined,
  );
  const path = base?.kind === "symbol" ? base.path : "";
  const foreign =
    own === undefined && path.startsWith("django.")
      ? null
      : `${value.class.name} is an operation of its own, so what it does is not known`;
  return {
    word: lastName(path),
    path,
    args: value.made?.args ?? NOTHING,
    node: value.made?.node ?? null,
    condition: null,
    foreign,
  };
}

const NOTHING: Arguments = { positional: [], keywords: new Map(), open: true };

function handlerOf({ word }: Step): Handler | null {
  return Object.hasOwn(HANDLERS, word) ? (HANDLERS[word] ?? null) : null;
}

function itemsOf(value: Value | undefined): { items: Value[]; open: boolean } {
  if (value === undefined || value.kind === "none") return { items: [], open: false };
  return value.kind === "list" ? value : { items: [], open: true };
}

/** What an operation does to the models, without a database; null among them: that is not known. */
export function mutationsOf(value: Value): (Mutation | null)[] {
  if (value.kind === "choice") return [null];
  const step = stepOf(value);
  if (step === null) return [null];
  if (step.word === "SeparateDatabaseAndState")
    return itemsOf(new Given(step.args, SEPARATE).get("state_operations")).items.flatMap(mutationsOf);
  const handler = handlerOf(step);
  if (handler === null) return step.foreign === null ? [null] : [];
  const given = new Given(step.args, handler.parameters);
  const further = step.word === "RunSQL" ? itemsOf(stateOperations(given)).items.flatMap(mutationsOf) : [];
  return [handler.state(given), ...further];
}

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
