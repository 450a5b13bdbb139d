/** What people mean by the words that they write into a policy and that it does not know. */

import { nearest } from "../nearest.ts";

/** Alembic's names, and those of everyday speech. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  alter_column: ["alter_column_type"],
  bulk_insert: ["seed_rows", "change_data"],
  create_check_constraint: ["add_check"],
  create_exclude_constraint: ["add_exclusion"],
  create_foreign_key: ["add_foreign_key"],
  create_primary_key: ["add_primary_key"],
  create_table_comment: ["set_comment"],
  create_unique_constraint: ["add_unique"],
  drop_table_comment: ["set_comment"],
  execute: ["run_code"],
  false: ["off", "listed"],
  never: ["off", "listed"],
  no: ["off", "listed"],
  none: ["off", "listed"],
  nothing: ["off", "listed"],
};

/** The value that was meant among those that are known; null when it is anyone's guess. */
export function meant(value: unknown, known: readonly string[]): string | null {
  const text = String(value).trim();
  const other = otherNames[text.toLowerCase().replaceAll(/[\s-]+/gu, "_")] ?? [];
  return other.find((name) => known.includes(name)) ?? nearest(text, known);
}
