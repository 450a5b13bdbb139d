/** The variables that the length of an interruption depends on, each with the query that measures it. */

import type { Lock, Variable } from "../../impact.ts";
import type { TableName } from "../../operation.ts";
import { qualified } from "../../operation.ts";
import type { Effect, Outcome, Scene } from "../engine.ts";
import { literal } from "../names.ts";
import { growth } from "./growth-variables.ts";
import { rolesOf } from "./roles.ts";
import type { Roles } from "./roles.ts";
import { statementWord } from "./statement-word.ts";
import { values } from "./value-variables.ts";
import { mostVariables, VariableList } from "./variable-list.ts";
import { waitingBound } from "./waiting-bound.ts";

/** At most eight, those that tell most first. */
export function variablesOf(scene: Scene, effect: Effect, outcome: Outcome): Variable[] {
  if (effect.refused !== null && outcome.breaks === null) return [];
  const variables = new VariableList();
  if (outcome.breaks !== null) {
    const why = `how long processes of the previous release keep running after the migration: ${plain(outcome.breaks)}`;
    variables.general("old_processes", why);
  }
  waiting(variables, scene, effect, outcome);
  if (outcome.grows) growth(variables, scene, effect, outcome);
  values(variables, scene, effect);
  return variables.list();
}

/** Reasons mark names with one backtick, notes with two. */
function plain(words: string): string {
  return words.replaceAll("`", "``");
}

/** Whom it waits for; where its transaction has the table already, it was that operation which waited. */
function waiting(variables: VariableList, scene: Scene, effect: Effect, outcome: Outcome): void {
  if (effect.locks.length === 0) return;
  const { operation } = scene;
  const names = namesOf(rolesOf(scene));
  let left = mostVariables;
  const held = new Map(outcome.held.map((one) => [one.lock.table, one]));
  for (const one of effect.locks) {
    const weak = one.mode === "RowShareLock" || one.mode === "RowExclusiveLock";
    const changesRows = operation.kind === "change_data" && operation.details.rows === null;
    const before = held.get(one.table);
    if (before === undefined && weak && !changesRows) continue;
    const { lock, operation: by } = before ?? { lock: one, operation };
    const table = names.get(lock.table) ?? { schema: null, table: lock.table };
    const what = `the longest open transaction on ${literal(table)}`;
    variables.about(
      "longest_transaction",
      table,
      `${what}: ${behind(statementWord(by), lock, waitingBound(by))}`,
    );
    if (--left === 0) return;
  }
}

function behind(statement: string, lock: Lock, bound: { words: string } | null): string {
  const waits = bound === null ? "waits for it" : `waits for it, ${bound.words}`;
  if (lock.blocks.includes("reads"))
    return `${statement} ${waits}, and every query behind ${statement} waits too`;
  if (lock.blocks.includes("writes"))
    return `${statement} ${waits}, and every write behind ${statement} waits too`;
  if (lock.mode === "RowShareLock" || lock.mode === "RowExclusiveLock")
    return `${statement} waits for every row that it has locked, and keeps its own rows locked until it commits`;
  return `${statement} waits for it when it changes the schema as well`;
}

/** The tables by the text that their locks have. */
function namesOf(roles: Roles): Map<string, TableName> {
  const names = new Map<string, TableName>();
  for (const tables of Object.values(roles)) {
    for (const table of tables) names.set(qualified(table.schema, table.table), table);
  }
  return names;
}
