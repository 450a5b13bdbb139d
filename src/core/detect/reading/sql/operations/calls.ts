/** Functions that a query calls: those that are not the engine's own run code. */

import type { CallStmt, Node } from "libpg-query";

import { isHarmless } from "../engine-functions.ts";
import { strings } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { functionsIn, tablesIn } from "../tables-in.ts";

/** Notes each call of a function that the engine does not bring; one that this text made is read in its place. */
export function callsIn(query: unknown, statement: Statement): void {
  for (const parts of functionsIn(query)) if (!isHarmless(parts)) callRoutine(parts, query, statement);
}

export function call(node: CallStmt, statement: Statement): void {
  const parts = strings(node.funccall?.funcname);
  callRoutine(parts, node.funccall?.args, statement);
}

function callRoutine(parts: readonly string[], within: unknown, statement: Statement): void {
  const { around } = statement;
  const routine = around.routines.get(routineKey(parts));
  if (routine !== undefined && !around.open.has(routine)) {
    around.open.add(routine);
    routine.read(statement);
    around.open.delete(routine);
    return;
  }
  if (routine !== undefined) return;
  statement.emit("run_code", {
    details: {
      source: statement.original(statement.whole),
      called: parts.join("."),
      tables: tablesIn(within),
    },
  });
}

/** Routines are found by their last name: which schema it is in depends on the search path. */
export function routineKey(parts: readonly string[]): string {
  return (parts.at(-1) ?? "").toLowerCase();
}

/** The query of a PREPARE, a cursor or an EXPLAIN ANALYZE counts where it stands. */
export function readInner(query: Node | undefined, statement: Statement): void {
  if (query !== undefined) statement.read(query);
}
