/** How an operation of SQL comes to be: what its statement says of it, and where that stands. */

import type { DetailsByKind, Kind, ReadOperation } from "../../operation.ts";

/** What a statement says of one operation. */
export interface OperationFacts<K extends Kind> {
  schema?: string | null | undefined;
  table?: string | null | undefined;
  columns?: string[];
  name?: string | null | undefined;
  details: DetailsByKind[K];
}

export function newOperation<K extends Kind>(
  context: Pick<ReadOperation, "direction" | "phase" | "revision">,
  kind: K,
  facts: OperationFacts<K>,
  standing: Pick<ReadOperation, "place" | "conditional" | "statement" | "transaction">,
): ReadOperation {
  const { direction, phase, revision } = context;
  const { schema = null, table = null, columns = [], name = null, details } = facts;
  const { place, conditional, statement, transaction } = standing;
  return {
    kind,
    direction,
    phase,
    revision,
    schema,
    table,
    columns,
    name,
    details,
    place,
    conditional,
    statement,
    transaction,
  } as unknown as ReadOperation;
}
