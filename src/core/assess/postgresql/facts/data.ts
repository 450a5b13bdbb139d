/** Facts about statements that change rows, and about what cannot be read. */

import { fact, manual, measured } from "../fact.ts";

const rows = { target: "RowExclusiveLock" } as const;

export const dataFacts = [
  fact("change_data", "literal rows", { work: "data", locks: rows, source: manual("sql-insert") }),
  fact("change_data", "insert", {
    work: "data",
    locks: rows,
    grows: ["sources"],
    source: manual("sql-insert"),
  }),
  fact("change_data", "existing rows", {
    work: "data",
    locks: rows,
    grows: ["target", "sources"],
    source: measured("update_all", "delete_all"),
  }),
  fact("change_data", "copy", { work: "data", locks: rows, source: manual("sql-copy") }),
  fact("change_data", "fresh enum value", {
    refused: "a new enum value cannot be used in the transaction that adds it",
    source: measured("add_enum_value_and_insert", "add_enum_value_and_default", "add_enum_value_and_check"),
  }),
  fact("change_data", "fresh enum value of a new type", {
    work: "data",
    locks: rows,
    to: 11,
    source: measured("add_enum_value_to_new_type_and_insert"),
  }),
  fact("change_data", "fresh enum value of a new type", {
    work: "data",
    locks: rows,
    from: 17,
    source: measured("add_enum_value_to_new_type_and_insert"),
  }),
  fact("change_data", "fresh enum value of a new type", {
    from: 12,
    to: 16,
    refused: "a new enum value cannot be used in the transaction that adds it",
    source: measured("add_enum_value_to_new_type_and_insert"),
  }),
  fact("run_code", "plain", { work: "unknown", source: "its effect cannot be read" }),
  fact("unknown_statement", "plain", { work: "unknown", source: "its effect cannot be read" }),
];
