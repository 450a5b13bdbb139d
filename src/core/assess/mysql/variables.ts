/** The variables that the length of an interruption depends on, each with the query that measures it. */

import type { Variable } from "../../impact.ts";
import type { TableName } from "../../operation.ts";
import { qualified } from "../../operation.ts";
import type { Effect, Outcome, Scene } from "../engine.ts";
import { isNewTable } from "../known-schema.ts";
import { literal } from "../names.ts";
import type { MysqlName } from "./fact.ts";
import { generalQuery, rowVersionsQuery, tableQuery } from "./queries.ts";
import type { GeneralMeasure, TableMeasure } from "./queries.ts";
import { rolesOf } from "./roles.ts";

/** More than this nobody reads. */
const most = 8;
const withheld = " (no query: the name has characters that cannot be seen)";

class List {
  readonly found: Variable[] = [];

  add(name: string, table: TableName | null, why: string, query: string | null): void {
    const own = table === null ? null : qualified(table.schema, table.table);
    if (this.found.some((known) => known.name === name && known.table === own)) return;
    this.found.push({ name, table: own, why, query });
  }

  about(measure: TableMeasure, table: TableName, why: string, name: string = measure): void {
    const query = tableQuery(measure, table);
    this.add(name, table, query === null ? why + withheld : why, query);
  }

  general(measure: GeneralMeasure, why: string): void {
    this.add(measure, null, why, generalQuery(measure));
  }
}

export function variablesOf(scene: Scene, effect: Effect, outcome: Outcome, engine: MysqlName): Variable[] {
  if (effect.refused !== null && outcome.breaks === null) return [];
  const list = new List();
  if (outcome.breaks !== null) {
    const why = `how long processes of the previous release keep running after the migration: ${outcome.breaks.replaceAll("`", "``")} (without PROCESS the query shows your own sessions only)`;
    list.general("old_processes", why);
  }
  waiting(list, scene, effect);
  if (effect.algorithm === "INSTANT") versions(list, scene, engine);
  if (outcome.grows) growth(list, scene, effect);
  values(list, scene, effect);
  return list.found.slice(0, most);
}

/** Each statement waits for those that use the table, at its start and once more at its end. */
function waiting(list: List, scene: Scene, effect: Effect): void {
  const tables = Object.values(rolesOf(scene)).flat();
  for (const lock of effect.locks) {
    const table = tables.find((one) => qualified(one.schema, one.table) === lock.table);
    if (table === undefined) continue;
    const when =
      lock.mode === "EXCLUSIVE"
        ? "the statement waits for it"
        : "the statement waits for it at its start and at its end";
    const why = `the longest open transaction on ${literal(table)}: ${when}, and every query behind the statement waits too (needs PROCESS and SELECT on performance_schema; an error means that it cannot be seen)`;
    list.about("longest_transaction", table, why);
  }
  if (effect.locks.length > 0)
    list.general(
      "lock_wait_timeout",
      "how long the statement waits for locks, while others queue behind it, before it gives up",
    );
}

/** Each added or dropped column leaves a version of the rows behind in MySQL, and at 64 of them the table is built anew. */
function versions(list: List, { operation }: Scene, engine: MysqlName): void {
  if (operation.kind !== "add_column" && operation.kind !== "drop_column") return;
  const table = { schema: operation.schema, table: operation.table ?? "" };
  if (engine === "mysql") {
    const why = `how many row versions ${literal(table)} has: with 64 of them it is not instant any more (from 8.0.29 on; needs PROCESS)`;
    list.add("row_versions", table, why, rowVersionsQuery(table));
  }
  const why = `the row format of ${literal(table)}: with COMPRESSED, or with a FULLTEXT index, the table is built anew`;
  list.about("row_format", table, why);
}

function growth(list: List, scene: Scene, effect: Effect): void {
  if (effect.grows === "unknown") {
    const why = "what it does to existing rows, which cannot be read here, and how many they are";
    list.add("effect", null, why, null);
    list.general("replica_lag", "how far replicas are behind: they repeat what it writes (ask each replica)");
    return;
  }
  for (const table of effect.grows) ofTable(list, scene, effect, table);
  for (const table of rolesOf(scene).referenced ?? []) {
    list.about(
      "rows",
      table,
      `the number of rows of ${literal(table)}: each key is looked up there`,
      "referenced_rows",
    );
  }
  if (effect.work === "rewrite" && effect.algorithm === "INPLACE") {
    const why =
      "how much may be written meanwhile: when the log of the statement is full, it fails and all is undone";
    list.general("online_log", why);
  }
  const lag =
    "how far replicas are behind: each repeats the statement, for as long, and what comes after it waits (ask each replica)";
  list.general("replica_lag", lag);
}

const verbs: Partial<Record<Effect["work"], string>> = {
  scan: "read",
  rewrite: "read and written anew",
  data: "read or changed",
};

function ofTable(list: List, { schema }: Scene, { work }: Effect, table: TableName): void {
  const name = literal(table);
  list.about("rows", table, `the number of rows of ${name}: they are ${verbs[work] ?? "worked on"}`);
  if (work !== "data") {
    list.about(
      "table_bytes",
      table,
      `the size of ${name} in bytes: it takes as long as the disk needs for that`,
    );
  }
  if (work === "rewrite" || work === "data") {
    list.about("index_bytes", table, `the size of the indexes of ${name}: each is written as well`);
  }
  if (work === "data") list.about("triggers", table, `the triggers of ${name}: they run for each row`);
  if (!isNewTable(schema, table)) {
    const why = `the write rate on ${name} (run the query twice): this is what waits, or must be caught up with`;
    list.about("write_rate", table, why);
  }
  if (work === "rewrite") {
    list.about(
      "disk",
      table,
      `free disk: what is built anew lies beside the old until the end, up to the size of ${name}`,
    );
  }
}

/** What the rows that are there decide. */
function values(list: List, { operation, schema }: Scene, effect: Effect): void {
  if (operation.table === null || effect.refused !== null) return;
  const table = { schema: operation.schema, table: operation.table };
  if (isNewTable(schema, table)) return;
  const columns = operation.columns.map((column) => literal(column)).join(", ");
  switch (operation.kind) {
    case "set_not_null":
      list.add(
        "null_rows",
        table,
        `whether any row has NULL in ${columns}: it fails if one does, or NULL becomes a value of the type without strict mode`,
        null,
      );
      break;
    case "create_index":
      if (!operation.details.unique) break;
      list.add(
        "distinct_values",
        table,
        `whether two rows have the same values in ${columns}: it fails if they do`,
        null,
      );
      break;
    case "add_unique":
    case "add_primary_key":
      list.add(
        "distinct_values",
        table,
        `whether two rows have the same values in ${columns}: it fails if they do`,
        null,
      );
      break;
    case "drop_table":
    case "truncate_table":
      list.about(
        "referencing_tables",
        table,
        `the tables that reference ${literal(table)}: it fails while there are any`,
      );
      break;
    case "drop_index": {
      const why = `how slow the queries get that used ${literal(operation.name ?? "the index")}`;
      list.add("plans", table, why, null);
      break;
    }
    default:
  }
}
