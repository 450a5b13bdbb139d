/** The steps of the safer way, as commands in the author's own names. */

import type { TableName } from "../../operation.ts";
import type { Effect, Outcome, Scene } from "../engine.ts";
import { targetTable } from "../target.ts";
import { columnSteps } from "./safer-columns.ts";
import { quoteTable } from "./quote.ts";
import { constraintSteps } from "./safer-constraints.ts";
import { tableSteps } from "./safer-tables.ts";
import { waitingBound } from "./waiting-bound.ts";

const retry =
  "SET lock_timeout = '2s'; and try again when it runs out, so that nothing queues behind it for long";
const hidden = "Its names have characters that cannot be seen, so that no commands are given for them.";

/** On one line, because it stands inside sentences; null when the operation is the safe way already. */
export function saferWayOf(scene: Scene, effect: Effect, outcome: Outcome): string | null {
  const bounded = waitingBound(scene.operation) !== null;
  const blocks = !bounded && effect.locks.some((lock) => lock.blocks.length > 0);
  const steps = stepsOf(scene, effect, outcome);
  if (steps === null) return hidden;
  if (steps.length === 0) {
    if (outcome.held.length > 0)
      return "Run it in a migration of its own, so that no lock is held meanwhile.";
    return blocks && !outcome.newTable ? retry : null;
  }
  const before = blocks && effect.refused === null ? retryStep(steps) : null;
  const all = before === null ? steps : [...steps, before];
  return all.length === 1 ? (all[0] as string) : all.map((step, index) => `(${index + 1}) ${step}`).join(" ");
}

/** Not for what runs CONCURRENTLY: a lock_timeout that runs out half-way leaves an invalid index or a pending detach behind. */
function retryStep(steps: readonly string[]): string | null {
  const plain = steps.filter((step) => !step.includes("CONCURRENTLY"));
  if (plain.length === steps.length) return `Before each: ${retry}`;
  return plain.some((step) => step.includes("ALTER TABLE")) ? `Before each ALTER TABLE: ${retry}` : null;
}

/** Empty when there is nothing better, null when the names cannot be shown. */
function stepsOf(scene: Scene, effect: Effect, outcome: Outcome): string[] | null {
  if (!outcome.offline && effect.refused === null) return [];
  const target = targetTable(scene);
  const table = target === null ? "" : quoteTable(target as TableName);
  if (table === null) return null;
  return (
    columnSteps(scene, table, outcome) ??
    constraintSteps(scene, table, outcome) ??
    tableSteps(scene, table, outcome) ??
    []
  );
}
