/** Pull requests as the tests write them: files before and after, judged through the whole line, with the hunks of a real diff. */

import { spawnSync } from "node:child_process";

import { readPolicy } from "../../../../src/core/judge/policy-schema.ts";
import { hunksOf } from "../../../../src/core/render/pull-request/diff-lines.ts";
import type { PullRequestFacts } from "../../../../src/core/render/pull-request/pages.ts";
import { rationaleOf } from "../../../../src/core/render/pull-request/rationale.ts";
import type { Verdict } from "../../../../src/core/verdict.ts";
import { TemporaryRepository } from "../../../support/temporary-repository.ts";
import { verdictOf } from "../../judge/example.ts";

type Files = Record<string, string>;

export interface Written {
  base?: Files;
  head: Files;
  policy?: string;
  title?: string;
  body?: string;
  issues?: PullRequestFacts["issues"];
  branch?: Partial<PullRequestFacts["head"]>;
}

const folder = new TemporaryRepository(null);

export function judged(written: Written): { verdict: Verdict; facts: PullRequestFacts } {
  const { base = {}, policy: text, title = "", body = "", issues = [] } = written;
  const head: Files = { ...base, ...written.head };
  const { policy, findings } = readPolicy([
    { path: ".github/lockstep.yml", text: text ?? "mode: enforce\n" },
  ]);
  const verdict = verdictOf({
    base: new Map(Object.entries(base)),
    head: new Map(Object.entries(head)),
    policy,
    policyFindings: findings,
    released: null,
    today: "2026-06-01",
    requireGranted: false,
    rationale: rationaleOf(title, body, issues),
  });
  const changed = Object.keys(head).filter((path) => base[path] !== head[path]);
  const facts: PullRequestFacts = {
    number: 7,
    url: "https://github.com/acme/shop/pull/7",
    title,
    body,
    issues,
    draft: false,
    head: {
      oid: "5f1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c",
      ref: "drop-legacy",
      url: "https://github.com/ada/shop",
      exists: true,
      ...written.branch,
    },
    base: { ref: "main", url: "https://github.com/acme/shop" },
    hunks: new Map(changed.map((path) => [path, hunksOf(patch(base[path] ?? "", head[path] ?? ""))])),
    source: (path) => head[path] ?? null,
  };
  return { verdict, facts };
}

function patch(before: string, after: string): string {
  folder.write({ before, after });
  const args = ["diff", "--no-index", "--text", "before", "after"];
  const { stdout } = spawnSync("git", args, { cwd: folder.directory, encoding: "utf8" });
  return stdout.slice(stdout.indexOf("\n@@") + 1);
}
