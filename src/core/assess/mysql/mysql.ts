/** MySQL and MariaDB: what their facts say of an operation. */

import { numberings } from "../../engine-version.ts";
import type { Lock } from "../../impact.ts";
import type { IdentifiedOperation, TableName } from "../../operation.ts";
import { qualified, targetOf } from "../../operation.ts";
import type { Effect, EngineRules, Scene } from "../engine.ts";
import { holdsData, isNewTable } from "../known-schema.ts";
import { code } from "../names.ts";
import type { Fact, LockLevel, MysqlName, Role } from "./fact.ts";
import { factOf, versionsOf } from "./facts/facts.ts";
import { clausesOf, planOf } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { rolesOf } from "./roles.ts";
import { typeChangeOf } from "./types.ts";
import { variantOf } from "./variant.ts";
import { wordsOf } from "./words.ts";

function rulesOf(name: MysqlName): EngineRules {
  return {
    name,
    title: numberings[name].title,
    versions: versionsOf(name),
    // Each DDL statement commits what was open, and itself.
    transactional: false,
    effects: (scene, versions) => effects(scene, name, versions),
    typeChange: typeChangeOf,
    words: (scene, effect, outcome) => wordsOf(scene, effect, outcome, name),
  };
}

export const mysql = rulesOf("mysql");
export const mariadb = rulesOf("mariadb");

type Chosen = { operation: IdentifiedOperation } & ReturnType<typeof variantOf>;

/** What each clause was found to be when its turn came. */
const seen: Record<MysqlName, WeakMap<IdentifiedOperation, Chosen>> = {
  mysql: new WeakMap(),
  mariadb: new WeakMap(),
};

function effects(
  scene: Scene,
  engine: MysqlName,
  versions: readonly number[],
): { effects: Effect[]; assumed: string[] } {
  const { operation } = scene;
  const chosen = { operation, ...variantOf(scene, engine) };
  let isBefore = true;
  const clauses = clausesOf(scene).map((one) => {
    if (one === operation) {
      isBefore = false;
      return chosen;
    }
    // What comes before it in the statement is in the schema already, and would seem to change nothing.
    const kept = isBefore ? seen[engine].get(one) : undefined;
    return kept ?? { operation: one, ...variantOf({ ...scene, operation: one }, engine) };
  });
  if (clauses.length > 1) seen[engine].set(operation, chosen);
  const found: Effect[] = [];
  const assumed = new Set<string>();
  for (const version of versions) {
    const parts = clauses.map((one) => ({
      operation: one.operation,
      fact: factOf(engine, one.operation.kind, one.variant, version),
    }));
    const fact = factOf(engine, operation.kind, chosen.variant, version);
    const plan = planOf({ operation, fact }, parts, engine, version);
    if (plan.because !== null && plan.algorithm !== fact.algorithm)
      assumed.add(
        `one ALTER does its clauses together, so ${code(`${plan.because.kind} ${targetOf(plan.because)}`)} decides how`,
      );
    const effect = effectOf(scene, fact, plan, version);
    const last = found.at(-1);
    if (last !== undefined && isAlike(last, effect))
      found[found.length - 1] = { ...last, versions: [...last.versions, version] };
    else found.push(effect);
  }
  return { effects: found, assumed: [...assumed, ...chosen.assumed] };
}

function isAlike(a: Effect, b: Effect): boolean {
  return JSON.stringify({ ...a, versions: [] }) === JSON.stringify({ ...b, versions: [] });
}

function effectOf(scene: Scene, fact: Fact, plan: Plan, version: number): Effect {
  const { refused, algorithm } = plan;
  const base = { versions: [version], algorithm, refused, source: fact.source, unseen: [] };
  if (refused !== null) return { ...base, work: "none", locks: [], grows: [] };
  const rewrites = plan.work === "rewrite" || plan.work === "scan";
  const grows = growthOf(scene, fact, rewrites);
  return { ...base, work: plan.work, locks: locksOf(scene, fact, plan.lock, grows), grows };
}

/**
 * In the words of `performance_schema.metadata_locks`. What grows at LOCK=NONE keeps the exclusive lock only for a moment at
 * its start and its end, and lets others read and write in between.
 */
function locksOf(scene: Scene, fact: Fact, level: LockLevel | null, grows: Effect["grows"]): Lock[] {
  const growing = grows === "unknown" || grows.length > 0;
  const found = new Map<string, Lock>();
  const roles = rolesOf(scene);
  for (const role of fact.locks) {
    for (const table of roles[role] ?? []) {
      if (isNewTable(scene.schema, table)) continue;
      const name = qualified(table.schema, table.table);
      if (!found.has(name)) found.set(name, lockOn(name, role, level, growing));
    }
  }
  return [...found.values()];
}

function lockOn(table: string, role: Role, level: LockLevel | null, growing: boolean): Lock {
  if (level === "SHARED" || (role === "referenced" && level !== "NONE" && growing))
    return { table, mode: "SHARED_NO_WRITE", blocks: ["writes"] };
  if (level === "NONE" && growing) return { table, mode: "SHARED_UPGRADABLE", blocks: [] };
  return { table, mode: "EXCLUSIVE", blocks: ["reads", "writes"] };
}

function growthOf(scene: Scene, fact: Fact, works: boolean): Effect["grows"] {
  const { operation, schema } = scene;
  if (fact.work === "unknown") return codeGrowth(scene);
  const roles = rolesOf(scene);
  // The statement as a whole may work on rows where this clause alone would not.
  const growing: readonly Role[] = works && fact.grows.length === 0 ? ["target"] : fact.grows;
  const tables: TableName[] = [];
  for (const role of growing) {
    const found = roles[role];
    if (found === undefined && role === "target" && operation.kind !== "change_data") return "unknown";
    tables.push(...(found ?? []));
  }
  return tables.filter((table) => holdsData(schema, table));
}

function codeGrowth({ operation, schema }: Scene): Effect["grows"] {
  const tables = operation.kind === "run_code" ? operation.details.tables : [];
  return tables.length === 0 ? "unknown" : tables.filter((table) => holdsData(schema, table));
}
