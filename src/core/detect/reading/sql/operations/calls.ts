/** Functions that a query calls: those that are not the engine's own run code. */

import type { CallStmt, Node } from "libpg-query";

import { evaluate } from "../evaluate.ts";
import { isHarmless } from "../engine-functions.ts";
import { strings } from "../nodes.ts";
import type { Routine, Statement } from "../statement.ts";
import { callsOf, tablesIn } from "../tables-in.ts";

/** Notes each call of a function that the engine does not bring; one that this text made is read in its place. */
export function callsIn(query: unknown, statement: Statement): void {
  if (!statement.text.includes("(")) return;
  for (const call of callsOf(query)) {
    const parts = strings(call.funcname);
    if (statement.around.routines.has(routineKey(parts)) || !isHarmless(parts))
      callRoutine(parts, call.args ?? [], query, statement);
  }
}

export function call(node: CallStmt, statement: Statement): void {
  const parts = strings(node.funccall?.funcname);
  callRoutine(parts, node.funccall?.args ?? [], node.funccall?.args, statement);
}

function callRoutine(
  parts: readonly string[],
  args: readonly Node[],
  within: unknown,
  statement: Statement,
): void {
  const { around } = statement;
  const routine = around.routines.get(routineKey(parts));
  if (routine === undefined) {
    statement.emit("run_code", {
      details: {
        source: statement.original(statement.whole),
        called: parts.join("."),
        tables: tablesIn(within),
      },
    });
    return;
  }
  const values = args
    .map((arg) => evaluate(arg, new Map()))
    .map((value) => (value.complete ? value.text : null));
  if (around.open.has(routine) || isRepeated(routine, values)) return;
  around.open.add(routine);
  routine.read(statement, values);
  around.open.delete(routine);
}

/** A second call with the same arguments does what the first did. */
function isRepeated(routine: Routine, args: readonly (string | null)[]): boolean {
  const key = JSON.stringify(args);
  if (routine.called.has(key)) return true;
  routine.called.add(key);
  return false;
}

/** Routines are found by their last name: which schema it is in depends on the search path. */
export function routineKey(parts: readonly string[]): string {
  return (parts.at(-1) ?? "").toLowerCase();
}

/** The query of a PREPARE, a cursor or an EXPLAIN ANALYZE counts where it stands. */
export function readInner(query: Node | undefined, statement: Statement): void {
  if (query !== undefined) statement.read(query);
}
