/** Facts about tables, indexes, constraints and rows. */

import type { Kind } from "../../../operation.ts";
import { fact, facts, manual, measured, since } from "../fact.ts";

const alter = manual("lang_altertable");
const rebuild = "the table must be built anew under another name, filled, and renamed";
const no = (what: string): string => `SQLite cannot ${what}; ${rebuild}`;

export const tableFacts = [
  fact("create_table", "plain", { source: measured("create_table", "create_table_references") }),
  fact("create_table_as", "plain", { work: "scan", grows: ["sources"], source: measured("create_table_as") }),
  fact("drop_table", "plain", { source: measured("drop_table") }),
  fact("rename_table", "plain", { source: measured("rename_table") }),
  fact("truncate_table", "plain", {
    refused: "SQLite has no TRUNCATE; DELETE without WHERE does the same",
    source: measured("truncate"),
  }),
  fact("rewrite_table", "copy", {
    work: "rewrite",
    grows: ["target"],
    source: measured("insert_select", "drop_table", "rename_table"),
  }),
  fact("rewrite_table", "vacuum", { work: "rewrite", grows: ["all"], source: measured("vacuum") }),
  fact("rewrite_table", "vacuum in a transaction", {
    refused: "VACUUM cannot run inside a transaction",
    source: measured("vacuum_in_a_transaction"),
  }),
  fact("create_index", "plain", {
    work: "scan",
    grows: ["target"],
    source: measured(
      "create_index",
      "create_unique_index",
      "create_index_expression",
      "create_index_partial",
      "create_unique_index_duplicates",
    ),
  }),
  fact("drop_index", "plain", { source: measured("drop_index") }),
  fact("rename_index", "plain", {
    refused: "SQLite cannot rename an index; drop it and create it again",
    source: measured("rename_index"),
  }),
  fact("rebuild_index", "plain", {
    work: "scan",
    grows: ["target"],
    source: measured("reindex_table", "reindex_index"),
  }),
  fact("rebuild_index", "many", { work: "scan", grows: ["all"], source: manual("lang_reindex") }),
  ...since(
    "add_check",
    "plain",
    3_053_000,
    { refused: no("add a constraint before 3.53"), source: alter },
    {
      work: "scan",
      grows: ["target"],
      source: measured("add_check", "add_check_violated", "add_check_unnamed"),
    },
  ),
  ...since(
    "drop_constraint",
    "check",
    3_053_000,
    { refused: no("drop a constraint before 3.53"), source: alter },
    { source: measured("drop_check") },
  ),
  fact("drop_constraint", "other", {
    refused: no("drop a foreign key, a UNIQUE constraint or a primary key"),
    source: measured("drop_foreign_key"),
  }),
  fact("add_unique", "plain", {
    refused: "SQLite cannot add a UNIQUE constraint; CREATE UNIQUE INDEX does the same",
    source: measured("add_unique"),
  }),
  fact("add_primary_key", "plain", {
    refused: no("add a primary key"),
    source: measured("add_primary_key"),
  }),
  fact("add_foreign_key", "plain", {
    refused: no("add a foreign key"),
    source: measured("add_foreign_key"),
  }),
  ...facts(["validate_constraint", "rename_constraint", "add_exclusion"], "plain", {
    refused: no("do this with a constraint"),
    source: alter,
  }),
  fact("change_data", "literal rows", { work: "data", source: measured("insert_row") }),
  fact("change_data", "insert", { work: "data", grows: ["sources"], source: measured("insert_select") }),
  fact("change_data", "existing rows", {
    work: "data",
    grows: ["target", "sources"],
    source: measured("update_all", "update_none", "delete_some"),
  }),
  fact("change_data", "all rows gone", { work: "data", source: measured("delete_all") }),
  fact("run_code", "plain", { work: "unknown", source: "assumed: its effect cannot be read" }),
  fact("unknown_statement", "plain", {
    work: "unknown",
    writes: false,
    source: "assumed: its effect cannot be read",
  }),
  ...facts(["create_view"], "plain", { source: measured("create_view") }),
  ...facts(["drop_view"], "plain", { source: measured("drop_view") }),
  fact("create_trigger", "plain", { source: measured("create_trigger") }),
  fact("drop_trigger", "plain", { source: measured("drop_trigger") }),
];

const absent: readonly [readonly Kind[], string, string][] = [
  [
    ["alter_view", "replace_view"],
    "SQLite replaces no view; drop it and create it again",
    manual("lang_createview"),
  ],
  [
    ["create_materialized_view", "refresh_materialized_view", "drop_materialized_view"],
    "SQLite has no materialized views",
    measured("create_materialized_view"),
  ],
  [
    ["create_type", "alter_type", "drop_type", "rename_type", "add_enum_value", "rename_enum_value"],
    "SQLite has no types of its own making",
    measured("create_type"),
  ],
  [["create_domain", "alter_domain", "drop_domain"], "SQLite has no domains", measured("create_domain")],
  [["set_trigger"], "SQLite cannot switch a trigger off", manual("lang")],
  [["create_function", "drop_function"], "SQLite has no stored functions", measured("create_function")],
  [
    ["create_sequence", "alter_sequence", "drop_sequence"],
    "SQLite has no sequences",
    measured("create_sequence"),
  ],
  [["create_schema", "drop_schema", "set_schema"], "SQLite has no schemas", measured("create_schema")],
  [["set_owner"], "SQLite has no owners", manual("lang")],
  [["change_privileges"], "SQLite has no privileges", measured("grant")],
  [
    ["attach_partition", "detach_partition", "create_partition", "drop_partition"],
    "SQLite has no partitions",
    manual("lang"),
  ],
  [
    ["set_table_option", "set_storage", "set_replica_identity"],
    "SQLite has no such option of a table",
    manual("lang"),
  ],
  [["set_comment"], "SQLite keeps no comments", measured("comment")],
  [["lock_table"], "SQLite cannot lock one table", measured("lock_table")],
  [
    ["set_row_security", "create_row_policy", "drop_row_policy"],
    "SQLite has no row security",
    manual("lang"),
  ],
  [["create_extension", "drop_extension"], "SQLite has no CREATE EXTENSION", measured("create_extension")],
];

export const absentFacts = absent.flatMap(([kinds, refused, source]) =>
  facts(kinds, "plain", { refused, source }),
);
