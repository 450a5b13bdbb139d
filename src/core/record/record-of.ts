/** The record of one judged pull request: its exceptions and waivers as they stand, in full. */

import { type Operation, targetOf } from "../operation.ts";
import { fileUrl } from "../render/pull-request/place-link.ts";
import { impactWords } from "../render/words.ts";
import type { Exception, Verdict, Waiver } from "../verdict.ts";
import type { ChangeRecord, RecordedException, RecordedOperation, RecordedWaiver } from "./record.ts";

export interface RecordedChange {
  verdict: Verdict;
  /** `OWNER/NAME`. */
  repository: string;
  /** `https://github.com/OWNER/NAME`. */
  url: string;
  number: number;
  /** The head that was judged. */
  head: string;
  /** Who opened the pull request; null: the account is gone. */
  author: string | null;
}

/** Null: nothing was allowed, and nothing was asked for. What covers nothing, and what has ended, allowed nothing. */
export function recordOf(change: RecordedChange): ChangeRecord | null {
  const { verdict, repository, number, head, author } = change;
  const operations = new Map(verdict.operations.map((operation) => [operation.id, operation]));
  const exceptions = verdict.exceptions.flatMap(
    (exception) => recordedException(exception, operations, change) ?? [],
  );
  const waivers = (verdict.waivers ?? []).flatMap((waiver) => recordedWaiver(waiver) ?? []);
  if (exceptions.length + waivers.length === 0) return null;
  const { conclusion } = verdict;
  return { version: 1, repository, number, head, author, conclusion, exceptions, waivers, more: 0 };
}

function recordedException(
  exception: Exception,
  operations: ReadonlyMap<string, Operation>,
  { url, head }: RecordedChange,
): RecordedException | null {
  const { state, target, reason, until, origin, grantedBy = [], link, place } = exception;
  if (state !== "proposed" && state !== "granted") return null;
  const covered = exception.operations.flatMap((id) => operations.get(id) ?? []);
  if (covered.length === 0) return null;
  return {
    target,
    operations: covered.map(recordedOperation),
    more: 0,
    reason,
    until,
    origin,
    state,
    grantedBy: [...grantedBy],
    link: link ?? fileUrl(url, head, place),
  };
}

function recordedOperation(operation: Operation): RecordedOperation {
  const { id, kind, database, place, impact } = operation;
  return {
    id,
    kind,
    target: targetOf(operation),
    database,
    path: place.path,
    line: place.line,
    impact: impactWords(impact).join(", "),
  };
}

function recordedWaiver({ rule, reason, until, state, by, link, problems }: Waiver): RecordedWaiver | null {
  if (state !== "granted" || problems.length === 0) return null;
  const lines = problems.map(({ message }) => (message.split("\n", 1)[0] ?? "").slice(0, longestLine));
  return { rule, reason, until, by, link, problems: lines, more: 0 };
}

/** In UTF-16 units: enough to tell problems apart. */
const longestLine = 300;
