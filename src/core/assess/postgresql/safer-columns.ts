/** Safer ways for operations on columns. */

import type { IdentifiedOperation } from "../../operation.ts";
import type { Outcome, Scene } from "../engine.ts";
import { checkSteps, foreignKeySteps, keySteps, shownSql } from "./safer-sql.ts";
import { quoteIdentifier } from "./quote.ts";
import { isNull } from "./variants/columns.ts";

/** Null when the operation is about no column, or a name cannot be shown. */
export function columnSteps({ operation }: Scene, table: string, outcome: Outcome): string[] | null {
  const column = quoteIdentifier(operation.columns[0] ?? "");
  if (column === null) return null;
  const backfill = `Fill it in batches of some thousand rows, each in its own transaction: UPDATE ${table} SET ${column} = ... WHERE ... ;`;
  switch (operation.kind) {
    case "add_column": {
      const { type, default: value, nullable } = operation.details.column;
      const later = constraintsApart(operation, table, column);
      const add = `ALTER TABLE ${table} ADD COLUMN ${column} ${shownSql(type)};`;
      const { references, identity, generated } = operation.details.column;
      const isMade = identity || generated !== null || /serial/u.test(type ?? "");
      const isEmpty = !isMade && nullable !== false && (value === null || isNull(value));
      const isApart = value === null ? operation.details.separateReference : isNull(value);
      if ((references !== null && isApart) || (isEmpty && later.length > 0)) {
        const name = quoteIdentifier(`${operation.columns[0] ?? ""}_fkey`) ?? "a_name";
        const key = references === null ? [] : foreignKeySteps(table, column, name, references);
        return key === null ? null : [add, ...key, ...later];
      }
      const steps = [add];
      if (isMade) {
        steps[0] = `ALTER TABLE ${table} ADD COLUMN ${column} ${plainType(type)};`;
        return [
          ...steps,
          backfill,
          "Let a trigger or the new release write it for new rows, and make it the generated column or identity later.",
        ];
      }
      if (value !== null && value.kind !== "client")
        steps.push(`ALTER TABLE ${table} ALTER COLUMN ${column} SET DEFAULT ${shownSql(value.text)};`);
      steps.push(backfill);
      if (nullable === false) steps.push(...notNull(table, column, operation.columns[0] ?? ""));
      return [...steps, ...later];
    }
    case "drop_column":
      if (outcome.breaks === null) return [];
      return [
        `Release code that no longer uses ${column}.`,
        `When no process of the release before runs any more: ALTER TABLE ${table} DROP COLUMN ${column};`,
      ];
    case "rename_column": {
      const renamed = quoteIdentifier(operation.details.newName);
      if (renamed === null) return null;
      return [
        `ALTER TABLE ${table} ADD COLUMN ${renamed} ...; of the same type, and let a trigger or the code write both columns.`,
        `Copy the values in batches: UPDATE ${table} SET ${renamed} = ${column} WHERE ... ;`,
        `Release code that uses ${renamed}, and drop ${column} one release later.`,
      ];
    }
    case "alter_column_type": {
      const fresh = quoteIdentifier(`${operation.columns[0] ?? ""}_new`);
      if (fresh === null) return null;
      return [
        `ALTER TABLE ${table} ADD COLUMN ${fresh} ${shownSql(operation.details.type)}; and let a trigger keep it equal to ${column}.`,
        `Copy the values in batches: UPDATE ${table} SET ${fresh} = ${column} WHERE ... ;`,
        `Build its indexes with CREATE INDEX CONCURRENTLY, release code that uses ${fresh}, and drop ${column} one release later.`,
      ];
    }
    case "set_not_null":
      return notNull(table, column, operation.columns[0] ?? "");
    case "drop_default":
      return outcome.breaks === null
        ? []
        : [`Drop the default of ${column} one release later, when all code writes it.`];
    default:
      return null;
  }
}

/** CHECK and UNIQUE of a new column, each with a name as PostgreSQL gives it. */
function constraintsApart(
  { table: own, columns, details }: IdentifiedOperation<"add_column">,
  table: string,
  column: string,
): string[] {
  const { check, unique, primaryKey } = details.column;
  const named = (word: string): string =>
    quoteIdentifier([own ?? "", columns[0] ?? "", word].join("_")) ?? "a_name";
  const checks = check === null ? [] : checkSteps(table, named("check"), check);
  if (!unique || primaryKey) return checks;
  const constraint = named("key");
  return [...checks, ...keySteps(table, column, { constraint, index: constraint, what: "UNIQUE" })];
}

function plainType(type: string | null): string {
  const integer: Record<string, string> = { serial: "integer", bigserial: "bigint", smallserial: "smallint" };
  return type !== null && Object.hasOwn(integer, type) ? (integer[type] as string) : shownSql(type);
}

/** NOT NULL without reading the rows under a lock, from PostgreSQL 12 on. */
function notNull(table: string, column: string, name: string): string[] {
  const check = quoteIdentifier(`${name}_not_null`) ?? "not_null";
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${column} IS NOT NULL) NOT VALID;`,
    `In another transaction: ALTER TABLE ${table} VALIDATE CONSTRAINT ${check};`,
    `ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL; ALTER TABLE ${table} DROP CONSTRAINT ${check}; (reads no rows from PostgreSQL 12 on)`,
  ];
}
