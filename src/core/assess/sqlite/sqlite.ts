/** SQLite: what its facts say of an operation. */

import { numberings } from "../../engine-version.ts";
import type { Lock } from "../../impact.ts";
import type { TableName } from "../../operation.ts";
import { qualified } from "../../operation.ts";
import type { Effect, EngineRules, Scene, TypeChange } from "../engine.ts";
import { holdsData, isNewTable, tableOf } from "../known-schema.ts";
import { targetTable } from "../target.ts";
import type { Fact } from "./fact.ts";
import { allFacts, factsOf } from "./facts/facts.ts";
import { variantOf } from "./variant.ts";
import { wordsOf } from "./words.ts";

export const sqlite: EngineRules = {
  name: "sqlite",
  title: numberings.sqlite.title,
  versions: [...new Set(allFacts.map(({ from }) => from))].toSorted((a, b) => a - b),
  transactional: true,
  effects,
  typeChange,
  words: wordsOf,
};

function effects(scene: Scene, versions: readonly number[]): { effects: Effect[]; assumed: string[] } {
  const { variant, assumed } = variantOf(scene);
  const found: Effect[] = [];
  for (const fact of factsOf(scene.operation.kind, variant)) {
    const on = versions.filter(
      (version) => version >= fact.from && (fact.before === null || version < fact.before),
    );
    if (on.length > 0) found.push(effectOf(scene, fact, on));
  }
  const locks = found.some((effect) => effect.locks.length > 0 && effect.grows.length > 0);
  return { effects: found, assumed: locks ? [wholeFile, ...assumed] : assumed };
}

const wholeFile = "SQLite locks the whole file, so writes of every other table wait as well";

function effectOf(scene: Scene, fact: Fact, versions: readonly number[]): Effect {
  const { work, refused, source } = fact;
  const base = { versions, algorithm: null, refused, source };
  if (refused !== null) return { ...base, work: "none", locks: [], unseen: [], grows: [] };
  const grows = growthOf(scene, fact);
  const unseen = grows === "unknown" && fact.writes && work !== "unknown" ? blocksOf(fact) : [];
  return { ...base, work, locks: locksOf(scene, fact, grows), unseen, grows };
}

/** Who reads waits only without a write-ahead log: when the work is written, or when there is too much of it for the cache. */
function blocksOf({ work }: Fact): Lock["blocks"] {
  return work === "scan" || work === "data" ? ["writes"] : ["reads", "writes"];
}

/** REINDEX names an index or a table. */
function targetOf(scene: Scene): TableName | null {
  const { operation, schema } = scene;
  const found = targetTable(scene);
  if (found !== null || operation.kind !== "rebuild_index" || operation.name === null) return found;
  const named = { schema: operation.schema, table: operation.name };
  return tableOf(schema, named) === null ? null : named;
}

function locksOf(scene: Scene, fact: Fact, grows: Effect["grows"]): Lock[] {
  const target = targetOf(scene);
  const table = target ?? (grows === "unknown" ? undefined : grows[0]);
  if (!fact.writes || table === undefined || isNewTable(scene.schema, table)) return [];
  return [{ table: qualified(table.schema, table.table), mode: "whole file", blocks: blocksOf(fact) }];
}

function growthOf(scene: Scene, fact: Fact): Effect["grows"] {
  const { operation, schema } = scene;
  if (fact.work === "unknown") return codeGrowth(scene);
  const tables: TableName[] = [];
  const target = targetOf(scene);
  for (const role of fact.grows) {
    if (role === "all" || (role === "target" && target === null)) return "unknown";
    if (role === "target" && target !== null) tables.push(target);
    if (role === "sources") tables.push(...sourcesOf(operation));
  }
  return tables.filter((table) => holdsData(schema, table));
}

function codeGrowth({ operation, schema }: Scene): Effect["grows"] {
  const tables = operation.kind === "run_code" ? operation.details.tables : [];
  return tables.length === 0 ? "unknown" : tables.filter((table) => holdsData(schema, table));
}

function sourcesOf(operation: Scene["operation"]): readonly TableName[] {
  return operation.kind === "change_data" || operation.kind === "create_table_as"
    ? operation.details.sources
    : [];
}

/** SQLite keeps any value in a column of any type, but who reads it may not. */
function typeChange({ operation }: Parameters<EngineRules["typeChange"]>[0]): TypeChange {
  const { type: to, oldType: from } = operation.details;
  const same = from !== null && to !== null && affinity(from) === affinity(to);
  return {
    from,
    to,
    breaks: same ? null : `old code uses ${operation.columns[0] ?? "it"} as the type that it was`,
    loses: null,
    narrows: false,
  };
}

/** https://www.sqlite.org/datatype3.html, 3.1. */
function affinity(type: string): string {
  const text = type.toLowerCase();
  if (text.includes("int")) return "integer";
  if (/char|clob|text/u.test(text)) return "text";
  if (text === "" || text.includes("blob")) return "blob";
  return /real|floa|doub/u.test(text) ? "real" : "numeric";
}
