/** One operation of a migration as it was made, and what it does to the models without a database. */

import { memberOf } from "../../reading/source/classes.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import type { Arguments, Value } from "../../reading/source/value.ts";
import { codeOperations, stateOperations } from "./code-operations.ts";
import { fieldOperations } from "./field-operations.ts";
import { indexOperations } from "./index-operations.ts";
import { modelOperations } from "./model-operations.ts";
import type { Handler, Mutation } from "./operation.ts";
import { postgresOperations } from "./postgres-operations.ts";
import { Given, lastName, made, type Made } from "./values.ts";

const HANDLERS: Readonly<Record<string, Handler>> = {
  ...modelOperations,
  ...fieldOperations,
  ...indexOperations,
  ...postgresOperations,
  ...codeOperations,
};

export const SEPARATE = ["database_operations", "state_operations"];

/** An operation as it was made. */
export interface Step {
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
export function stepOf(value: Value): Step | null {
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

export function handlerOf({ word }: Step): Handler | null {
  return Object.hasOwn(HANDLERS, word) ? (HANDLERS[word] ?? null) : null;
}

export function itemsOf(value: Value | undefined): { items: Value[]; open: boolean } {
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
