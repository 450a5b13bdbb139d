/** What an approving review grants: the exceptions and the unread places that were to be seen on the head that it approved. */

import type { Kind, Operation } from "../operation.ts";
import type { Exception, MigrationChange } from "../verdict.ts";
import { exceptionKey, unreadKey } from "./keys.ts";

/** An approving review of somebody with the authority, who is not an author of the change. */
export interface Approval {
  /** The login. */
  by: string;
  /** `head`: it approves the very head that is judged; else the keys that our own check on the approved head listed. */
  covers: "head" | ReadonlySet<string>;
  /** The kinds of operations whose exceptions this person may grant; absent: all. */
  kinds?: ReadonlySet<Kind>;
  /** When it was given, ISO 8601: a later `revoke` takes it back. */
  at?: string;
}

/** Who approved all of the keys, in the order of the approvals. */
export function approvedBy(approvals: readonly Approval[], keys: readonly (string | null)[]): string[] {
  return approvals
    .filter(({ covers }) => covers === "head" || keys.every((key) => key !== null && covers.has(key)))
    .map(({ by }) => by);
}

/** Proposed exceptions whose operations were all approved are granted. */
export function grantByApproval(
  exceptions: readonly Exception[],
  operations: readonly Operation[],
  approvals: readonly Approval[],
): Exception[] {
  if (approvals.length === 0) return [...exceptions];
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  return exceptions.map((exception) => {
    if (exception.state !== "proposed") return exception;
    const grantedBy = approvedBy(approvals, keysOf(exception, byId));
    return grantedBy.length === 0 ? exception : { ...exception, state: "granted", grantedBy };
  });
}

/** The keys of everything that an approval of this head can grant, sorted. */
export function grantableKeys(
  exceptions: readonly Exception[],
  operations: readonly Operation[],
  migrations: readonly MigrationChange[],
  sources: ReadonlyMap<string, string>,
): string[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const keys = new Set<string | null>();
  for (const exception of exceptions) {
    if (exception.state !== "proposed" && exception.grantedBy === undefined) continue;
    for (const key of keysOf(exception, byId)) keys.add(key);
  }
  for (const { path, unread } of migrations) {
    for (const { id } of unread) keys.add(unreadKey(id, path, sources.get(path)));
  }
  for (const { id, kind, direction, place } of operations) {
    if (kind !== "unknown_statement" || direction !== "up") continue;
    keys.add(unreadKey(id, place.path, sources.get(place.path)));
  }
  return [...keys].filter((key) => key !== null).toSorted();
}

function keysOf(exception: Exception, byId: ReadonlyMap<string, Operation>): string[] {
  return exception.operations.flatMap((id) => {
    const operation = byId.get(id);
    return operation === undefined ? [] : [exceptionKey(operation, exception)];
  });
}
