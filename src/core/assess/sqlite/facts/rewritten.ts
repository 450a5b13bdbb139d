/** Facts about what a table that is built anew differs in: the copy does the work. */

import type { Kind } from "../../../operation.ts";
import { facts, manual } from "../fact.ts";

/** Kinds that a table that is built anew can differ in. */
export const rewritten: readonly Kind[] = [
  "add_column",
  "drop_column",
  "rename_column",
  "alter_column_type",
  "set_not_null",
  "drop_not_null",
  "set_default",
  "drop_default",
  "add_foreign_key",
  "add_check",
  "add_unique",
  "add_primary_key",
  "drop_constraint",
];

export const rewrittenFacts = facts(rewritten, "rewritten", { source: manual("lang_altertable") });
