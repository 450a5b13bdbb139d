/** The keys by which our check says what was to be seen: it lists them, and what is granted later is bound by them. */

import { shortHash } from "../detect/identity.ts";
import type { Operation } from "../operation.ts";
import type { Problem } from "../problem.ts";
import type { Exception } from "../verdict.ts";
import { needsException } from "./needs-exception.ts";
import type { Policy } from "./policy.ts";
import { whyNotWaivable } from "./waivable.ts";

/**
 * 32 hex digits that stay while the operation, its impact, the reason and the end of its exception stay, and for one that may be used again also what it reaches.
 * With half of them, an author could find two exceptions of one key: one to show, and one to merge.
 */
export function exceptionKey(
  operation: Operation,
  {
    reason,
    until,
    reusable,
    origin,
    target,
  }: Pick<Exception, "reason" | "until" | "reusable" | "origin" | "target">,
): string {
  return keyOf([operation.id, impactsOf(operation), reason, until, reusable ? [origin, target] : null]);
}

/** What a worse impact would change. */
function impactsOf({ impacts }: Operation): unknown[] {
  return impacts.map((impact) => [
    impact.engine,
    impact.version,
    impact.work,
    impact.locks,
    impact.algorithm,
    impact.grows,
    impact.breaksOldCode,
    impact.irreversible,
    impact.offline,
    impact.refused,
  ]);
}

/** The same for what could not be read, while the file's path and text stay; null where the text could not be had, so that only an approval of this very head counts. */
export function unreadKey(id: string, path: string, text: string | undefined): string | null {
  return text === undefined ? null : keyOf([id, path, text]);
}

/** 32 hex digits that stay while the operation and its impact stay: what a command exempts. The word keeps it apart from every other kind of key, which starts with an id. */
export function operationKey(operation: Operation): string {
  return keyOf(["operation", operation.id, impactsOf(operation)]);
}

/** 32 hex digits that stay while the problem says the same: what a command waives. */
export function problemKey({ id, rule, message }: Pick<Problem, "id" | "rule" | "message">): string {
  return keyOf(["problem", id, rule, message]);
}

/** The keys of all that a command written after this check may exempt or waive, sorted. `problems`: before any is waived. */
export function listedKeys(
  operations: readonly Operation[],
  problems: readonly Problem[],
  policy: Policy,
): string[] {
  const keys = [
    ...operations.filter((operation) => needsException(operation, policy)).map(operationKey),
    ...problems.filter(({ rule }) => whyNotWaivable(rule) === null).map(problemKey),
  ];
  return [...new Set(keys)].toSorted();
}

function keyOf(value: unknown): string {
  return shortHash(JSON.stringify(value));
}
