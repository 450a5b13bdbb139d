/** Why an impact is what it is, in plain words, most important first. */

import type { EngineName, Lock } from "../impact.ts";
import type { TableName } from "../operation.ts";
import { qualified, targetOf } from "../operation.ts";
import type { Effect, Outcome, Scene } from "./engine.ts";
import { code, listed, listedShort } from "./names.ts";
import { hidesEquality } from "./no-equality.ts";
import type { Held } from "./transactions.ts";

export interface ReasonsInput {
  engine: EngineName;
  scene: Scene;
  effect: Effect;
  outcome: Outcome;
  loss: string | null;
  /** What the other servers of the database do. */
  elsewhere: readonly string[];
  assumed: readonly string[];
  /** Growing tables that the policy calls small. */
  small: readonly TableName[];
  notes: readonly string[];
}

export function reasonsOf(input: ReasonsInput): string[] {
  const { scene, effect, outcome, loss, elsewhere, assumed, small, notes } = input;
  const reasons: string[] = [];
  if (effect.refused !== null) reasons.push(effect.refused);
  if (outcome.breaks !== null) reasons.push(outcome.breaks);
  if (scene.unnamed !== undefined) reasons.push(scene.unnamed);
  reasons.push(...blockedWords(effect, outcome));
  if (outcome.grows && outcome.held.length > 0) reasons.push(lockedWords(outcome.held, scene));
  reasons.push(...elsewhere);
  if (loss !== null) reasons.push(loss);
  reasons.push(...assumed);
  reasons.push(...valueReasons(scene));
  if (hidesEquality(scene.operation, input.engine)) reasons.push(equalityWords(scene));
  if (reasons.length === 0 && effect.work === "data")
    reasons.push("rows are changed; nobody waits but for the same rows");
  for (const table of small) reasons.push(`${code(table)} is small, so the policy counts this as brief`);
  reasons.push(...notes);
  return reasons;
}

const doing: Partial<Record<Effect["work"], string>> = {
  scan: "all rows are read",
  rewrite: "the table is rewritten",
  data: "rows are changed",
};

function blockedWords(effect: Effect, outcome: Outcome): string[] {
  // What waits longer for a lock that is held already is said of that one.
  const held = new Set(outcome.grows ? outcome.held.map(({ lock }) => lock.table) : []);
  const blocking = effect.locks.filter(({ table, blocks }) => blocks.length > 0 && !held.has(table));
  if (effect.unseen.length > 0 && outcome.grows) {
    return [
      `${listed(effect.unseen)} of every table that it touches wait while ${doing[effect.work] ?? "it runs"}`,
    ];
  }
  if (blocking.length === 0) return outcome.grows && outcome.held.length === 0 ? onlineWords(effect) : [];
  if (outcome.grows) return [`${blocksWords(blocking)} while ${doing[effect.work] ?? "it runs"}`];
  return [
    `${blocksWords(blocking)} for a moment, once the transactions that use ${blocking.length > 1 ? "them" : "it"} have ended`,
  ];
}

function onlineWords(effect: Effect): string[] {
  if (effect.grows === "unknown") return ["what it does to existing rows cannot be read"];
  const names = listedShort(effect.grows.map((table) => code(qualified(table.schema, table.table))));
  return [`it takes longer the more rows ${names} has, but blocks neither reads nor writes`];
}

/** Who waits for this because of what ran before it. */
function lockedWords(held: readonly Held[], scene: Scene): string {
  const waits = blocksWords(held.map(({ lock }) => lock));
  const by = takers(held);
  const them = held.length > 1 ? "them" : "it";
  return `${waits} until this ends: ${listed(by)} in ${where(scene)} ${by.length > 1 ? "have" : "has"} locked ${them}`;
}

/** What else the same transaction holds, null when nothing. */
export function heldWords(
  { first, more }: { first: readonly Held[]; more: number },
  scene: Scene,
): string | null {
  if (first.length === 0) return null;
  const parts = first.map(({ lock }) => `${code(lock.table)} against ${listed(lock.blocks)}`);
  if (more > 0) parts.push(`${more} more`);
  return `${where(scene)} has locked ${listed(parts)} (${listed(takers(first))})`;
}

/** The operations that took the locks. */
function takers(held: readonly Held[]): string[] {
  return [...new Set(held.map(({ operation }) => code(`${operation.kind} ${targetOf(operation)}`)))];
}

function where({ operation }: Scene): string {
  return operation.transaction === null ? "the same statement" : "the same transaction";
}

/** `reads and writes of `a`, writes of `b` wait`. */
function blocksWords(locks: readonly Lock[]): string {
  const both = locks.filter((lock) => lock.blocks.includes("reads"));
  const writes = locks.filter((lock) => !lock.blocks.includes("reads"));
  const parts: string[] = [];
  if (both.length > 0) parts.push(`reads and writes of ${listedShort(both.map(({ table }) => code(table)))}`);
  if (writes.length > 0) parts.push(`writes of ${listedShort(writes.map(({ table }) => code(table)))}`);
  return `${parts.join(", and ")} wait`;
}

/** What rows or code may run into without being broken by it. */
function equalityWords({ operation }: Scene): string {
  const type = operation.kind === "add_column" ? operation.details.column.type : null;
  const instead = type === "json" ? "; jsonb has one" : "";
  return `old code that asks for distinct rows of ${code(qualified(operation.schema, operation.table ?? ""))} fails: ${type} has no equality${instead}`;
}

function valueReasons({ operation }: Scene): string[] {
  const column = code(operation.columns[0] ?? "");
  switch (operation.kind) {
    case "set_not_null":
      return [`it fails when a row has NULL in ${column}, and from then on NULL is refused`];
    case "add_check":
    case "add_exclusion":
    case "add_foreign_key":
      return ["values that break the new constraint are refused from now on"];
    case "add_unique":
    case "add_primary_key":
      return ["it fails when two rows have the same values, and from then on such rows are refused"];
    case "create_index":
      return operation.details.unique
        ? ["it fails when two rows have the same values, and from then on such rows are refused"]
        : [];
    case "add_enum_value":
      return ["old code may read the new value and not know it"];
    case "drop_constraint":
    case "drop_index":
      return operation.details.cascade ? ["CASCADE drops what depends on it as well"] : [];
    case "create_function":
      return operation.details.replace ? ["old code calls the new body from now on"] : [];
    case "alter_sequence":
      return /restart|minvalue|maxvalue|increment/iu.test(operation.details.action)
        ? ["numbers may come again that are taken already, and nextval waits until the transaction ends"]
        : [];
    default:
      return [];
  }
}
