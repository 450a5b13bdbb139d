/** An audit for a program: exactly the fields of the contract. */

import type { Audit } from "../record/audit.ts";
import { serialize } from "./visible.ts";

/** What was asked for. */
export interface AuditScope {
  /** `OWNER/NAME`. */
  repository: string;
  /** UTC, `YYYY-MM-DD`. */
  since: string;
  /** The slug of the App. */
  app: string;
  /** Pull requests that were merged since then. */
  merged: number;
}

/** `lockstep audit --format json`. `lockstep` is the version of Lockstep. */
export function auditJson({ records, troubles }: Audit, scope: AuditScope, lockstep: string): string {
  const { repository, since, app, merged } = scope;
  return serialize({
    version: 1,
    lockstep,
    repository,
    since,
    app,
    merged,
    records: records.map(({ number, url, mergedAt, from, record }) => ({
      number,
      url,
      mergedAt,
      from,
      record,
    })),
    troubles: troubles.map(({ kind, severity, number, url, by, at, message }) => ({
      kind,
      severity,
      number,
      url,
      by,
      at,
      message,
    })),
  });
}
