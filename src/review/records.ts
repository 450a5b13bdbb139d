/** Each check carries the record of what it allowed; when the pull request is merged, that becomes a comment that stays. */

import { decodeRecord, encodeRecord } from "../core/record/encode.ts";
import { recordOf } from "../core/record/record-of.ts";
import { readRecordMarker } from "../core/render/pull-request/marker.ts";
import { renderRecord } from "../core/render/pull-request/record-comment.ts";
import type { GitHubRepository } from "./github.ts";
import type { Judged } from "./judge-pull-request.ts";
import type { PullRequestState } from "./pull-request.ts";

/** Characters of a check's text, which holds 65,535. */
const mostEncoded = 24_000;

/** Null: nothing is to be recorded. */
export function recordOfCheck(judged: readonly Judged[]): string | null {
  const records = judged.flatMap(({ state, verdict }) => {
    const { repository, number, head, author } = state;
    const name = `${repository.owner}/${repository.name}`;
    return recordOf({ verdict, repository: name, url: repository.url, number, head: head.oid, author }) ?? [];
  });
  return records.length === 0 ? null : encodeRecord(records, mostEncoded);
}

/** Of a merged pull request: writes its record unless it is there, or nothing was allowed. Throws `GitHubTrouble`. */
export async function writeRecord(
  { check, recorded, number, node, mergedAt }: PullRequestState,
  repository: Pick<GitHubRepository, "changeComments">,
): Promise<boolean> {
  const encoded = check === null || recorded ? null : readRecordMarker(check.text);
  const records = encoded === null ? null : decodeRecord(encoded);
  const own = records?.find((record) => record.number === number);
  if (own === undefined) return false;
  await repository.changeComments([{ do: "add", pullRequest: node, body: renderRecord(own, mergedAt) }]);
  return true;
}
