/** Safer ways for operations on tables, rows, partitions and other things. */

import type { Outcome, Scene } from "../engine.ts";
import { hasDefaultPartition } from "./partitioned.ts";
import { quoteIdentifier, quoteTable } from "./quote.ts";

/** Null when there is none that is known, or a name cannot be shown. */
export function tableSteps(scene: Scene, table: string, outcome: Outcome): string[] | null {
  const { operation } = scene;
  switch (operation.kind) {
    case "drop_table":
    case "drop_view":
    case "drop_materialized_view":
      return outcome.breaks === null
        ? []
        : [
            `Release code that no longer uses ${table}.`,
            `Drop ${table} one release later, when no process of the release before runs any more.`,
          ];
    case "drop_partition": {
      const partition = quoteTable(operation.details.partition);
      if (partition === null || outcome.breaks === null) return partition === null ? null : [];
      return [
        `Release code that no longer needs the rows of ${partition}.`,
        `Outside a transaction: ALTER TABLE ${table} DETACH PARTITION ${partition} CONCURRENTLY; (from PostgreSQL 14 on)`,
        `One release later: DROP TABLE ${partition};`,
      ];
    }
    case "rename_table": {
      const renamed = quoteIdentifier(operation.details.newName);
      if (renamed === null) return null;
      return [
        `ALTER TABLE ${table} RENAME TO ${renamed}; CREATE VIEW ${table} AS SELECT * FROM ${renamed}; in one transaction, so that old code finds both names.`,
        `Drop the view ${table} one release later.`,
      ];
    }
    case "set_schema":
      return operation.table === null
        ? [
            "Keep the old name as well until no old code runs any more, or set search_path for old code first.",
          ]
        : [`Move it, and leave a view of the old name that old code can read and write, in one transaction.`];
    case "change_data":
      return [
        "Change the rows in a migration of its own, in batches of some thousand rows, each in its own transaction.",
      ];
    case "run_code":
      return ["Run it in a migration of its own, in a transaction that holds no lock."];
    case "create_table_as":
    case "create_materialized_view":
      return ["Run it in a migration of its own, before anything is locked."];
    case "attach_partition": {
      const part = quoteTable(operation.details.partition);
      if (part === null) return null;
      return [
        `ALTER TABLE ${part} ADD CONSTRAINT ... CHECK (... its bounds, and IS NOT NULL ...) NOT VALID;`,
        `In another transaction: ALTER TABLE ${part} VALIDATE CONSTRAINT ...; then ATTACH PARTITION reads no rows.`,
      ];
    }
    case "detach_partition": {
      const part = quoteTable(operation.details.partition);
      if (part === null) return null;
      if (hasDefaultPartition(scene)) {
        return [
          `With a default partition there is no CONCURRENTLY: run it alone, when no old code needs the rows of ${part}.`,
        ];
      }
      return [
        `Outside a transaction: ALTER TABLE ${table} DETACH PARTITION ${part} CONCURRENTLY; (from PostgreSQL 14 on), when no old code needs its rows.`,
      ];
    }
    case "create_partition":
      return [
        "Create it as a table of its own, with a CHECK of its bounds, move the rows of the default partition in batches, then attach it.",
      ];
    case "rewrite_table":
      return [
        `Rewrite ${table} with a tool that works beside it, such as pg_repack, or copy it in batches into a new table and swap the names.`,
      ];
    case "refresh_materialized_view":
      return [`REFRESH MATERIALIZED VIEW CONCURRENTLY ${table}; (needs a unique index on it)`];
    case "alter_domain":
      return operation.details.action.startsWith("validate")
        ? [
            "Validate it alone, in a transaction that does nothing else: writes of the tables that use it wait.",
          ]
        : ["Add the constraint NOT VALID, and validate it in another transaction."];
    case "rename_enum_value":
    case "rename_type":
    case "alter_type":
    case "drop_type":
    case "drop_domain":
    case "drop_function":
    case "drop_sequence":
    case "drop_extension":
    case "drop_schema":
    case "change_privileges":
      return ["Do it one release later, when no code that needs it runs any more."];
    case "set_row_security":
      return [`Create the policies that old code needs first: CREATE POLICY ... ON ${table} ...;`];
    case "add_enum_value":
      return ["Add the value in a migration of its own, and use it in a later one."];
    case "lock_table":
      return ["Take the lock in the transaction that needs it."];
    default:
      return null;
  }
}
