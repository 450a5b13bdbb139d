/** Pull requests whose verdicts come from real migrations, for the pages that show them. */

import type { InspectInput } from "../../../../src/core/inspect.ts";
import { readPolicy } from "../../../../src/core/judge/policy-schema.ts";
import { planReview } from "../../../../src/core/render/pull-request/plan-review.ts";
import type { JudgedPullRequest, PullRequestFacts } from "../../../../src/core/render/pull-request/pages.ts";
import { verdictOf } from "../../judge/example.ts";

export interface Given {
  base?: Record<string, string>;
  /** Files that the pull request adds, edits, or (null) deletes. */
  head: Record<string, string | null>;
  /** Null: there is none. */
  policy?: string | null;
  /** Paths of the last release. */
  released?: readonly string[];
  approvals?: NonNullable<InspectInput["approvals"]>;
  comments?: boolean;
  note?: Parameters<typeof planReview>[2]["note"];
  facts?: Partial<PullRequestFacts>;
  remarks?: readonly string[];
}

export const migration = "db/migrations/000002_drop_legacy.up.sql";
export const note = "releasenotes/notes/drop-legacy-4b1c22d09ae1f377.yaml";

export const users = {
  "db/migrations/000001_users.up.sql":
    "CREATE TABLE users (id bigint PRIMARY KEY, email text, legacy_id text);\n",
};

export function factsOf({ head, facts = {} }: Given): PullRequestFacts {
  const shown = Object.entries(head).map(([path, text]) => {
    const lines = text?.split("\n").length ?? 0;
    return [path, text === null ? [] : [{ start: 1, end: Math.max(1, lines - 1) }]] as const;
  });
  return {
    number: 7,
    url: "https://github.com/owner/identity/pull/7",
    title: "Drop the identifiers of the old service",
    body: "",
    issues: [],
    draft: false,
    head: {
      oid: "0123456789abcdef0123456789abcdef01234567",
      ref: "drop-legacy",
      url: "https://github.com/author/identity",
      exists: true,
    },
    base: { ref: "main", url: "https://github.com/owner/identity" },
    hunks: new Map(shown),
    source: (path) => head[path] ?? null,
    ...facts,
  };
}

export function judged(given: Given): JudgedPullRequest {
  const { base = users, head, policy = "mode: enforce\n" } = given;
  const before = new Map(Object.entries(base));
  const after = new Map(before);
  for (const [path, text] of Object.entries(head)) {
    if (text === null) after.delete(path);
    else after.set(path, text);
  }
  const layers = policy === null ? [] : [{ path: ".github/lockstep.yml", text: policy }];
  const read = readPolicy(layers);
  const verdict = {
    ...verdictOf({
      base: before,
      head: after,
      policy: read.policy,
      policyFindings: read.findings,
      released: given.released === undefined ? null : { tag: "7.0", paths: new Set(given.released) },
      today: "2026-06-01",
      requireGranted: true,
      approvals: given.approvals ?? [],
    }),
    policyMissing: policy === null,
  };
  const facts = factsOf(given);
  const wants = { comments: given.comments ?? true, note: given.note ?? "when-missing" };
  return { facts, verdict, plan: planReview(verdict, facts, wants), remarks: given.remarks ?? [] };
}
