/** What goes wrong on the way to GitHub and back: it is tried again, nothing is said twice, and in the end there is a result. */

import assert from "node:assert/strict";
import { before, beforeEach, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import type { FaultRule } from "../../sandbox/faults.ts";
import { switchesOf } from "../../sandbox/graphql/switches.ts";
import * as person from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { Project, dropColumn } from "../support/project.ts";
import { shown } from "../support/shown.ts";
import type { Shown } from "../support/shown.ts";
import { app } from "./one-app.ts";

/** Of a pull request that met no fault. */
let calm: Shown;
before(async () => {
  const project = await Project.create(app);
  calm = shown(app, project, await project.open(change));
  assert.deepEqual([calm.conclusion, calm.inline.length, calm.note === null], ["failure", 2, false]);
});
beforeEach(() => app.sandbox.faults.clear());

const change = {
  ...dropColumn,
  "db/migrations/0003_drop.up.sql": "ALTER TABLE users DROP COLUMN email;\n",
};

const digest = /^1:[\da-f]{40}/u;

const reading: Omit<FaultRule, "fault">[] = [
  { operation: "PullRequest" },
  { route: "GET /repos/{owner}/{repo}/compare/{basehead}" },
  { operation: "Batch" },
];
const writing: Omit<FaultRule, "fault">[] = [
  { route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews" },
  { operation: "Comments" },
  { route: "POST /repos/{owner}/{repo}/check-runs" },
];
const tokens: Omit<FaultRule, "fault">[] = [
  { route: "GET /app/installations/{installation_id}" },
  { route: "POST /app/installations/{installation_id}/access_tokens" },
];

async function opened(rules: readonly FaultRule[]): Promise<{ project: Project; pullRequest: PullRequest }> {
  const project = await Project.create(app);
  const remove = rules.map((rule) => app.sandbox.faults.add(rule));
  const pullRequest = await project.open(change);
  for (const each of remove) each();
  return { project, pullRequest };
}

describe("one of each kind of request fails, and the result is the same as ever", () => {
  const kinds: [string, FaultRule["fault"], Omit<FaultRule, "fault">[], number][] = [
    ["a server that is not well", { kind: "status", status: 502 }, [...tokens, ...reading, ...writing], 1],
    ["three times in a row", { kind: "status", status: 500 }, reading.slice(1, 2), 3],
    ["a connection that breaks", { kind: "drop" }, [...tokens, ...reading, ...writing], 1],
    ["a token that runs out", { kind: "expired" }, [...reading, ...writing], 1],
    [
      "a limit that asks to wait",
      { kind: "secondary", retryAfter: 1 },
      [...reading.slice(1, 2), ...writing.slice(1, 2)],
      1,
    ],
  ];
  for (const [name, fault, requests, times] of kinds) {
    test(name, async () => {
      const { project, pullRequest } = await opened(
        requests.map((request) => ({ ...request, fault, times })),
      );
      assert.deepEqual(shown(app, project, pullRequest), calm);
      assert.notEqual(project.check(pullRequest).externalId, null);
    });
  }

  test("GitHub did what was asked, and only its answer is lost: nothing stands there twice", async () => {
    for (const fault of [{ kind: "status", status: 502 }, { kind: "drop" }] as const) {
      const rules = writing.map((request) => ({ ...request, fault, times: 1, afterwards: true }));
      const { project, pullRequest } = await opened(rules);
      assert.deepEqual(shown(app, project, pullRequest), calm);
      assert.equal(project.threads(pullRequest).length, 2);
      assert.equal(project.notes(pullRequest).length, 1);
    }
  });

  test("queries that take GitHub too long", async () => {
    const switches = switchesOf(app.sandbox);
    const slow = await Project.create(app);
    switches.timeOuts = 3;
    assert.deepEqual(shown(app, slow, await slow.open(change)), calm);
    assert.equal(switches.timeOuts, 0);
  });

  test("texts of which GitHub cannot tell whether they are binary are read all the same", async () => {
    const switches = switchesOf(app.sandbox);
    const project = await Project.create(app, { policy: null });
    switches.unknownBinary = true;
    const pullRequest = await project.open(change);
    switches.unknownBinary = false;
    assert.equal(project.said(pullRequest), `neutral: ${calm.title}`);
  });

  test("three requests in turn, wherever they stand", async () => {
    for (const probability of [0.2, 0.4]) {
      const fault = { kind: "status", status: 503 } as const;
      const { project, pullRequest } = await opened([{ fault, probability, times: 3 }]);
      assert.deepEqual(shown(app, project, pullRequest), calm);
    }
  });
});

describe("what never gets better is concluded, without a digest, and the next event judges anew", () => {
  const broken: FaultRule = { ...reading[1], fault: { kind: "status", status: 502 } };
  for (const [mode, conclusion] of [
    ["enforce", "failure"],
    ["warn", "neutral"],
  ] as const) {
    test(mode, async () => {
      const project = await Project.create(app, { policy: `mode: ${mode}\n` });
      const remove = app.sandbox.faults.add(broken);
      const pullRequest = await project.open(change);
      const check = project.check(pullRequest);
      const title = "Lockstep could not finish: GitHub did not answer: GitHub answered 502";
      assert.deepEqual([check.conclusion, check.title], [conclusion, title]);
      assert.doesNotMatch(check.externalId ?? "", digest);
      const [, id] = /`([\da-f]{8})`/u.exec(check.summary ?? "") ?? [];
      assert.ok(app.log.some((line) => line["id"] === id && line.level === 50));
      assert.deepEqual([project.inline(pullRequest), project.notes(pullRequest)], [[], []]);
      remove();
      person.clickCheckAction(app.sandbox, project.ada, check, "recheck");
      await app.settled();
      assert.match(project.check(pullRequest).externalId ?? "", /^1:[\da-f]{40}:/u);
      if (mode === "enforce") assert.deepEqual(shown(app, project, pullRequest), calm);
    });
  }

  test("GitHub that does not take the review: everything is told in the check", async () => {
    const { project, pullRequest } = await opened([
      { ...writing[0], fault: { kind: "status", status: 422 } },
    ]);
    assert.match(project.said(pullRequest), /^failure: /u);
    assert.match(project.check(pullRequest).summary ?? "", /Comments could not be written here/u);
    assert.equal(project.check(pullRequest).annotations.length, 3);
    assert.deepEqual(project.inline(pullRequest), []);
  });

  test("an App that may not write comments says so in the check", async () => {
    const permissions = { checks: "write", contents: "read", issues: "read", pull_requests: "read" } as const;
    const project = await Project.create(app, { permissions });
    const pullRequest = await project.open(change);
    assert.match(project.said(pullRequest), /^failure: /u);
    assert.match(project.check(pullRequest).summary ?? "", /Comments could not be written here/u);
    assert.match(project.check(pullRequest).summary ?? "", /pull_requests: write/u);
  });
});

test("ten pushes in a row end in one review of the last", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open({ "README.md": "better\n" });
  const before = app.runs;
  const { promise: until, resolve } = Promise.withResolvers<void>();
  app.sandbox.faults.add({ operation: "PullRequest", fault: { kind: "hold", until }, times: 1 });
  const heads: string[] = [];
  for (let each = 0; each < 10; each++) {
    const files = { "README.md": `better ${each}\n` };
    heads.push(
      await person.push(app.sandbox, project.ada, project.repository, { branch: pullRequest.headRef, files }),
    );
  }
  await app.sandbox.webhooks.settle();
  resolve();
  await app.settled();
  assert.equal(project.checks(pullRequest.headOid).length, 1);
  assert.ok(app.runs - before <= 3, String(app.runs - before));
  assert.ok(heads.filter((sha) => project.checks(sha).length > 0).length <= 2);
});

describe("somebody pushes while the review reads", () => {
  /** Opens a pull request, and holds back an answer to its review until the work is done. */
  async function meanwhile(
    at: Omit<FaultRule, "fault"> | undefined,
    work: (project: Project, pullRequest: PullRequest) => Promise<unknown>,
  ): Promise<{ project: Project; pullRequest: PullRequest; old: string }> {
    const project = await Project.create(app);
    const { promise: until, resolve } = Promise.withResolvers<void>();
    const asked = app.sandbox.calls.length;
    app.sandbox.faults.add({ ...at, fault: { kind: "hold", until }, times: 1 });
    const { repository, ada } = project;
    const files = { "a.txt": "1\n", ...change };
    const old = await person.push(app.sandbox, ada, repository, { branch: "topic", files });
    const pullRequest = await person.openPullRequest(app.sandbox, ada, repository, { head: "topic" });
    const isAsked = (): boolean =>
      app.sandbox.calls
        .slice(asked)
        .some(({ operation, method, route }) =>
          at?.operation === undefined ? at?.route === `${method} ${route}` : at.operation === operation,
        );
    while (!isAsked()) await wait(5);
    await work(project, pullRequest);
    await app.sandbox.webhooks.settle();
    resolve();
    await app.settled();
    return { project, pullRequest, old };
  }

  for (const at of [reading[1], reading[2]]) {
    test(`by force, at ${at?.operation ?? at?.route}: the old head gets nothing`, async () => {
      const { project, pullRequest, old } = await meanwhile(at, ({ ada, repository }) =>
        person.push(app.sandbox, ada, repository, {
          branch: "topic",
          from: "main",
          force: true,
          files: { "b.txt": "2\n" },
        }),
      );
      assert.deepEqual(project.checks(old), []);
      assert.deepEqual([pullRequest.reviews, pullRequest.comments], [[], []]);
      assert.equal(project.said(pullRequest), "success: No schema changes");
    });
  }

  test("the delivery of that push is lost: the new head is reviewed all the same", async () => {
    const { project, pullRequest, old } = await meanwhile(reading[1], async ({ ada, repository }) => {
      app.sandbox.webhooks.faults.lost = 1;
      await person.push(app.sandbox, ada, repository, { branch: "topic", files: { "b.txt": "2\n" } });
      app.sandbox.webhooks.faults.lost = 0;
    });
    assert.deepEqual(project.checks(old), []);
    assert.match(project.said(pullRequest), /^failure: /u);
  });
});
