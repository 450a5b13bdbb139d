/** Parts of commands that several safer ways share. */

import type { TableName } from "../../operation.ts";
import { isDeceptive } from "../names.ts";
import { quoteIdentifier, quoteTable } from "./quote.ts";

/** The text, or an ellipsis where it is unknown, long, or has characters that cannot be seen. */
export function shownSql(text: string | null): string {
  return text === null || text.length > 200 || isDeceptive(text) ? "..." : text;
}

export const alone = "In a migration that runs outside a transaction: ";

/** A CHECK that reads the rows in a transaction of its own. All but the expression is quoted. */
export function checkSteps(table: string, constraint: string, expression: string | null): string[] {
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${constraint} CHECK (${shownSql(expression)}) NOT VALID;`,
    `In another transaction: ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint};`,
  ];
}

/** A key over an index that is built while others read and write. All is quoted. */
export function keySteps(
  table: string,
  columns: string,
  { constraint, index, what }: { constraint: string; index: string; what: "UNIQUE" | "PRIMARY KEY" },
): string[] {
  return [
    `${alone}CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table} (${columns});`,
    `ALTER TABLE ${table} ADD CONSTRAINT ${constraint} ${what} USING INDEX ${index};`,
  ];
}

/** A foreign key that reads the rows in a transaction of its own; null when a name cannot be shown. All but `references` is quoted. */
export function foreignKeySteps(
  table: string,
  columns: string,
  constraint: string,
  references: TableName & { columns: string[] },
): string[] | null {
  const parent = quoteTable(references);
  const keys = references.columns.map((column) => quoteIdentifier(column));
  if (parent === null || keys.includes(null)) return null;
  const to = keys.length === 0 ? parent : `${parent} (${keys.join(", ")})`;
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${constraint} FOREIGN KEY (${columns}) REFERENCES ${to} NOT VALID;`,
    `In another transaction: ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint};`,
  ];
}
