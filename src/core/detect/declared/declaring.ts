/** Operations as a declared schema makes them: up, in no transaction, at the place of their declaration. */

import type { DetailsByKind, Kind, ReadOperation } from "../../operation.ts";
import type { Place } from "../../place.ts";
import { newOperation } from "../reading/new-operation.ts";
import type { OperationFacts } from "../reading/new-operation.ts";

const context = { direction: "up", phase: null, revision: null } as const;

export function declare<K extends Kind>(kind: K, place: Place, facts: OperationFacts<K>): ReadOperation {
  return newOperation(context, kind, facts, {
    place,
    statement: place,
    conditional: false,
    transaction: null,
  });
}

/** CREATE TABLE with nothing that only SQL says of it. */
export function plainTable(
  columns: DetailsByKind["create_table"]["columns"],
  constraints: DetailsByKind["create_table"]["constraints"],
): DetailsByKind["create_table"] {
  return {
    columns,
    constraints,
    ifNotExists: false,
    temporary: false,
    unlogged: false,
    like: null,
    inherits: [],
    partitioned: false,
  };
}

/** CREATE INDEX over columns alone. */
export function plainIndex(unique: boolean): DetailsByKind["create_index"] {
  return {
    unique,
    concurrently: false,
    ifNotExists: false,
    method: null,
    expressions: [],
    where: null,
    only: false,
  };
}
