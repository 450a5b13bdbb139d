/** What should not come in, what goes away meanwhile, and what strangers write to do harm: a calm line in the log, and a correct state. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import type { Delivery, PullRequest } from "../../sandbox/world.ts";
import type { LogLine } from "../support/app.ts";
import { assertHarmless } from "../support/app-texts.ts";
import { Project, dropColumn } from "../support/project.ts";
import { app } from "./one-app.ts";

async function deliver(body: string | Buffer, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${app.url}/api/github/webhooks`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-github-delivery": "d-1", ...headers },
    body,
  });
  await answer.arrayBuffer();
  return answer.status;
}

const signed = (body: string | Buffer, secret = app.app.webhookSecret): Record<string, string> => ({
  "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
});

/** Lines of the log that the work wrote, and runs of jobs. */
async function during(work: () => Promise<unknown>): Promise<{ log: LogLine[]; runs: number }> {
  await app.settled();
  const [lines, runs] = [app.log.length, app.runs];
  await work();
  await app.settled();
  return { log: app.log.slice(lines), runs: app.runs - runs };
}

describe("deliveries", () => {
  const opened = (): string =>
    JSON.stringify({
      action: "opened",
      number: 1,
      pull_request: { number: 1 },
      repository: { id: 1, node_id: "R_1" },
      installation: { id: 1 },
    });

  test("without a signature, with a wrong one, and with that of another secret: 401, and no job", async () => {
    const { runs } = await during(async () => {
      const event = { "x-github-event": "pull_request" };
      assert.equal(await deliver(opened(), event), 401);
      assert.equal(await deliver(opened(), { ...event, "x-hub-signature-256": "sha256=00" }), 401);
      assert.equal(await deliver(opened(), { ...event, ...signed(opened(), "guessed") }), 401);
      assert.equal(await deliver(`${opened()} `, { ...event, ...signed(opened()) }), 401);
    });
    assert.equal(runs, 0);
  });

  test("more than 25 MB: 413", async () => {
    const body = Buffer.alloc(25 * 1024 * 1024 + 1, 32);
    const status = await deliver(body, { "x-github-event": "pull_request", ...signed(body) });
    assert.equal(status, 413);
  });

  test("an event that nobody knows, and one without what it should have: 200, and no job", async () => {
    const { runs, log } = await during(async () => {
      for (const [event, body] of [
        ["sponsorship_of_tomorrow", "{}"],
        ["pull_request", '{"action":"opened"}'],
        ["check_run", '{"action":"rerequested","check_run":null}'],
        ["merge_group", '{"action":"checks_requested","merge_group":{"head_sha":"canary"}}'],
      ] as const)
        assert.equal(await deliver(body, { "x-github-event": event, ...signed(body) }), 200);
    });
    assert.equal(runs, 0);
    assert.ok(log.every(({ level }) => level <= 30));
  });
});

describe("what went away meanwhile", () => {
  async function opened(): Promise<{ project: Project; pullRequest: PullRequest; delivery: Delivery }> {
    const project = await Project.create(app);
    const pullRequest = await project.open(dropColumn);
    const delivery = app.sandbox.world.deliveries.findLast(({ action }) => action === "opened");
    assert.ok(delivery !== undefined);
    return { project, pullRequest, delivery };
  }
  type Way = (about: Awaited<ReturnType<typeof opened>>) => unknown;
  const ways: [string, Way][] = [
    ["uninstalled", ({ project }) => person.uninstallApp(app.sandbox, project.ada, project.installation)],
    [
      "suspended",
      ({ project }) => person.suspendInstallation(app.sandbox, project.ada, project.installation),
    ],
    [
      "not on this repository any more",
      ({ project }) => person.selectRepositories(app.sandbox, project.ada, project.installation, []),
    ],
    ["archived", ({ project }) => person.archiveRepository(app.sandbox, project.ada, project.repository)],
    ["deleted", ({ project }) => person.deleteRepository(app.sandbox, project.ada, project.repository)],
    [
      "transferred to somebody without the App",
      ({ project }) => person.transferRepository(app.sandbox, project.ada, project.repository, project.grace),
    ],
    ["closed", ({ project, pullRequest }) => person.closePullRequest(app.sandbox, project.ada, pullRequest)],
    [
      "its branch deleted",
      ({ project, pullRequest }) =>
        person.deleteBranch(app.sandbox, project.ada, project.repository, pullRequest.headRef),
    ],
  ];
  for (const [name, way] of ways) {
    test(`${name}: a calm line, and nothing is written`, async () => {
      const about = await opened();
      const { pullRequest, project, delivery } = about;
      const state = JSON.stringify([project.checks(pullRequest.headOid).length, pullRequest.comments.length]);
      const { log } = await during(async () => {
        await way(about);
        await app.settled();
        app.sandbox.webhooks.redeliver(delivery);
      });
      assert.equal(
        JSON.stringify([project.checks(pullRequest.headOid).length, pullRequest.comments.length]),
        state,
      );
      assert.ok(
        log.every(({ level }) => level <= 30),
        JSON.stringify(log.filter(({ level }) => level > 30)),
      );
      assert.ok(log.some(({ msg }) => msg === "reviewed" || msg === "nothing to review any more"));
    });
  }

  test("uninstalled while a review asks: it ends, and is not tried for ever", async () => {
    const { project, pullRequest } = await opened();
    app.sandbox.faults.add({ operation: "Batch", fault: { kind: "delay", milliseconds: 300 }, times: 1 });
    const { log } = await during(async () => {
      await person.push(app.sandbox, project.ada, project.repository, {
        branch: pullRequest.headRef,
        files: { "db/migrations/0003_more.up.sql": "ALTER TABLE users DROP COLUMN email;\n" },
      });
      await app.sandbox.webhooks.settle();
      await app.sandbox.pause(200);
      person.uninstallApp(app.sandbox, project.ada, project.installation);
    });
    assert.deepEqual(project.checks(pullRequest.headOid), []);
    assert.ok(
      log.every(({ level }) => level <= 40),
      JSON.stringify(log.filter(({ level }) => level > 40)),
    );
  });

  test("renamed: the next review finds it by its id", async () => {
    const { project, pullRequest } = await opened();
    person.renameRepository(app.sandbox, project.ada, project.repository, "store");
    await project.push(pullRequest, { "README.md": "better\n" });
    assert.match(project.said(pullRequest), /^failure: 2 things/u);
  });

  test("a permission is taken away and given back", async () => {
    const { project, pullRequest } = await opened();
    const { permissions } = project.installation;
    const { contents: _, ...fewer } = permissions;
    person.acceptPermissions(app.sandbox, project.ada, project.installation, fewer);
    await project.push(pullRequest, { "README.md": "better\n" });
    const without = project.checks(pullRequest.headOid).at(-1);
    assert.ok(without === undefined || without.conclusion === "failure");
    person.acceptPermissions(app.sandbox, project.ada, project.installation, permissions);
    await project.push(pullRequest, { "README.md": "still better\n" });
    assert.match(project.said(pullRequest), /^failure: 2 things/u);
  });
});

describe("a file that breaks its reader costs that file only", () => {
  for (const way of ["hang", "exit", "eat"]) {
    test(way, async () => {
      const project = await Project.create(app);
      const pullRequest = await project.open({
        ...dropColumn,
        "db/migrations/0003_bad.up.sql": `-- here it breaks: ${way}\nSELECT 1;\n`,
      });
      assert.match(project.said(pullRequest), /^failure: 3 things to do: /u);
      assert.equal(project.inline(pullRequest).length, 1);
      const told = JSON.stringify(project.check(pullRequest).annotations);
      assert.match(told, /0003_bad\.up\.sql/u);
      const next = await project.open({ "db/migrations/0004_new.up.sql": "CREATE TABLE t (id int);\n" });
      assert.equal(project.said(next), "success: 1 operation, no note needed");
    });
  }
});

describe("texts that want to do harm", () => {
  const nasty = [
    "@everyone @acme/team closes #1 fixes acme/shop#2 GH-3",
    "![x](https://evil.example/x.png) <img src=x onerror=alert(1)> [click](javascript:alert(1))",
    "```\n</details><!-- lockstep: note --> <script>alert(1)</script>\n````suggestion\nDROP\n```",
    "\u202Eevil\u202C \u200Bzero\u200D \u2066x\u2069 \u{E0041}\u0000".replace("\0", ""),
    "www.evil.example canary mailto:a@b.example :tada: $x$ | a | b |",
  ].join("\n");
  const word = (text: string): string => text.replaceAll(/[\n\0]/gu, " ");

  test("the check of all texts that the App wrote finds such things", () => {
    for (const line of [
      "hello @canary",
      "see #1",
      "![x](y)",
      "<b>x</b>",
      "[x](https://evil.example/)",
      "www.evil.example",
      "a\u202Eb",
      "a\u200Bb",
    ]) {
      assert.throws(
        () => assertHarmless(`markdown\n${line}`, app.sandbox.url),
        assert.AssertionError,
        `it finds ${line}`,
      );
    }
    assertHarmless("markdown\nNothing, `@everyone`.\n\n<!-- lockstep: note -->", app.sandbox.url);
  });

  test("in title, text, branch, file, table, column, reason, note and issue", async () => {
    const project = await Project.create(app);
    const issue = person.createIssue(app.sandbox, project.eve, project.repository, {
      title: word(nasty),
      body: nasty,
    });
    const name = word(nasty).slice(0, 60).replaceAll('"', "").trim();
    const sql = `-- lockstep: exempt drop_column "${name}" because ${word(nasty)}\nALTER TABLE "${name}" DROP COLUMN "${name}";\n\n\n\n\n\n\n\nALTER TABLE users DROP COLUMN "${word(nasty).slice(60, 120).replaceAll('"', "")}";\n`;
    const pullRequest = await project.open(
      {
        [`db/migrations/0002_${name.replaceAll("/", " ")}.up.sql`]: sql,
        "db/migrations/0003_@everyone #1 ![x](y).up.sql": "ALTER TABLE users DROP COLUMN email;\n",
        "releasenotes/notes/@everyone-0123456789abcdef.yaml": `upgrade:\n  - |\n${nasty
          .split("\n")
          .map((line) => `    ${line}\n`)
          .join("")}\n    **Schema change**: ${word(nasty)}\n`,
      },
      {
        head: "a-@everyone-#1-<img>",
        title: word(nasty),
        body: `${nasty}\n\ncloses #${issue.number}\n\nlockstep: note ${word(nasty)}`,
      },
    );
    assert.match(project.said(pullRequest), /^failure: /u);
    person.clickCheckAction(app.sandbox, project.ada, project.check(pullRequest), "recheck");
    await app.settled();
    const bare = await project.open(
      { "db/migrations/0004_x.up.sql": "ALTER TABLE users DROP COLUMN email;\n" },
      { title: word(nasty), body: nasty, head: "b`c" },
    );
    assert.equal(project.notes(bare).length, 1);
  });

  test("in a policy, a reviewer's name, and a commit that nobody is known for", async () => {
    const project = await Project.create(app, {
      policy: `mode: "${word(nasty).replaceAll(/["\\]/gu, "")}"\n`,
    });
    const pullRequest = await project.open(dropColumn);
    await person.push(app.sandbox, project.ada, project.repository, {
      branch: pullRequest.headRef,
      files: { "README.md": "better\n" },
      author: { name: word(nasty).replaceAll(/[<>]/gu, "").slice(0, 100), email: "x@evil.example" },
    });
    await person.approve(app.sandbox, project.grace, pullRequest);
    await app.settled();
    assert.match(project.said(pullRequest), /^failure: /u);
  });
});
