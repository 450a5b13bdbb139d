/** The variables of work that takes longer the more rows there are. */

import type { TableName } from "../../operation.ts";
import type { Effect, Outcome, Scene } from "../engine.ts";
import { isNewTable, tableOf } from "../known-schema.ts";
import { literal } from "../names.ts";
import { rolesOf } from "./roles.ts";
import { mostVariables } from "./variable-list.ts";
import type { VariableList } from "./variable-list.ts";

export function growth(variables: VariableList, scene: Scene, effect: Effect, outcome: Outcome): void {
  if (effect.grows === "unknown") {
    unknownGrowth(variables, scene, outcome);
    return;
  }
  for (const table of effect.grows.slice(0, mostVariables)) tableGrowth(variables, scene, effect, table);
  for (const table of (rolesOf(scene).referenced ?? []).slice(0, mostVariables)) {
    const why = `the number of rows of ${literal(table)}: each key is looked up there`;
    variables.about("rows", table, why, { name: "referenced_rows" });
  }
  if (concurrent(scene)) {
    variables.general(
      "oldest_snapshot",
      "the oldest open transaction of the whole database: the concurrent build waits for it twice",
    );
  }
  if (effect.work !== "scan" || buildsIndex(scene)) {
    variables.general("replica_lag", "how far replicas are behind: they repeat what is written, in order");
  }
}

/** Where nobody can tell what runs, the time itself is what there is to know. */
function unknownGrowth(variables: VariableList, { operation }: Scene, outcome: Outcome): void {
  variables.unmeasured(
    "effect",
    operation.table,
    "what it does to existing rows, which cannot be read here, and how many they are",
  );
  if (outcome.held.length > 0) {
    const tables = outcome.held.map(({ lock }) => literal(lock.table)).join(", ");
    const why = `how long this takes while the transaction holds its lock on ${tables}`;
    variables.unmeasured("time_under_lock", null, why);
  }
  variables.general("replica_lag", "how far replicas are behind: they repeat what it writes");
}

const verbs: Partial<Record<Effect["work"], string>> = {
  scan: "read",
  rewrite: "read and written anew",
  data: "read or changed",
};

function tableGrowth(variables: VariableList, scene: Scene, effect: Effect, table: TableName): void {
  const { work } = effect;
  const name = literal(table);
  variables.about("rows", table, `the number of rows of ${name}: they are ${verbs[work] ?? "worked on"}`);
  if (work !== "data") {
    const why = `the size of ${name} in bytes: it takes as long as the disk needs for that`;
    variables.about("heap_bytes", table, why);
  }
  if (tableOf(scene.schema, table)?.partitioned === true) {
    variables.about("partitions", table, `the number of partitions of ${name}: each is worked on`);
  }
  if (work === "rewrite" || work === "data") {
    const why = `the number and size of the indexes of ${name}: each is written as well`;
    variables.about("index_bytes", table, why);
  }
  if (work === "data") {
    variables.about("triggers", table, `the triggers of ${name}: they run for each row`);
    const why = `the dead rows that ${name} is left with until autovacuum has removed them`;
    variables.about("dead_rows", table, why);
    return;
  }
  if (!isNewTable(scene.schema, table)) {
    const why = `the write rate on ${name} (run the query twice): this is what waits, or must be caught up with`;
    variables.about("write_rate", table, why);
  }
  if (work === "rewrite" || buildsIndex(scene)) {
    const why = `free disk: what is built anew lies beside the old until the end, up to the size of ${name}`;
    variables.about("disk", table, why);
  }
}

function buildsIndex({ operation }: Scene): boolean {
  return ["create_index", "rebuild_index", "add_unique", "add_primary_key", "add_exclusion"].includes(
    operation.kind,
  );
}

function concurrent({ operation }: Scene): boolean {
  const { kind } = operation;
  if (kind !== "create_index" && kind !== "rebuild_index" && kind !== "drop_index") return false;
  return operation.details.concurrently;
}
