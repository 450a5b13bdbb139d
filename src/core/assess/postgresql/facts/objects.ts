/** Facts about views, types, triggers, functions and other things that hold no rows of their own. */

import { exclusive, fact, facts, manual, measured } from "../fact.ts";

const view = { locks: exclusive, source: measured("alter_view_rename") };

export const objectFacts = [
  fact("create_view", "plain", { source: measured("create_view") }),
  fact("replace_view", "plain", { locks: exclusive, source: measured("create_or_replace_view") }),
  ...facts(["alter_view"], "plain", view),
  ...facts(["drop_view", "drop_materialized_view"], "plain", {
    locks: exclusive,
    source: measured("drop_view"),
  }),
  fact("create_materialized_view", "plain", {
    work: "scan",
    grows: ["sources"],
    source: measured("create_matview"),
  }),
  fact("create_materialized_view", "no data", { source: manual("sql-creatematerializedview") }),
  fact("refresh_materialized_view", "plain", {
    work: "rewrite",
    locks: exclusive,
    grows: ["target"],
    source: measured("refresh_materialized_view"),
  }),
  fact("refresh_materialized_view", "concurrently", {
    work: "scan",
    locks: { target: "ExclusiveLock" },
    grows: ["target"],
    source: measured("refresh_materialized_view_concurrently"),
  }),
  fact("refresh_materialized_view", "concurrently without a unique index", {
    refused:
      "REFRESH MATERIALIZED VIEW CONCURRENTLY needs a unique index on it, of columns only and without WHERE",
    source: measured(
      "refresh_materialized_view_concurrently_without_index",
      "refresh_materialized_view_concurrently_partial_index",
      "refresh_materialized_view_concurrently_expression_index",
    ),
  }),
  fact("refresh_materialized_view", "concurrently, empty", {
    refused: "REFRESH MATERIALIZED VIEW CONCURRENTLY needs a view that was filled before",
    source: measured("refresh_materialized_view_concurrently_empty"),
  }),
  fact("refresh_materialized_view", "no data", {
    locks: exclusive,
    source: manual("sql-refreshmaterializedview"),
  }),
  ...facts(["create_type", "drop_type", "rename_type", "alter_type"], "plain", {
    source: manual("sql-altertype"),
  }),
  ...facts(["create_domain", "drop_domain"], "plain", { source: manual("sql-createdomain") }),
  fact("alter_domain", "plain", {
    source: measured("alter_domain_default", "alter_domain_drop_constraint", "alter_domain_drop_not_null"),
  }),
  fact("alter_domain", "constrains", {
    work: "scan",
    locks: { users: "ShareLock" },
    grows: ["users"],
    source: measured("alter_domain_constrain", "alter_domain_not_null", "alter_domain_validate"),
  }),
  fact("add_enum_value", "plain", { source: measured("add_enum_value") }),
  fact("add_enum_value", "in a transaction", {
    to: 11,
    refused: "ALTER TYPE ... ADD VALUE cannot run inside a transaction block before PostgreSQL 12",
    source: measured("add_enum_value"),
  }),
  fact("add_enum_value", "in a transaction", { from: 12, source: measured("add_enum_value") }),
  fact("rename_enum_value", "plain", { source: measured("rename_enum_value") }),
  fact("create_trigger", "plain", {
    locks: { target: "ShareRowExclusiveLock" },
    source: measured("create_trigger"),
  }),
  fact("create_trigger", "replace", {
    to: 13,
    refused: "CREATE OR REPLACE TRIGGER exists since PostgreSQL 14",
    source: manual("sql-createtrigger"),
  }),
  fact("create_trigger", "replace", {
    locks: { target: "ShareRowExclusiveLock" },
    from: 14,
    source: manual("sql-createtrigger"),
  }),
  fact("drop_trigger", "plain", { locks: exclusive, source: measured("drop_trigger") }),
  fact("set_trigger", "plain", {
    locks: { target: "ShareRowExclusiveLock" },
    source: measured("disable_trigger_all"),
  }),
  fact("create_function", "plain", { source: manual("sql-createfunction") }),
  fact("create_function", "procedure", {
    to: 10,
    refused: "procedures exist since PostgreSQL 11",
    source: manual("sql-createprocedure"),
  }),
  fact("create_function", "procedure", { from: 11, source: manual("sql-createprocedure") }),
  ...facts(["drop_function"], "plain", { source: manual("sql-dropfunction") }),
  ...facts(["create_sequence", "drop_sequence"], "plain", { source: manual("sql-createsequence") }),
  ...facts(["alter_sequence"], "plain", { source: measured("alter_sequence") }),
  ...facts(["create_schema", "drop_schema"], "plain", { source: manual("sql-createschema") }),
  ...facts(["change_privileges"], "plain", { source: measured("grant") }),
  ...facts(["create_extension", "drop_extension"], "plain", { source: manual("sql-createextension") }),
];
