/** Where operations of Rails come from, and the statement that each is a clause of. */

import type { Clause, Kind, ReadOperation } from "../../../operation.ts";
import type { Facts } from "../../reading/source/reader.ts";
import {
  nextStatement,
  note as noteAt,
  send as sendAt,
  unknownType,
  type Standing,
} from "../../reading/source/send.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import type { Migration } from "./migration.ts";
import type { Sql } from "./quoting.ts";

export { unknownType };

/** Reads a statement that a call sends; all of it stands at the call. */
export function send(migration: Migration, statement: Sql, node: Syntax): readonly ReadOperation[] {
  return sendAt(
    migration,
    statement,
    standing(migration, node),
    migration.together ?? nextStatement(migration),
  );
}

/** Notes an operation for which the engine has no SQL of its own, or whose SQL says less than the call. */
export function note<K extends Kind>(
  migration: Migration,
  kind: K,
  node: Syntax,
  facts: Facts<K>,
  clause: Partial<Clause> = {},
): void {
  const { operations } = migration.reader;
  const before = operations.length;
  noteAt(migration, kind, standing(migration, node), facts, migration.together ?? nextStatement(migration));
  const made = operations.length > before ? operations.at(-1) : undefined;
  if (made?.clause !== undefined) made.clause = { ...made.clause, ...clause };
}

function standing({ run }: Migration, node: Syntax): Standing {
  return { node, statement: run.statement, conditional: run.conditional > 0, condition: run.condition };
}
