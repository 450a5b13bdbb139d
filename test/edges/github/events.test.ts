/** What each event asks for. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { jobsOf } from "../../../src/edges/github/events.ts";

const app = 77;
const sha = "a".repeat(40);
const base = "b".repeat(40);
const repository = { installation: 5, id: 11, node: "R_11" };
const place = { repository: { id: 11, node_id: "R_11" }, installation: { id: 5 } };
const pullRequest = { ...place, pull_request: { number: 7, head: { sha } } };
const number = { kind: "pull_request", repository, number: 7, always: false, draft: false };
const commit = { kind: "commit", repository, sha, always: false, draft: false };
const inRepository = (id: number, number: number) => ({ number, base: { repo: { id } } });

const check = (action: string, more: object = {}, told: object = {}) => ({
  action,
  ...place,
  check_run: { head_sha: sha, app: { id: app }, pull_requests: [inRepository(11, 7)], ...more },
  ...told,
});

const table: [title: string, event: string, payload: object, jobs: object[]][] = [
  ...[
    "opened",
    "synchronize",
    "reopened",
    "ready_for_review",
    "converted_to_draft",
    "labeled",
    "unlabeled",
  ].map((action): [string, string, object, object[]] => [
    `pull_request ${action}`,
    "pull_request",
    { action, ...pullRequest },
    [number],
  ]),
  ["closed: others may share its head", "pull_request", { action: "closed", ...pullRequest }, [commit]],
  ["base edited", "pull_request", { action: "edited", changes: { base: {} }, ...pullRequest }, [number]],
  ["title edited", "pull_request", { action: "edited", changes: { title: {} }, ...pullRequest }, [number]],
  ["text edited", "pull_request", { action: "edited", changes: { body: {} }, ...pullRequest }, [number]],
  ["edited otherwise", "pull_request", { action: "edited", changes: {}, ...pullRequest }, []],
  ["assigned", "pull_request", { action: "assigned", ...pullRequest }, []],
  [
    "approved",
    "pull_request_review",
    { action: "submitted", review: { state: "approved" }, ...pullRequest },
    [number],
  ],
  [
    "changes wanted",
    "pull_request_review",
    { action: "submitted", review: { state: "changes_requested" }, ...pullRequest },
    [number],
  ],
  [
    "only commented",
    "pull_request_review",
    { action: "submitted", review: { state: "commented" }, ...pullRequest },
    [],
  ],
  [
    "dismissed",
    "pull_request_review",
    { action: "dismissed", review: { state: "dismissed" }, ...pullRequest },
    [number],
  ],
  [
    "review edited",
    "pull_request_review",
    { action: "edited", review: { state: "approved" }, ...pullRequest },
    [],
  ],
  ["rerequested", "check_run", check("rerequested"), [{ ...number, always: true }]],
  [
    "rerequested on a fork",
    "check_run",
    check("rerequested", { pull_requests: [] }),
    [{ ...commit, always: true }],
  ],
  [
    "a pull request to another repository only",
    "check_run",
    check("rerequested", { pull_requests: [inRepository(12, 7)] }),
    [{ ...commit, always: true }],
  ],
  [
    "two of the repository, one twice",
    "check_run",
    check("rerequested", { pull_requests: [inRepository(11, 7), inRepository(11, 8), inRepository(11, 7)] }),
    [
      { ...number, always: true },
      { ...number, number: 8, always: true },
    ],
  ],
  ["another App's check", "check_run", check("rerequested", { app: { id: 78 } }), []],
  ["created by us", "check_run", check("created"), []],
  ["completed by us", "check_run", check("completed"), []],
  [
    "Re-check",
    "check_run",
    check("requested_action", {}, { requested_action: { identifier: "recheck" } }),
    [{ ...number, always: true }],
  ],
  [
    "Draft the note",
    "check_run",
    check("requested_action", {}, { requested_action: { identifier: "draft-note" } }),
    [{ ...number, always: true, draft: true }],
  ],
  [
    "an unknown button",
    "check_run",
    check("requested_action", {}, { requested_action: { identifier: "format" } }),
    [],
  ],
  [
    "of a merge queue",
    "check_run",
    check("rerequested", { check_suite: { head_branch: "gh-readonly-queue/main/pr-7-a" } }),
    [],
  ],
  [
    "Re-run all",
    "check_suite",
    { action: "rerequested", ...place, check_suite: { head_sha: sha, app: { id: app }, pull_requests: [] } },
    [{ ...commit, always: true }],
  ],
  [
    "a suite is made for each push",
    "check_suite",
    { action: "requested", ...place, check_suite: { head_sha: sha, app: { id: app } } },
    [],
  ],
  [
    "merge queue",
    "merge_group",
    {
      action: "checks_requested",
      ...place,
      merge_group: { head_ref: "refs/heads/gh-readonly-queue/main/pr-7-a", head_sha: sha, base_sha: base },
    },
    [
      {
        kind: "merge_group",
        repository,
        ref: "refs/heads/gh-readonly-queue/main/pr-7-a",
        base,
        head: sha,
      },
    ],
  ],
  ["merge queue entry gone", "merge_group", { action: "destroyed", ...place, merge_group: {} }, []],
  [
    "merged: what was allowed is recorded",
    "pull_request",
    { action: "closed", ...place, pull_request: { number: 7, merged: true, head: { sha } } },
    [commit, number],
  ],
  ["repositories removed", "installation_repositories", { action: "removed", ...place }, []],
  ["archived", "repository", { action: "archived", ...place }, []],
  ["pushed", "push", place, []],
];

for (const [title, event, payload, jobs] of table) {
  test(`${event}: ${title}`, () => {
    const asked = jobsOf(event, payload, app);
    assert.deepEqual(asked.jobs, jobs);
    assert.equal(typeof asked.ignored, jobs.length === 0 ? "string" : "undefined");
  });
}

test("an installation that is deleted or suspended is forgotten", () => {
  for (const action of ["deleted", "suspend"]) {
    assert.deepEqual(jobsOf("installation", { action, installation: { id: 5 } }, app), {
      jobs: [],
      forget: 5,
    });
  }
});

test("a job needs every one of its ids", () => {
  const payload = { action: "opened", ...pullRequest };
  for (const missing of [
    { installation: undefined },
    { installation: { id: "5" } },
    { repository: { id: 11 } },
    { repository: { node_id: "R_11" } },
    { repository: null },
    { pull_request: { number: 0 } },
    { pull_request: { number: 1.5 } },
  ]) {
    assert.deepEqual(jobsOf("pull_request", { ...payload, ...missing }, app).jobs, []);
  }
});

test("no payload throws, and nothing of it but ids gets into a job", () => {
  const more = ["installation", "issue_comment", "pull_request_review_comment"];
  const names = [...new Set(table.map(([, event]) => event)), ...more];
  const leaf = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("opened", "rerequested", "checks_requested", "created", "/lockstep check", 1, sha),
  );
  const holder = fc.dictionary(
    fc.constantFrom(
      "id",
      "number",
      "node_id",
      "head_sha",
      "base_sha",
      "head_ref",
      "app",
      "head",
      "state",
      "body",
      "user",
    ),
    leaf,
  );
  const payloads = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(
        "action",
        "repository",
        "installation",
        "pull_request",
        "check_run",
        "check_suite",
        "merge_group",
        "review",
        "changes",
        "comment",
        "issue",
        "sender",
      ),
      fc.oneof(leaf, holder),
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), payloads, (event, payload) => {
      const asked = jobsOf(event, payload, app);
      assert.ok(asked.jobs.length > 0 || asked.forget !== undefined || asked.ignored !== undefined);
    }),
    { numRuns: 500 },
  );
});
