/** GitHub's limits of REST, of webhooks and of how fast one may ask, as data. `documented`: GitHub's documentation says so; `observed`: somebody saw it; `assumed`: neither. */

export interface Limit {
  value: number;
  known: "documented" | "observed" | "assumed";
}

export const limits = {
  /** Requests of an installation in an hour. */
  hourly: { value: 5_000, known: "documented" },
  /** What each repository, and each user of an organisation, above so many adds to it. */
  hourlyFree: { value: 20, known: "documented" },
  hourlyForEach: { value: 50, known: "documented" },
  hourlyMost: { value: 12_500, known: "documented" },
  /** Requests that are answered at the same time, REST and GraphQL together. */
  concurrent: { value: 100, known: "documented" },
  /** Points in a minute: reading costs 1, writing 5. */
  restPoints: { value: 900, known: "documented" },
  graphqlPoints: { value: 2_000, known: "documented" },
  writePoints: { value: 5, known: "documented" },
  /** Requests that create content. */
  contentInMinute: { value: 80, known: "documented" },
  contentInHour: { value: 500, known: "documented" },
  /** Seconds in `retry-after` of a secondary limit. */
  retryAfter: { value: 60, known: "assumed" },
  /** Seconds that a JWT may be valid. */
  jwtLife: { value: 600, known: "documented" },
  /** Seconds by which the clock of a JWT may be ahead. */
  jwtSkew: { value: 60, known: "assumed" },
  /** Seconds that the token of an installation is valid. */
  tokenLife: { value: 3_600, known: "documented" },
  /** Repositories by which a token can be narrowed. */
  tokenRepositories: { value: 500, known: "documented" },

  comparedFiles: { value: 300, known: "documented" },
  comparedCommits: { value: 250, known: "documented" },
  pullRequestFiles: { value: 3_000, known: "documented" },
  pullRequestCommits: { value: 250, known: "documented" },
  /** Files of one commit that are listed. */
  commitFiles: { value: 3_000, known: "documented" },
  pageSize: { value: 100, known: "documented" },
  defaultPageSize: { value: 30, known: "documented" },
  /** Lines and bytes of all patches of a reply; what comes after has neither counts nor patch (orgs/community 213491). */
  diffLines: { value: 20_000, known: "observed" },
  diffBytes: { value: 1_000_000, known: "documented" },
  /** Lines and bytes of the patch of one file; it is left out above. */
  fileDiffLines: { value: 20_000, known: "documented" },
  fileDiffBytes: { value: 500_000, known: "documented" },
  blobBytes: { value: 100_000_000, known: "documented" },
  treeEntries: { value: 100_000, known: "documented" },
  treeBytes: { value: 7_000_000, known: "documented" },

  annotationsInRequest: { value: 50, known: "documented" },
  annotationMessageBytes: { value: 65_536, known: "documented" },
  annotationTitle: { value: 255, known: "documented" },
  checkText: { value: 65_535, known: "documented" },
  checkActions: { value: 3, known: "documented" },
  checkRunsOfName: { value: 1_000, known: "documented" },
  commentBody: { value: 65_536, known: "observed" },
  /** Characters of the address of a page, beyond which it answers 414. */
  pageAddress: { value: 8_192, known: "assumed" },

  webhookBytes: { value: 25_000_000, known: "documented" },
  /** Seconds that a webhook may take to be answered. */
  webhookSeconds: { value: 10, known: "documented" },
  redeliveryDays: { value: 3, known: "documented" },
} as const satisfies Record<string, Limit>;

/** What counts as creating content. GitHub documents that there is such a limit, not what counts. */
export const contentCreating = {
  known: "assumed",
  rest: new Set([
    "POST /repos/{owner}/{repo}/check-runs",
    "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}",
  ]),
  /** Fields of a mutation. */
  graphql: [
    "addComment",
    "updateIssueComment",
    "updatePullRequestReviewComment",
    "addPullRequestReview",
    "addPullRequestReviewThread",
    "addPullRequestReviewThreadReply",
  ],
} as const;

/** Limits that a test can set otherwise, so that it need not send thousands of requests. */
export type AdjustableLimits = { -readonly [name in keyof typeof limits]: number };

export function adjustableLimits(): AdjustableLimits {
  return Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [name, limit.value]),
  ) as AdjustableLimits;
}
