/** What an effect means in words for SQLite: the variables, and the safer way. */

import type { Variable } from "../../impact.ts";
import { qualified } from "../../operation.ts";
import type { Effect, Outcome, Scene, Words } from "../engine.ts";
import { literal } from "../names.ts";
import { targetTable } from "../target.ts";
import { generalQuery, quoteIdentifier, tableQuery } from "./queries.ts";
import type { GeneralMeasure, TableMeasure } from "./queries.ts";

export function wordsOf(scene: Scene, effect: Effect, outcome: Outcome): Words {
  return { variables: variablesOf(effect, outcome), saferWay: saferWayOf(scene, effect, outcome) };
}

function variablesOf(effect: Effect, outcome: Outcome): Variable[] {
  const found: Variable[] = [];
  const general = (name: GeneralMeasure, why: string): void => {
    found.push({ name, table: null, why, query: generalQuery(name) });
  };
  if (outcome.breaks !== null) {
    const why = `how long processes of the previous release keep running after the migration: ${outcome.breaks.replaceAll("`", "``")}`;
    found.push({ name: "old_processes", table: null, why, query: null });
  }
  if (effect.refused !== null) return outcome.breaks === null ? [] : found;
  if (effect.locks.length > 0) {
    const why =
      "the longest open write transaction of the file: this waits for it, and SQLite cannot show who has it open";
    found.push({ name: "longest_transaction", table: null, why, query: null });
    const waits =
      "how long each process waits for a lock before it fails with SQLITE_BUSY (of its own connection)";
    general("busy_timeout", waits);
  }
  if (!outcome.grows) return found;
  if (effect.grows === "unknown") {
    general("file_bytes", "the size of the whole file: all of it may be read or written");
  } else {
    for (const table of effect.grows) {
      const name = literal(table);
      const about = (measure: TableMeasure, why: string): void => {
        const query = tableQuery(measure, table.table);
        found.push({ name: measure, table: qualified(table.schema, table.table), why, query });
      };
      about("rows", `the number of rows of ${name} (when ANALYZE last ran)`);
      about(
        "table_bytes",
        `the size of ${name} in bytes (the query reads all of its pages; it needs SQLITE_ENABLE_DBSTAT_VTAB)`,
      );
      if (effect.work === "rewrite" || effect.work === "data")
        about("index_bytes", `the number and size of the indexes of ${name}: each is written as well`);
    }
  }
  general(
    "journal_mode",
    "the journal mode: with `wal` who reads goes on reading; otherwise this waits for all who read, and they wait for it",
  );
  if (effect.work === "rewrite")
    general("file_bytes", "free disk: what is written anew lies in the journal as well until it commits");
  return found.slice(0, 8);
}

/** UPDATE and DELETE by the row's own number, which every table has that is not WITHOUT ROWID. */
function batches(statement: string, table: string | null): string {
  const settings =
    "each time in a transaction of its own, in WAL mode, and with a busy timeout in every process";
  if (table === null || (statement !== "update" && statement !== "delete"))
    return `Change the rows in batches of some thousand, ${settings}.`;
  const changed = statement === "update" ? `UPDATE ${table} SET ...` : `DELETE FROM ${table}`;
  const which = statement === "update" ? "with a WHERE that finds only rows which are not changed yet, " : "";
  return `Until changes() is 0, ${which}${settings}: (1) ${changed} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ... LIMIT 1000);`;
}

function saferWayOf(scene: Scene, effect: Effect, outcome: Outcome): string | null {
  if (!outcome.offline && effect.refused === null) return null;
  const { operation } = scene;
  const target = targetTable(scene);
  const table = target === null ? null : quoteIdentifier(target.table);
  if (target !== null && table === null)
    return "Its names have characters that cannot be seen, so that no commands are given for them.";
  switch (operation.kind) {
    case "drop_column":
    case "drop_table":
    case "drop_view":
      return `(1) Release code that no longer uses it. (2) Drop it one release later, when no process of the release before runs any more.`;
    case "rename_column":
    case "rename_table":
      return `(1) Add the new name beside the old one, and let code write both. (2) Drop the old name one release later.`;
    case "change_data":
      return batches(operation.details.statement, table);
    case "truncate_table":
      return `DELETE FROM ${table};`;
    case "add_unique":
      return `CREATE UNIQUE INDEX ... ON ${table} (...);`;
    case "alter_column_type":
    case "set_default":
    case "drop_default":
    case "set_not_null":
    case "drop_not_null":
    case "add_check":
    case "add_foreign_key":
    case "add_primary_key":
    case "drop_constraint":
      return effect.refused === null
        ? null
        : `(1) PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; (2) CREATE TABLE new_table (...); with the new definition. (3) INSERT INTO new_table SELECT ... FROM ${table}; (4) DROP TABLE ${table}; ALTER TABLE new_table RENAME TO ${table}; and create its indexes, triggers and views again. (5) PRAGMA foreign_key_check; COMMIT; PRAGMA foreign_keys = ON;`;
    default:
      return outcome.grows ? "Run it while nobody writes: SQLite has no way to do it beside writers." : null;
  }
}
