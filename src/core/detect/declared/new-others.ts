/** What the files of a schema do besides declaring it, and did not do before: rows, rights, code. */

import type { ReadOperation } from "../../operation.ts";
import type { Declared, DeclaredSchema } from "./declared-schema.ts";
import { isRecord } from "./fold-schema.ts";

/** Settings of a table and words about it change nothing that a program sees. */
const silent = new Set<ReadOperation["kind"]>(["set_comment", "set_owner"]);

export function newOthers(before: DeclaredSchema, after: DeclaredSchema): ReadOperation[] {
  const known = new Set(before.others.map(keyOf));
  return after.others
    .filter((one) => !known.has(keyOf(one)))
    .map(({ by }) => by)
    .filter(({ kind, table }) => !silent.has(kind) && !isRecord(table ?? ""));
}

function keyOf({ by: { kind, schema, table, columns, name, details } }: Declared): string {
  return JSON.stringify([kind, schema, table, columns, name, details]);
}
