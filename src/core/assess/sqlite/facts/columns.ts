/** Facts about columns. */

import { fact, manual, measured, since } from "../fact.ts";

const alter = manual("lang_altertable");
const rebuild = "the table must be built anew under another name, filled, and renamed";
const no = (what: string): string => `SQLite cannot ${what}; ${rebuild}`;

export const columnFacts = [
  fact("add_column", "plain", {
    source: measured("add_column", "add_column_default", "add_column_references"),
  }),
  fact("add_column", "mandatory", {
    refused: "a NOT NULL column without a default cannot be added to a table",
    source: measured("add_column_not_null"),
  }),
  fact("add_column", "computed default", {
    refused: "a column with a default that is no constant cannot be added to a table that has rows",
    source: measured(
      "add_column_now_default",
      "add_column_expression_default",
      "add_column_constant_expression_default",
    ),
  }),
  fact("add_column", "key", {
    refused: "a column that is UNIQUE or a PRIMARY KEY cannot be added to a table",
    source: measured("add_column_unique", "add_column_primary_key"),
  }),
  fact("add_column", "reference with a default", {
    refused:
      "a column with REFERENCES and a default other than NULL cannot be added while foreign keys are checked",
    source: measured("add_column_references_default"),
  }),
  fact("add_column", "stored", {
    refused: "a STORED generated column cannot be added to a table",
    source: measured("add_column_stored"),
  }),
  ...since(
    "add_column",
    "virtual",
    3_031_000,
    { refused: "generated columns exist since SQLite 3.31", source: manual("gencol") },
    { source: measured("add_column_virtual") },
  ),
  fact("add_column", "check", {
    work: "scan",
    grows: ["target"],
    source: measured("add_column_check", "add_column_check_violated", "add_column_virtual_not_null"),
  }),
  ...since(
    "drop_column",
    "plain",
    3_035_000,
    { refused: no("drop a column before 3.35"), source: alter },
    { work: "rewrite", grows: ["target"], source: measured("drop_column", "drop_column_narrow") },
  ),
  fact("drop_column", "in use", {
    refused:
      "SQLite drops no column that a key, an index, a CHECK, a foreign key, a trigger or a view uses; drop those first",
    source: measured(
      "drop_column_indexed",
      "drop_column_in_check",
      "drop_column_in_foreign_key",
      "drop_column_in_view",
      "drop_column_primary_key",
    ),
  }),
  ...since(
    "rename_column",
    "plain",
    3_025_000,
    { refused: no("rename a column before 3.25"), source: alter },
    { source: measured("rename_column") },
  ),
  fact("alter_column_type", "plain", {
    refused: no("change the type of a column"),
    source: measured("alter_type"),
  }),
  ...since(
    "set_not_null",
    "plain",
    3_053_000,
    { refused: no("make a column NOT NULL before 3.53"), source: alter },
    { work: "scan", grows: ["target"], source: measured("set_not_null", "set_not_null_violated") },
  ),
  ...since(
    "drop_not_null",
    "plain",
    3_053_000,
    { refused: no("take NOT NULL away before 3.53"), source: alter },
    { source: measured("drop_not_null") },
  ),
  fact("set_default", "plain", { refused: no("change a default"), source: measured("set_default") }),
  fact("drop_default", "plain", { refused: no("drop a default"), source: measured("drop_default") }),
  fact("set_default", "client", {
    work: "none",
    writes: false,
    source: "assumed: the database never sees it",
  }),
];
