/** PostgreSQL 10 to 18: what its facts say of an operation. */

import type { Lock } from "../../impact.ts";
import type { TableName } from "../../operation.ts";
import { qualified } from "../../operation.ts";
import type { Effect, EngineRules, Scene } from "../engine.ts";
import { holdsData, isNewTable, tableOf } from "../known-schema.ts";
import type { Fact, Role } from "./fact.ts";
import { factsOf } from "./facts/facts.ts";
import { usesFreshValue } from "./fresh-values.ts";
import { blockedBy } from "./locks.ts";
import type { LockMode } from "./locks.ts";
import { rolesOf } from "./roles.ts";
import type { Roles } from "./roles.ts";
import { typeChangeOf } from "./types.ts";
import { variantOf } from "./variant.ts";
import { wordsOf } from "./words.ts";

export const postgresql: EngineRules = {
  name: "postgresql",
  title: "PostgreSQL",
  versions: [10, 11, 12, 13, 14, 15, 16, 17, 18],
  transactional: true,
  effects,
  typeChange: typeChangeOf,
  words: wordsOf,
};

function effects(scene: Scene, versions: readonly number[]): { effects: Effect[]; assumed: string[] } {
  const chosen = variantOf(scene);
  const fresh = usesFreshValue(scene);
  const roles = rolesOf(scene);
  const found: Effect[] = [];
  const refusing = fresh?.certain === true ? factsOf("change_data", fresh.variant) : [];
  for (const fact of refusing) {
    const on = fact.refused === null ? [] : versionsOf(fact, versions);
    if (on.length > 0) found.push(effectOf(scene, fact, {}, on));
  }
  const others = versions.filter((version) => !found.some((effect) => effect.versions.includes(version)));
  for (const fact of factsOf(scene.operation.kind, chosen.variant)) {
    const on = versionsOf(fact, others);
    if (on.length > 0) found.push(effectOf(scene, fact, roles, on));
  }
  const unsure = fresh === null || fresh.certain ? [] : [fresh.words];
  return { effects: found, assumed: others.length === 0 ? [] : [...unsure, ...chosen.assumed] };
}

function versionsOf({ from, to }: Fact, versions: readonly number[]): number[] {
  return versions.filter((version) => version >= from && (to === null || version <= to));
}

function effectOf(scene: Scene, fact: Fact, roles: Roles, versions: readonly number[]): Effect {
  const { work, refused, source } = fact;
  const base = { versions, algorithm: null, refused, source };
  if (refused !== null) return { ...base, work: "none", locks: [], unseen: [], grows: [] };
  const { locks, unseen } = locksOf(scene, fact, roles);
  return { ...base, work, locks, unseen, grows: growthOf(scene, fact, roles) };
}

function locksOf(scene: Scene, fact: Fact, roles: Roles): Pick<Effect, "locks" | "unseen"> {
  const locks = new Map<string, Lock>();
  const unseen = new Set<Lock["blocks"][number]>();
  for (const [role, strongest] of Object.entries(fact.locks) as [Role, LockMode][]) {
    const relations = roles[role];
    if (relations === undefined && isNeeded(role, scene))
      for (const what of blockedBy(strongest)) unseen.add(what);
    for (const [index, relation] of (relations ?? []).entries()) {
      const isPart = role === "target" && index > 0;
      const mode = (isPart ? fact.locks.partitions : undefined) ?? strongest;
      if (isNewTable(scene.schema, relation) || mode === "AccessShareLock") continue;
      const table = qualified(relation.schema, relation.table);
      const lock = { table, mode, blocks: blocks(mode, scene, relation) };
      if ((locks.get(table)?.blocks.length ?? -1) < lock.blocks.length) locks.set(table, lock);
    }
  }
  return { locks: [...locks.values()], unseen: [...unseen] };
}

/** Nobody writes to a materialized view, so nobody waits for a lock that only blocks writes. */
function blocks(mode: LockMode, { operation, schema }: Scene, relation: TableName): Lock["blocks"] {
  const known = tableOf(schema, relation)?.relation;
  const readOnly = operation.kind === "refresh_materialized_view" || known === "materialized view";
  return readOnly ? blockedBy(mode).filter((what) => what !== "writes") : blockedBy(mode);
}

/** Roles that every such operation has: what is not known of them is taken for an existing table. */
function isNeeded(role: Role, { operation, schema }: Scene): boolean {
  if (role === "users") return operation.name === null || schema.types.get(operation.name)?.isNew !== true;
  return role === "target" && operation.kind === "rebuild_index";
}

function growthOf(scene: Scene, fact: Fact, roles: Roles): Effect["grows"] {
  const found: TableName[] = [];
  for (const role of fact.grows) {
    const relations = roles[role];
    if (relations === undefined && (role === "target" || isNeeded(role, scene))) return "unknown";
    for (const relation of relations ?? []) if (holdsData(scene.schema, relation)) found.push(relation);
  }
  return fact.work === "unknown" && scene.operation.kind === "run_code" ? codeGrowth(scene) : found;
}

/** Code that names only tables which the change made works on nothing that was there. */
function codeGrowth({ operation, schema }: Scene): Effect["grows"] {
  const tables = operation.kind === "run_code" ? operation.details.tables : [];
  if (tables.length === 0) return "unknown";
  return tables.filter((table) => holdsData(schema, table));
}
