/** Facts about columns. */

import { exclusive, fact, facts, manual, measured } from "../fact.ts";

const withParent = { target: "AccessExclusiveLock", referenced: "ShareRowExclusiveLock" } as const;
const dropsKeys = { target: "AccessExclusiveLock", referenced: "AccessExclusiveLock" } as const;
const allKeys = {
  target: "AccessExclusiveLock",
  referenced: "AccessExclusiveLock",
  referencing: "AccessExclusiveLock",
} as const;
const rewrite = { work: "rewrite", locks: withParent, grows: ["target"] } as const;
const scan = { work: "scan", locks: withParent, grows: ["target"] } as const;

export const columnFacts = [
  fact("add_column", "plain", {
    locks: withParent,
    source: measured("add_column_nullable", "add_column_fk_null"),
  }),
  fact("add_column", "mandatory", {
    locks: withParent,
    refused: "a NOT NULL column without a default cannot be added to a table that has rows",
    source: manual("sql-altertable"),
  }),
  fact("add_column", "constant default", {
    ...rewrite,
    to: 10,
    source: measured("add_column_const_default", "add_column_now_default"),
  }),
  fact("add_column", "constant default", {
    locks: withParent,
    from: 11,
    source: measured(
      "add_column_const_default",
      "add_column_const_default_not_null",
      "add_column_now_default",
    ),
  }),
  fact("add_column", "volatile default", {
    ...rewrite,
    source: measured("add_column_volatile_default", "add_column_clock_timestamp_default"),
  }),
  fact("add_column", "serial", { ...rewrite, source: measured("add_column_serial") }),
  fact("add_column", "identity", { ...rewrite, source: measured("add_column_identity") }),
  fact("add_column", "stored", {
    to: 11,
    refused: "generated columns exist since PostgreSQL 12",
    source: measured("add_column_generated_stored"),
  }),
  fact("add_column", "stored", { ...rewrite, from: 12, source: measured("add_column_generated_stored") }),
  fact("add_column", "virtual", {
    to: 17,
    refused: "virtual generated columns exist since PostgreSQL 18",
    source: measured("add_column_generated_virtual"),
  }),
  fact("add_column", "virtual", {
    locks: withParent,
    from: 18,
    source: measured("add_column_generated_virtual"),
  }),
  fact("add_column", "constrained domain", {
    ...rewrite,
    source: measured("add_column_domain_constrained", "add_column_domain_constrained_default"),
  }),
  fact("add_column", "check", { ...scan, source: measured("add_column_check") }),
  fact("add_column", "unique", { ...scan, source: measured("add_column_unique") }),
  fact("add_column", "checked default", { ...rewrite, to: 10, source: measured("add_column_check_stored") }),
  fact("add_column", "checked default", {
    ...scan,
    from: 11,
    source: measured("add_column_check_stored", "add_column_references_default"),
  }),
  fact("add_column", "separate reference", {
    ...scan,
    source: measured("add_column_then_foreign_key", "add_column_references_null_default"),
  }),
  fact("drop_column", "plain", {
    locks: dropsKeys,
    source: measured("drop_column", "drop_column_indexed", "drop_column_with_fk"),
  }),
  fact("rename_column", "plain", { locks: exclusive, source: measured("rename_column") }),
  fact("alter_column_type", "kept", {
    locks: allKeys,
    source: measured(
      "type_varchar_widen",
      "type_varchar_text",
      "type_numeric_widen",
      "type_cidr_inet",
      "type_citext_text",
      "type_xml_text",
      "type_bit_varbit",
    ),
  }),
  fact("alter_column_type", "rows read", {
    work: "scan",
    locks: allKeys,
    grows: ["target"],
    source: measured(
      "type_collation_indexed",
      "type_varchar_widen_expression_index",
      "type_varchar_text_partial_index",
      "type_citext_text_indexed",
      "type_varchar_widen_check",
    ),
  }),
  fact("alter_column_type", "time zone", {
    work: "rewrite",
    locks: allKeys,
    grows: ["target"],
    to: 11,
    source: measured("type_ts_timestamptz_utc"),
  }),
  fact("alter_column_type", "time zone", {
    work: "rewrite",
    locks: allKeys,
    grows: ["target"],
    from: 12,
    source: measured("type_ts_timestamptz_nonutc"),
  }),
  fact("alter_column_type", "rewrite", {
    work: "rewrite",
    locks: allKeys,
    grows: ["target"],
    source: measured("type_int_bigint", "type_varchar_narrow", "type_using_expr", "type_numeric_scale"),
  }),
  fact("set_not_null", "scan", {
    work: "scan",
    locks: exclusive,
    grows: ["target"],
    source: measured("set_not_null"),
  }),
  fact("set_not_null", "proved", {
    work: "scan",
    locks: exclusive,
    grows: ["target"],
    to: 11,
    source: measured("set_not_null_with_valid_check"),
  }),
  fact("set_not_null", "proved", {
    locks: exclusive,
    from: 12,
    source: measured(
      "set_not_null_with_valid_check",
      "set_not_null_with_validated_check",
      "set_not_null_with_wider_check",
    ),
  }),
  fact("set_not_null", "already", {
    locks: exclusive,
    source: measured("set_not_null_already"),
  }),
  ...facts(["drop_not_null"], "plain", { locks: exclusive, source: measured("drop_not_null") }),
  ...facts(["set_default"], "plain", {
    locks: exclusive,
    source: measured("set_default", "set_default_partitioned", "add_identity", "restart_identity"),
  }),
  fact("drop_default", "plain", { locks: exclusive, source: measured("drop_default") }),
  fact("drop_default", "expression", {
    to: 12,
    refused: "ALTER COLUMN ... DROP EXPRESSION exists since PostgreSQL 13",
    source: measured("drop_expression"),
  }),
  fact("drop_default", "expression", { locks: exclusive, from: 13, source: measured("drop_expression") }),
  fact("set_storage", "compression", {
    to: 13,
    refused: "ALTER COLUMN ... SET COMPRESSION exists since PostgreSQL 14",
    source: measured("set_compression"),
  }),
  fact("set_storage", "compression", { locks: exclusive, from: 14, source: measured("set_compression") }),
  ...facts(["set_storage"], "plain", { locks: exclusive, source: measured("set_storage_column") }),
];
