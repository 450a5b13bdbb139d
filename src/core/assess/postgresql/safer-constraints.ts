/** Safer ways for operations on constraints and indexes. */

import type { Outcome, Scene } from "../engine.ts";
import { quoteIdentifier } from "./quote.ts";
import { partitionedSteps } from "./safer-partitioned.ts";
import { alone, checkSteps, foreignKeySteps, keySteps, shownSql } from "./safer-sql.ts";

/** Null when the operation is about no constraint and no index, or a name cannot be shown. */
export function constraintSteps(scene: Scene, table: string, outcome: Outcome): string[] | null {
  const { operation } = scene;
  const quoted = operation.columns.map((column) => quoteIdentifier(column));
  if (quoted.includes(null)) return null;
  const columns = quoted.length === 0 ? "..." : quoted.join(", ");
  const name = operation.name === null ? null : quoteIdentifier(operation.name);
  if (operation.name !== null && name === null) return null;
  const constraint = name ?? "a_name";
  const parted = partitionedSteps(scene, { table, columns: quoted as string[], name });
  if (parted !== null) return parted;
  switch (operation.kind) {
    case "create_index": {
      const { unique, method, expressions, where } = operation.details;
      const on = `${method === null ? "" : `USING ${shownSql(method)} `}(${[...quoted, ...expressions.map(shownSql)].join(", ")})`;
      const filter = where === null ? "" : ` WHERE ${shownSql(where)}`;
      return [
        `${alone}CREATE ${unique ? "UNIQUE " : ""}INDEX CONCURRENTLY ${name ?? ""} ON ${table} ${on}${filter};`.replace(
          "  ",
          " ",
        ),
        `When it fails it leaves an invalid index behind: drop that with DROP INDEX CONCURRENTLY, and try again.`,
      ];
    }
    case "drop_index":
      return [`${alone}DROP INDEX CONCURRENTLY ${inSchema(operation.schema, constraint)};`];
    case "rebuild_index": {
      const what =
        operation.details.scope === "index"
          ? `INDEX CONCURRENTLY ${inSchema(operation.schema, constraint)}`
          : `TABLE CONCURRENTLY ${table}`;
      return operation.table === null && operation.details.scope !== "index"
        ? ["Rebuild the indexes one by one with REINDEX INDEX CONCURRENTLY (from PostgreSQL 12 on)."]
        : [`${alone}REINDEX ${what}; (from PostgreSQL 12 on)`];
    }
    case "add_primary_key":
    case "add_unique": {
      const what = operation.kind === "add_unique" ? "UNIQUE" : "PRIMARY KEY";
      const index =
        operation.details.usingIndex === null
          ? (name ?? "its_index")
          : quoteIdentifier(operation.details.usingIndex);
      if (index === null) return null;
      const steps = keySteps(table, columns, { constraint, index, what });
      const first = "Make its columns NOT NULL first, with a CHECK that is NOT VALID, then validated.";
      return what === "UNIQUE" ? steps : [first, ...steps];
    }
    case "add_check":
      return checkSteps(
        table,
        constraint,
        operation.details.expression ??
          (operation.details.notNullOf === null ? null : `${columns} IS NOT NULL`),
      );
    case "add_foreign_key":
      return foreignKeySteps(table, columns, constraint, operation.details.references);
    case "add_exclusion":
      return [
        "There is no online form: plan a window, or build a copy of the table that has it and swap the names.",
      ];
    case "validate_constraint":
      return outcome.held.length > 0
        ? [`In a transaction of its own: ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint};`]
        : [];
    default:
      return null;
  }
}

function inSchema(schema: string | null, name: string): string {
  const before = schema === null ? null : quoteIdentifier(schema);
  return before === null ? name : `${before}.${name}`;
}
