/** Safer ways for indexes and constraints of partitioned tables: what runs CONCURRENTLY runs on each partition. */

import type { Scene } from "../engine.ts";
import { isPartitioned } from "./partitioned.ts";
import { foreignKeySteps, shownSql } from "./safer-sql.ts";

/** What a person fills in: a partition, or the name of what is made on it. */
const part = "...";

/** Null when the table is not partitioned, or it is done in the way of any table; all that goes in is quoted. */
export function partitionedSteps(
  scene: Scene,
  { table, columns, name }: { table: string; columns: string[]; name: string | null },
): string[] | null {
  if (!isPartitioned(scene)) return null;
  const { operation } = scene;
  const list = columns.length === 0 ? "..." : columns.join(", ");
  switch (operation.kind) {
    case "create_index": {
      const { unique, method, expressions, where } = operation.details;
      const on = `${method === null ? "" : `USING ${shownSql(method)} `}(${[...columns, ...expressions.map(shownSql)].join(", ")})`;
      const filter = where === null ? "" : ` WHERE ${shownSql(where)}`;
      const create = unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
      const whole = name ?? "its_index";
      return [
        `${create} ${whole} ON ONLY ${table} ${on}${filter}; which builds nothing yet.`,
        `For each partition, outside a transaction: ${create} CONCURRENTLY ${part} ON ${part} ${on}${filter};`,
        `For each: ALTER INDEX ${whole} ATTACH PARTITION ${part}; with the last one the whole index is valid.`,
      ];
    }
    case "add_primary_key":
    case "add_unique": {
      const what = operation.kind === "add_unique" ? "UNIQUE" : "PRIMARY KEY";
      const whole = name ?? "a_name";
      const first = columns.map(
        (column) =>
          `For each partition, after a CHECK (${column} IS NOT NULL) that is NOT VALID and then validated: ALTER TABLE ${part} ALTER COLUMN ${column} SET NOT NULL;`,
      );
      return [
        ...(what === "UNIQUE" ? [] : first),
        `ALTER TABLE ONLY ${table} ADD CONSTRAINT ${whole} ${what} (${list}); which reads no rows.`,
        `For each partition, outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY ${part} ON ${part} (${list});`,
        `For each: ALTER TABLE ${part} ADD CONSTRAINT ${part} ${what} USING INDEX ${part}; ALTER INDEX ${whole} ATTACH PARTITION ${part};`,
      ];
    }
    case "add_foreign_key": {
      const steps = foreignKeySteps(part, list, part, operation.details.references);
      const whole = foreignKeySteps(table, list, name ?? "a_name", operation.details.references);
      if (steps === null || whole === null) return [];
      return [
        ...steps.map((step) => `For each partition: ${step}`),
        `Then it is added without reading rows: ${(whole[0] ?? "").replace(/ NOT VALID;$/u, ";")}`,
      ];
    }
    case "drop_index":
      return [`DROP INDEX ${name ?? "..."}; without CONCURRENTLY, which takes a moment.`];
    case "rebuild_index":
      return [
        `For each partition, outside a transaction: REINDEX TABLE CONCURRENTLY ${part}; (from PostgreSQL 12 on)`,
      ];
    default:
      return null;
  }
}
