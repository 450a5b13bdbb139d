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

/** The approvals that saw all of these keys, in their order. */
export function approvalsOf(approvals: readonly Approval[], keys: readonly (string | null)[]): Approval[] {
  return approvals.filter(
    ({ covers }) => covers === "head" || keys.every((key) => key !== null && covers.has(key)),
  );
}

/** What every proposed exception was granted by, whatever was taken back since. */
export function approvedProposals(
  exceptions: readonly Exception[],
  operations: readonly Operation[],
  approvals: readonly Approval[],
): Map<Exception, Approval[]> {
  const grants = new Map<Exception, Approval[]>();
  if (approvals.length === 0) return grants;
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  for (const exception of exceptions) {
    if (exception.state !== "proposed") continue;
    const kinds = exception.operations.flatMap((id) => byId.get(id)?.kind ?? []);
    const granting = approvalsOf(approvals, keysOf(exception, byId)).filter(
      (approval) => approval.kinds === undefined || kinds.every((kind) => approval.kinds?.has(kind)),
    );
    if (granting.length > 0) grants.set(exception, granting);
  }
  return grants;
}

/** Proposed exceptions whose operations were all approved are granted. `revoked`: when each operation's grants were last taken back; only a later approval counts for it. */
export function grantByApproval(
  exceptions: readonly Exception[],
  grants: ReadonlyMap<Exception, readonly Approval[]>,
  revoked: ReadonlyMap<string, string>,
): Exception[] {
  return exceptions.map((exception) => {
    const ends = exception.operations.flatMap((id) => revoked.get(id) ?? []);
    const standing = (grants.get(exception) ?? []).filter(({ at = "" }) => ends.every((end) => at > end));
    return standing.length === 0
      ? exception
      : { ...exception, state: "granted", grantedBy: standing.map(({ by }) => by) };
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
    if (exception.origin === "command") continue;
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
