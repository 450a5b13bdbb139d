/** A pull request's state with everything that a test does not say filled in. */

import type { PullRequestState } from "../../src/review/pull-request.ts";

export function stateWith(said: Partial<PullRequestState> = {}): PullRequestState {
  return {
    repository: {
      id: 1,
      node: "R_1",
      owner: "acme",
      name: "identity",
      url: "https://github.com/acme/identity",
      archived: false,
    },
    node: "PR_1",
    number: 7,
    url: "https://github.com/acme/identity/pull/7",
    title: "Drop user.legacy_id",
    body: "",
    state: "open",
    mergedAt: null,
    draft: false,
    author: "ada",
    head: {
      oid: "h1",
      ref: "drop",
      repository: { owner: "acme", name: "identity", url: "https://github.com/acme/identity" },
      exists: true,
      forcedAt: null,
    },
    base: { ref: "main", tip: "b1" },
    files: [],
    fileCount: 0,
    ahead: { count: 1, firstParents: ["b0"] },
    commits: [],
    commitsCut: false,
    approvals: [],
    issues: [],
    policy: { organisation: null, repository: null },
    exceptionsAtTip: null,
    check: null,
    noteComment: null,
    ledger: null,
    recorded: false,
    texts: [],
    answers: [],
    threads: [],
    siblings: [],
    ...said,
  };
}
