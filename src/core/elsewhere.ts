/** Operations that run only on another database system than the policy's: they are listed, and ask for nothing. */

import type { Engine, Impact } from "./impact.ts";
import type { AssessedOperation, IdentifiedOperation, ReadOperation } from "./operation.ts";

/** Whether any of the engines runs the operation. */
export function runsOn(operation: ReadOperation, engines: readonly Engine[]): boolean {
  const { onlyOn } = operation;
  return onlyOn === undefined || engines.some(({ engine }) => engine === onlyOn);
}

/** What such an operation means on the engines that it does not run on: nothing. */
export function assessedElsewhere(
  operation: IdentifiedOperation,
  engines: readonly Engine[],
): AssessedOperation {
  const impacts = engines.map(({ engine }): Impact => ({
    engine,
    version: "any",
    work: "none",
    locks: [],
    algorithm: null,
    grows: false,
    breaksOldCode: false,
    irreversible: false,
    offline: false,
    reasons: [`the migration does this on ${operation.onlyOn} only`],
    variables: [],
    saferWay: null,
    transaction: null,
    refused: null,
    source: "the condition in the migration",
  }));
  const [impact] = impacts;
  if (impact === undefined) throw new Error("a database has at least one engine");
  return { ...operation, newTable: false, impacts, impact };
}
