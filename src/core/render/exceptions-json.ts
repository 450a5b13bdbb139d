/** The exceptions of a tree for a program: exactly the fields of the contract. */

import { targetOf } from "../operation.ts";
import type { ExceptionsReport } from "./exceptions-text.ts";
import { serialize } from "./visible.ts";

/** `lockstep exceptions --format json`. `lockstep` is the version of Lockstep. */
export function exceptionsJson({ file, exceptions, unread }: ExceptionsReport, lockstep: string): string {
  return serialize({
    version: 1,
    lockstep,
    file,
    exceptions: exceptions.map((one) => ({
      state: one.state,
      target: one.target,
      operations: one.operations.map((operation) => ({
        id: operation.id,
        kind: operation.kind,
        target: targetOf(operation),
        database: operation.database,
        place: operation.place,
      })),
      reason: one.reason,
      until: one.until,
      daysLeft: one.daysLeft,
      reusable: one.reusable,
      origin: one.origin,
      place: one.place,
      message: one.message,
    })),
    unread: unread.map(({ path, reason }) => ({ path, reason })),
  });
}
