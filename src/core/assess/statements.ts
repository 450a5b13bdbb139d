/** Which operations one statement does together: an engine may do them all in the way of the hardest one. */

import type { IdentifiedOperation } from "../operation.ts";

export class Statements {
  readonly #byOperation = new Map<IdentifiedOperation, IdentifiedOperation[]>();

  constructor(operations: readonly IdentifiedOperation[]) {
    let last: IdentifiedOperation | null = null;
    let open: IdentifiedOperation[] = [];
    for (const operation of operations) {
      if (last === null || !isOneStatement(last, operation)) open = [];
      open.push(operation);
      this.#byOperation.set(operation, open);
      last = operation;
    }
  }

  of(operation: IdentifiedOperation): readonly IdentifiedOperation[] {
    return this.#byOperation.get(operation) ?? [operation];
  }
}

/** Whether two operations, one right after the other, are of one SQL statement. The reader says which clauses one statement has; where it says nothing, the places tell. */
export function isOneStatement(a: IdentifiedOperation, b: IdentifiedOperation): boolean {
  if (a.place.path !== b.place.path || a.direction !== b.direction) return false;
  if (a.clause !== undefined && b.clause !== undefined) return a.clause.together === b.clause.together;
  if (a.sent !== b.sent) return false;
  return a.statement.line === b.statement.line && a.statement.column === b.statement.column;
}
