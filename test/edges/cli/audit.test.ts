/** `lockstep audit` as a process, against a GitHub over HTTP, in the name of a person. */

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { createToken } from "../../../sandbox/auth/tokens.ts";
import { createCheckRun } from "../../../sandbox/state/checks.ts";
import { addComment, editComment } from "../../../sandbox/state/comments.ts";
import { mergePullRequest } from "../../../sandbox/state/merging.ts";
import type { Account, IssueComment, PullRequest, Repository } from "../../../sandbox/world.ts";
import { AuditReport } from "../../../src/contract.ts";
import { encodeRecord } from "../../../src/core/record/encode.ts";
import type { ChangeRecord } from "../../../src/core/record/record.ts";
import { recordMarker } from "../../../src/core/render/pull-request/marker.ts";
import { renderRecord } from "../../../src/core/render/pull-request/record-comment.ts";
import { smallException, smallRecord, smallWaiver } from "../../core/record/records.ts";
import { runLockstep } from "../../support/lockstep.ts";
import { GitHubWorld } from "../github/github-world.ts";

const token = "ghp_secretOfGrace";
const since = "2026-01-01";
const mergedAt = "2026-03-04T05:06:07Z";

let world: GitHubWorld;
let shop: Repository;
let branches = 0;

before(async () => {
  world = await GitHubWorld.start();
  world.sandbox.world.personTokens.set(token, world.grace);
  shop = world.repository("shop");
  await world.commit(shop, "main", { "README.md": "# Shop\n" });
});
after(() => world.stop());
beforeEach(() => {
  shop.pullRequests.clear();
  world.sandbox.faults.clear();
});

function run(...args: string[]) {
  return runWith({}, ...args);
}

function runWith(env: Record<string, string>, ...args: string[]) {
  return runLockstep(["audit", "acme/shop", "--since", since, ...args], {
    env: { GITHUB_TOKEN: token, GH_TOKEN: "", GITHUB_API_URL: world.sandbox.url, ...env },
  });
}

async function report(...args: string[]): Promise<{ status: number | null; report: AuditReport }> {
  const { status, stdout, stderr } = await run("--format", "json", ...args);
  assert.equal(stderr, "");
  return { status, report: AuditReport.parse(JSON.parse(stdout)) };
}

/** A pull request of ada's that was merged at that time. */
async function merged(at = mergedAt): Promise<PullRequest> {
  branches += 1;
  const branch = `topic-${branches}`;
  const from = world.sandbox.git(shop).branch("main") as string;
  await world.commit(shop, branch, { [`${branches}.txt`]: "x\n" }, { from });
  const pull = await world.open(shop, { head: branch });
  await mergePullRequest(world.sandbox, pull, world.grace, "squash");
  pull.closedAt = new Date(at);
  pull.updatedAt = new Date(at);
  return pull;
}

function recordOf(pull: PullRequest, given: Partial<ChangeRecord> = {}): ChangeRecord {
  return smallRecord({ number: pull.number, head: pull.headOid, ...given });
}

function check(pull: PullRequest, records: readonly ChangeRecord[]): void {
  createCheckRun(world.sandbox, shop, world.app, pull.headOid, {
    name: "Lockstep",
    status: "completed",
    conclusion: "success",
    text: `All is well.\n\n${recordMarker(encodeRecord(records, 24_000))}`,
  });
}

function comment(pull: PullRequest, record: ChangeRecord, author: Account = world.app.bot): IssueComment {
  return addComment(world.sandbox, pull, author, renderRecord(record, mergedAt));
}

/** Merged, with a check and a comment that say the same. */
async function recorded(given: Partial<ChangeRecord> = {}, at = mergedAt): Promise<PullRequest> {
  const pull = await merged(at);
  const record = recordOf(pull, given);
  check(pull, [record]);
  comment(pull, record);
  return pull;
}

test("what was allowed, for people", async () => {
  const pull = await recorded({
    exceptions: [smallException(), smallException({ state: "proposed", grantedBy: [], until: null })],
    waivers: [smallWaiver()],
  });
  await merged();
  const { status, stdout, stderr } = await run();
  assert.equal(stderr, "");
  assert.equal(
    stdout,
    `✓ 1 record of lockstep in acme/shop since 2026-01-01, 2 exceptions, 1 waiver (2 merged pull requests)

#${pull.number}  merged 2026-03-04  by ada  ${world.sandbox.url}/acme/shop/pull/${pull.number}
  granted   drop_column user.legacy_id  by a command of rita  until 2027-03-01
      because nothing reads it since 7.0
      versions/8f2c_drop_legacy.py:21  breaks old code, cannot be undone
      https://github.com/acme/shop/pull/12#issuecomment-4
  proposed  drop_column user.legacy_id
      because nothing reads it since 7.0
      versions/8f2c_drop_legacy.py:21  breaks old code, cannot be undone
      https://github.com/acme/shop/pull/12#issuecomment-4
  waived    note-is-there (1 problem)  by rita
      because the note follows with #13
      https://github.com/acme/shop/pull/12#issuecomment-5
`,
  );
  assert.equal(status, 0);
});

test("what was allowed, for a program: only what was merged since then", async () => {
  await recorded({}, "2025-12-31T23:59:59Z");
  const first = await recorded({}, "2026-01-01T00:00:00Z");
  const second = await recorded();
  const { status, report: found } = await report();
  assert.equal(status, 0);
  assert.deepEqual(
    [found.repository, found.since, found.app, found.merged],
    ["acme/shop", since, "lockstep", 2],
  );
  assert.deepEqual(found.troubles, []);
  assert.deepEqual(
    found.records.map(({ number, from }) => [number, from]),
    [
      [second.number, "comment"],
      [first.number, "comment"],
    ],
  );
  assert.deepEqual(found.records[0]?.record, recordOf(second));
});

test("what was allowed, for a spreadsheet that runs no formula of a stranger", async () => {
  const pull = await recorded({
    author: "=cmd|'/C calc'!A1",
    exceptions: [smallException({ reason: 'he said "fine",\nand went' })],
    waivers: [smallWaiver({ reason: "\t@SUM(1+1)" })],
  });
  const { status, stdout } = await run("--format", "csv");
  assert.equal(status, 0);
  const url = `${world.sandbox.url}/acme/shop/pull/${pull.number}`;
  const start = `acme/shop,${pull.number},${url},${mergedAt},${pull.headOid},'=cmd|'/C calc'!A1,success,comment`;
  assert.deepEqual(stdout.split("\r\n"), [
    "repository,number,url,merged_at,head,author,conclusion,source,type,state,target,operations,impacts,places,more,reason,until,origin,by,link",
    `${start},exception,granted,drop_column user.legacy_id,drop_column user.legacy_id,"breaks old code, cannot be undone",versions/8f2c_drop_legacy.py:21,0,"he said ""fine"",\\nand went",2027-03-01,command,rita,https://github.com/acme/shop/pull/12#issuecomment-4`,
    `${start},waiver,granted,note-is-there,,No release note says what \`drop_column user.legacy_id\` means.,,0,'    @SUM(1+1),,command,rita,https://github.com/acme/shop/pull/12#issuecomment-5`,
    "",
  ]);
});

test("a record comment that a person edited does not count; the check still says it", async () => {
  const pull = await recorded();
  const [own] = pull.comments as [IssueComment];
  editComment(world.sandbox, own, world.grace, own.body.replace("rita", "grace"));
  const { status, report: found } = await report();
  assert.equal(status, 1);
  assert.deepEqual(
    found.troubles.map(({ kind, number, by, severity }) => [kind, number, by, severity]),
    [["edited", pull.number, "grace", "error"]],
  );
  assert.equal(found.troubles[0]?.at?.slice(0, 4), String(new Date().getFullYear()));
  assert.deepEqual(
    found.records.map(({ from, record }) => [from, record.exceptions[0]?.grantedBy]),
    [["check", ["rita"]]],
  );
  const { stdout } = await run();
  assert.match(
    stdout,
    /^✗ #\d+ {2}edited {2}\d{4}-\d\d-\d\d {2}http\S+\n {4}grace edited the record comment,/mu,
  );
});

test("our own App may edit its comment", async () => {
  const pull = await recorded();
  const [own] = pull.comments as [IssueComment];
  editComment(world.sandbox, own, world.app.bot, own.body);
  assert.equal((await report()).status, 0);
});

test("a record that was deleted is missing, and told as the check has it", async () => {
  const pull = await merged();
  const sibling = recordOf(pull, { number: pull.number + 1_000 });
  check(pull, [sibling, recordOf(pull)]);
  const other = await merged();
  check(other, [sibling]);
  const { status, report: found } = await report();
  assert.equal(status, 1);
  assert.deepEqual(
    found.troubles.map(({ kind, number }) => [kind, number]),
    [["missing", pull.number]],
  );
  assert.deepEqual(
    found.records.map(({ from, record }) => [from, record]),
    [["check", recordOf(pull)]],
  );
});

test("a record that cannot be read, and one that says something else than the check", async () => {
  const broken = await merged();
  addComment(world.sandbox, broken, world.app.bot, "Gone.\n\n<!-- lockstep: record -->");
  const copied = await merged();
  comment(copied, recordOf(copied, { number: 999 }));
  const changed = await merged();
  check(changed, [recordOf(changed)]);
  comment(changed, recordOf(changed, { exceptions: [smallException({ grantedBy: ["omar"] })] }));
  const { status, report: found } = await report();
  assert.equal(status, 1);
  assert.deepEqual(
    found.troubles.map(({ kind, number }) => [kind, number]),
    [
      ["differs", changed.number],
      ["damaged", copied.number],
      ["damaged", broken.number],
    ],
  );
});

test("a comment that was cut to fit agrees with its check", async () => {
  const exceptions = Array.from({ length: 400 }, (_, at) =>
    smallException({ reason: `reason ${at} `.repeat(20), target: `drop_column user.c${at}` }),
  );
  const pull = await recorded({ exceptions });
  const { status, report: found } = await report();
  assert.equal(status, 0);
  const [{ record }] = found.records as [AuditReport["records"][number]];
  assert.ok(record.exceptions.length > 20);
  assert.equal(record.exceptions.length + record.more, 400, String(pull.number));
});

test("what looks like a record and is none of our App's is mentioned, and does not count", async () => {
  const pull = await merged();
  comment(pull, recordOf(pull), world.ada);
  // A person may have the login that GraphQL gives our App's bot.
  comment(pull, recordOf(pull), world.account("lockstep"));
  const { status, report: found } = await report();
  assert.equal(status, 0);
  assert.deepEqual(
    found.troubles.map(({ kind, severity, by }) => [kind, severity, by]),
    [
      ["forged", "warning", "ada"],
      ["forged", "warning", "lockstep"],
    ],
  );
  assert.deepEqual(found.records, []);
  await recorded();
  const other = await run("--app", "acme-lockstep");
  assert.equal(other.status, 0);
  assert.match(other.stdout, /say so: --app lockstep$/mu);
});

test("many pull requests and comments are read to the end, also while GitHub stumbles", async () => {
  const pulls: PullRequest[] = [];
  for (let count = 0; count < 23; count++) pulls.push(await recorded());
  const [last] = pulls as [PullRequest];
  const own = last.comments.pop() as IssueComment;
  for (let count = 0; count < 130; count++) addComment(world.sandbox, last, world.ada, `${count}`);
  last.comments.push(own);
  world.sandbox.faults.add({ fault: { kind: "status", status: 502 }, operation: "Recorded", times: 3 });
  const { status, report: found } = await report();
  assert.equal(status, 0);
  assert.deepEqual(
    found.records.map(({ number }) => number).toSorted((a, b) => a - b),
    pulls.map(({ number }) => number),
  );
});

test("what a person can mend is told in words, and never the token", async () => {
  const refused = async (expected: RegExp, env: Record<string, string>, ...args: string[]) => {
    const { status, stdout, stderr } = await runWith(env, ...args);
    assert.match(stderr, expected);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.doesNotMatch(stderr, /ghp_/u);
  };
  world.sandbox.world.personTokens.set("ghp_stranger", world.account("stranger"));
  await Promise.all([
    refused(/^lockstep: audit asks GitHub, and needs a token .*GITHUB_TOKEN/u, { GITHUB_TOKEN: "" }),
    refused(/^lockstep: GitHub does not accept the token/u, { GITHUB_TOKEN: "ghp_wrong" }),
    refused(/^lockstep: There is no repository acme\/shop, or the token may not see it\./u, {
      GITHUB_TOKEN: "ghp_stranger",
    }),
    refused(/There is no GitHub API at http:\S+\. .*\/api\/v3/u, {
      GITHUB_API_URL: `${world.sandbox.url}/nowhere`,
    }),
    refused(/A token is sent over https only/u, {}, "--api", "http://ghe.example/api/v3"),
    refused(/--api is no address: ghe/u, {}, "--api", "ghe"),
  ]);
  const limit = { kind: "secondary", retryAfter: 600 } as const;
  world.sandbox.faults.add({ fault: limit, times: 1 });
  await refused(/^lockstep: GitHub's rate limit is reached\. Try again in 10 minutes\./u, {});
  const message =
    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.";
  world.sandbox.faults.add({ fault: { kind: "status", status: 403, message }, times: 1 });
  await refused(/^lockstep: acme asks for single sign-on, .*Configure SSO/u, {});
  world.sandbox.faults.add({ fault: { kind: "status", status: 403, message: "Not yours" }, times: 1 });
  await refused(/^lockstep: GitHub refuses to show acme\/shop to this token: Not yours$/mu, {});
  world.sandbox.faults.add({ fault: { kind: "status", status: 502 }, times: 2 });
  await refused(/^lockstep: GitHub does not answer at http:\/\/127\.0\.0\.1:\d+: GitHub answered 502\./u, {});
});

test("GH_TOKEN will do, and so will the address of the repository", async () => {
  await recorded();
  const { status, stdout } = await runLockstep(
    ["audit", "https://github.com/acme/shop", "--since", since, "--api", world.sandbox.url],
    { env: { GITHUB_TOKEN: "", GH_TOKEN: token, GITHUB_API_URL: "" } },
  );
  assert.match(stdout, /^✓ 1 record of lockstep in acme\/shop /u);
  assert.equal(status, 0);
});

test("wrong use", async () => {
  const wrong = async (expected: RegExp, ...args: string[]) => {
    const { status, stderr } = await runLockstep(["audit", ...args], { env: { GITHUB_TOKEN: token } });
    assert.match(stderr, expected);
    assert.equal(status, 2);
  };
  await Promise.all([
    wrong(/^lockstep: audit wants to know since when: --since 2026-01-31$/mu, "acme/shop"),
    wrong(/^lockstep: --since yesterday is no day\./u, "acme/shop", "--since", "yesterday"),
    wrong(/^lockstep: shop is no repository: write OWNER\/REPO/u, "shop", "--since", since),
  ]);
});

test("where the token may not read checks, nobody knows what is missing", async () => {
  await recorded();
  const { token: blind } = createToken(world.sandbox, world.installation, {
    permissions: { contents: "read", pull_requests: "read" },
  });
  const { status, stdout, stderr } = await runWith({ GITHUB_TOKEN: blind }, "--format", "csv");
  assert.match(stderr, /^✗ checks unread\n {4}The token may not read checks, so nobody knows/u);
  assert.equal(status, 1);
  assert.equal(stdout.split("\r\n").length, 3);
});
