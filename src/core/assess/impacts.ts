/** Turns the effects of an operation on an engine's versions into the one impact that counts. */

import type { Engine, Impact } from "../impact.ts";
import type { TableName } from "../operation.ts";
import { breakOf } from "./breaks.ts";
import type { Effect, EngineRules, Outcome, Scene } from "./engine.ts";
import { isNewTable } from "./known-schema.ts";
import { lossOf } from "./losses.ts";
import { heldWords, reasonsOf } from "./reasons.ts";
import { targetTable } from "./target.ts";
import { besideOthers } from "./topology.ts";
import type { Servers } from "./topology.ts";
import { heldBeside } from "./transactions.ts";
import type { OpenTransaction } from "./transactions.ts";
import { someVersions, versionText, versionsIn } from "./versions.ts";

export interface ImpactInput {
  scene: Scene;
  transaction: OpenTransaction;
  isSmall: (table: TableName) => boolean;
  topology: Servers;
}

const workOrder = ["none", "metadata", "scan", "data", "rewrite", "unknown"] as const;

/** The worst impact on the versions that the engine's range covers. */
export function impactOf(engine: Engine, rules: EngineRules, input: ImpactInput): Impact {
  const { scene, transaction } = input;
  const versions = versionsIn(engine, rules.versions);
  const { effects, assumed } = rules.effects(scene, versions);
  const breaks = breakOf(scene, rules);
  const candidates = effects.map((alone) => {
    const beside = besideOthers(rules.name, input.topology, scene.operation, alone);
    return { ...beside, alone, outcome: outcomeOf(beside.effect, input, breaks, rules) };
  });
  const running = candidates.filter(({ effect }) => effect.refused === null);
  const { effect, alone, outcome, reasons } = worst(running.length > 0 ? running : candidates);
  const loss = effect.refused === null ? lossOf(scene, rules) : null;
  const others = effects.filter((other) => other !== alone);
  const notes = others.map((other) => versionNote(other, effect, versions, rules));
  const small = growingTables(effect).filter((table) => input.isSmall(table));
  const held = heldBeside(transaction, effect.locks);
  const words = rules.words(scene, effect, outcome);
  return {
    engine: rules.name,
    version: versionText(engine),
    work: effect.work,
    locks: [...effect.locks],
    algorithm: effect.algorithm,
    grows: outcome.grows,
    breaksOldCode: breaks !== null,
    irreversible: loss !== null,
    offline: outcome.offline,
    reasons: reasonsOf({
      scene,
      effect,
      outcome,
      loss,
      elsewhere: reasons,
      assumed,
      small,
      engine: engine.engine,
      notes: notes.filter((note) => note !== null),
    }),
    variables:
      input.topology === "single"
        ? words.variables.filter(({ name }) => name !== "replica_lag")
        : words.variables,
    saferWay: words.saferWay,
    transaction: heldWords(held, scene),
    refused: effect.refused,
    source: effect.source,
  };
}

function growingTables(effect: Effect): readonly TableName[] {
  return effect.grows === "unknown" ? [] : effect.grows;
}

/** Offline: growing work under a blocking lock, its own or one that its transaction holds already, or a break. */
function outcomeOf(effect: Effect, input: ImpactInput, breaks: string | null, rules: EngineRules): Outcome {
  const { scene, transaction, isSmall } = input;
  const grows = effect.grows === "unknown" || effect.grows.some((table) => !isSmall(table));
  const own = effect.unseen.length > 0 || effect.locks.some((lock) => lock.blocks.length > 0);
  const held = rules.transactional && transaction.held.size > 0;
  const unread = scene.operation.kind === "unknown_statement";
  const blocked = grows && !unread && (own || held);
  return {
    newTable: isNewTarget(scene),
    grows,
    offline: breaks !== null || blocked,
    breaks,
    held: held && grows ? heldBeside(transaction, effect.locks).first : [],
    refused: effect.refused,
  };
}

export function isNewTarget(scene: Pick<Scene, "operation" | "schema">): boolean {
  const target = targetTable(scene);
  return target !== null && isNewTable(scene.schema, target);
}

function worst<T extends { effect: Effect; outcome: Outcome }>(candidates: readonly T[]): T {
  const rank = ({ effect, outcome }: T): number =>
    (outcome.offline ? 100 : 0) +
    (outcome.breaks !== null ? 50 : 0) +
    (outcome.grows ? 20 : 0) +
    workOrder.indexOf(effect.work);
  return candidates.reduce((a, b) => (rank(b) > rank(a) ? b : a));
}

/** What is otherwise on other versions of the range, null when it is not worth a word. */
function versionNote(
  other: Effect,
  chosen: Effect,
  versions: readonly number[],
  rules: EngineRules,
): string | null {
  const on = `${rules.title} ${someVersions(rules.name, other.versions, versions)}`;
  if (other.refused !== null) return `${on} refuses it: ${other.refused}`;
  if (other.work === chosen.work) return null;
  const kinds = {
    none: "nothing happens",
    metadata: "it only changes the catalogue",
    scan: "it reads all rows",
  };
  const words = Object.hasOwn(kinds, other.work)
    ? kinds[other.work as keyof typeof kinds]
    : `it is ${other.work}`;
  return `on ${on} ${words}`;
}
