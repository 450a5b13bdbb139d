/** What people call the statement that an operation runs: "the ALTER", "the CREATE INDEX". */

import type { IdentifiedOperation, Kind } from "../../operation.ts";

const words: Partial<Record<Kind, string>> = {
  create_index: "the CREATE INDEX",
  drop_index: "the DROP INDEX",
  rebuild_index: "the REINDEX",
  truncate_table: "the TRUNCATE",
  create_table: "the CREATE TABLE",
  create_partition: "the CREATE TABLE",
  drop_table: "the DROP",
  drop_partition: "the DROP",
  drop_view: "the DROP",
  drop_materialized_view: "the DROP",
  drop_trigger: "the DROP",
  drop_row_policy: "the DROP",
  create_trigger: "the CREATE TRIGGER",
  create_row_policy: "the CREATE POLICY",
  refresh_materialized_view: "the REFRESH",
  replace_view: "the CREATE OR REPLACE VIEW",
  set_comment: "the COMMENT",
  lock_table: "the LOCK",
  rewrite_table: "the rewrite",
};

export function statementWord(operation: IdentifiedOperation): string {
  if (operation.kind === "change_data") return `the ${operation.details.statement.toUpperCase()}`;
  return words[operation.kind] ?? "the ALTER";
}
