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
    source: manual("sql-altertype"),
  }),
  fact("run_code", "plain", { work: "unknown", source: "its effect cannot be read" }),
  fact("unknown_statement", "plain", { work: "unknown", source: "its effect cannot be read" }),
];
