/** Operations that PostgreSQL refuses inside a transaction, so that frameworks run them outside of one. */

import type { ReadOperation } from "../../../operation.ts";

/** CONCURRENTLY in all its forms, and rebuilding all indexes of a schema or a database. */
export function runsAlone(operation: ReadOperation): boolean {
  switch (operation.kind) {
    case "create_index":
    case "drop_index":
    case "detach_partition":
      return operation.details.concurrently;
    case "rebuild_index":
      return operation.details.concurrently || ["schema", "database"].includes(operation.details.scope);
    case "rewrite_table":
      return operation.details.how === "vacuum full";
    default:
      return false;
  }
}
