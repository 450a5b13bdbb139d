/** The variables that the length of an interruption depends on, each with the query that measures it. */

import type { Lock, Variable } from "../../impact.ts";
import type { TableName } from "../../operation.ts";
import { qualified } from "../../operation.ts";
import type { Effect, Outcome, Scene } from "../engine.ts";
import { isNewTable, tableOf } from "../known-schema.ts";
import { literal } from "../names.ts";
import { generalQuery, tableQuery } from "./queries.ts";
import type { GeneralMeasure, TableMeasure } from "./queries.ts";
import { regclass } from "./quote.ts";
import { rolesOf } from "./roles.ts";
import type { Roles } from "./roles.ts";
import { statementWord } from "./statement-word.ts";

const withheld = " (no query: the name has characters that cannot be seen)";

class Variables {
  readonly found: Variable[] = [];
  readonly #relations = new Map<string, string | null>();

  about(
    measure: TableMeasure,
    table: TableName,
    why: string,
    column: string | null = null,
    name: string = measure,
  ): void {
    const own = qualified(table.schema, table.table);
    let relation = this.#relations.get(own);
    if (relation === undefined) {
      relation = regclass(table);
      this.#relations.set(own, relation);
    }
    const query = tableQuery(measure, relation, column);
    if (this.found.some((known) => known.name === name && known.table === own)) return;
    this.found.push({ name, table: own, why: query === null ? why + withheld : why, query });
  }

  general(measure: GeneralMeasure, why: string): void {
    if (!this.found.some(({ name }) => name === measure)) {
      this.found.push({ name: measure, table: null, why, query: generalQuery(measure) });
    }
  }

  /** One that no query measures. */
  unmeasured(name: string, table: string | null, why: string): void {
    if (!this.found.some((known) => known.name === name)) this.found.push({ name, table, why, query: null });
  }
}

export function variablesOf(scene: Scene, effect: Effect, outcome: Outcome): Variable[] {
  if (effect.refused !== null && outcome.breaks === null) return [];
  const variables = new Variables();
  const roles = rolesOf(scene);
  if (outcome.breaks !== null) {
    const why = `how long processes of the previous release keep running after the migration: ${plain(outcome.breaks)}`;
    variables.general("old_processes", why);
  }
  for (const lock of effect.locks) waiting(variables, scene, lock, roles);
  if (outcome.grows) growth(variables, scene, effect, roles);
  if (outcome.grows && outcome.held.length > 0) {
    const tables = outcome.held.map((lock) => literal(lock.table)).join(", ");
    variables.unmeasured(
      "time_under_lock",
      null,
      `how long this takes while the transaction holds its lock on ${tables}`,
    );
  }
  values(variables, scene, effect);
  return variables.found;
}

/** Reasons mark names with one backtick, notes with two. */
function plain(words: string): string {
  return words.replaceAll("`", "``");
}

function waiting(variables: Variables, scene: Scene, lock: Lock, roles: Roles): void {
  const weak = lock.mode === "RowShareLock" || lock.mode === "RowExclusiveLock";
  const changesRows = scene.operation.kind === "change_data" && scene.operation.details.rows === null;
  if (weak && !changesRows) return;
  const table = tableNamed(lock.table, roles) ?? { schema: null, table: lock.table };
  const statement = statementWord(scene.operation);
  const what = `the longest open transaction on ${literal(table)}`;
  variables.about("longest_transaction", table, `${what}: ${behind(statement, lock, weak)}`);
}

function behind(statement: string, lock: Lock, weak: boolean): string {
  if (weak)
    return `${statement} waits for every row that it has locked, and keeps its own rows locked until it commits`;
  if (lock.blocks.includes("reads"))
    return `${statement} waits for it, and every query behind ${statement} waits too`;
  if (lock.blocks.includes("writes"))
    return `${statement} waits for it, and every write behind ${statement} waits too`;
  return `${statement} waits for it when it changes the schema as well`;
}

function tableNamed(text: string, roles: Roles): TableName | null {
  for (const tables of Object.values(roles)) {
    const found = tables?.find((table) => qualified(table.schema, table.table) === text);
    if (found !== undefined) return found;
  }
  return null;
}

function growth(variables: Variables, scene: Scene, effect: Effect, roles: Roles): void {
  const { operation, schema } = scene;
  if (effect.grows === "unknown") {
    variables.unmeasured(
      "effect",
      operation.table,
      "what it does to existing rows, which cannot be read here, and how many they are",
    );
    variables.general("replica_lag", "how far replicas are behind: they repeat what it writes");
    return;
  }
  for (const table of effect.grows) {
    const name = literal(table);
    const verb =
      { scan: "read", rewrite: "read and written anew", data: "read or changed" }[effect.work as string] ??
      "worked on";
    variables.about("rows", table, `the number of rows of ${name}: they are ${verb}`);
    variables.about(
      "heap_bytes",
      table,
      `the size of ${name} in bytes: reading or writing it takes as long as the disk needs for that`,
    );
    if (tableOf(schema, table)?.partitioned === true) {
      variables.about("partitions", table, `the number of partitions of ${name}: each is worked on`);
    }
    if (effect.work === "rewrite" || effect.work === "data") {
      variables.about(
        "index_bytes",
        table,
        `the number and size of the indexes of ${name}: each is written as well`,
      );
    }
    if (effect.work === "rewrite" || buildsIndex(scene)) {
      variables.about(
        "disk",
        table,
        `free disk: what is built anew lies beside the old until the end, up to the size of ${name}`,
      );
    }
    if (effect.work === "data") {
      variables.about("triggers", table, `the triggers of ${name}: they run for each row`);
      variables.about(
        "dead_rows",
        table,
        `the dead rows that ${name} is left with until autovacuum has removed them`,
      );
    }
    if (effect.work !== "data" && !isNewTable(schema, table)) {
      variables.about(
        "write_rate",
        table,
        `the write rate on ${name} (run the query twice): this is what waits, or must be caught up with`,
      );
    }
  }
  for (const table of roles.referenced ?? []) {
    variables.about(
      "rows",
      table,
      `the number of rows of ${literal(table)}: each key is looked up there`,
      null,
      "referenced_rows",
    );
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

/** What the rows that are there decide: whether it fails, or what it does. */
function values(variables: Variables, { operation, schema }: Scene, effect: Effect): void {
  if (operation.table === null || effect.refused !== null) return;
  const table = { schema: operation.schema, table: operation.table };
  if (isNewTable(schema, table)) return;
  const column = operation.columns[0] ?? null;
  const name = column === null ? null : literal(column);
  switch (operation.kind) {
    case "set_not_null":
      if (column !== null) {
        variables.about(
          "null_rows",
          table,
          `whether any row has NULL in ${name}: it fails if one does`,
          column,
        );
      }
      break;
    case "create_index":
    case "add_unique":
    case "add_primary_key": {
      const unique = operation.kind !== "create_index" || operation.details.unique;
      if (
        !unique ||
        column === null ||
        (operation.kind !== "create_index" && operation.details.usingIndex !== null)
      )
        break;
      const columns = operation.columns.map((each) => literal(each)).join(", ");
      const why = `whether two rows have the same values in ${columns}: it fails if they do`;
      if (operation.columns.length === 1) variables.about("distinct_values", table, why, column);
      else variables.unmeasured("distinct_values", qualified(table.schema, table.table), why);
      break;
    }
    case "alter_column_type":
      if (effect.work === "rewrite" && /time/u.test(operation.details.type ?? "")) {
        variables.general(
          "session_time_zone",
          "the time zone of the session that migrates: values without a zone are read in it",
        );
      }
      break;
    case "truncate_table":
    case "drop_table":
      if (operation.details.cascade) {
        variables.about(
          "referencing_tables",
          table,
          `the tables that reference ${literal(table)}: CASCADE reaches them too`,
        );
      }
      break;
    case "refresh_materialized_view":
      variables.unmeasured(
        "query_time",
        qualified(table.schema, table.table),
        `how long the query of ${literal(table)} takes`,
      );
      break;
    case "drop_index":
      variables.unmeasured(
        "plans",
        qualified(table.schema, table.table),
        `how slow the queries get that used ${literal(operation.name ?? "the index")}`,
      );
      break;
    default:
  }
}
