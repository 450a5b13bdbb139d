/** People push, review, edit and answer in any order, and deliveries are lost, doubled and late: what one last delivery leaves is what a single review of the same state would have written. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import * as person from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { Project, dropColumn } from "../support/project.ts";
import type { Files } from "../support/project.ts";
import { shown } from "../support/shown.ts";
import { app } from "./one-app.ts";

const second = "db/migrations/0003_more.up.sql";
const note = "releasenotes/notes/legacy-0123456789abcdef.yaml";
const exempt = `-- lockstep: exempt drop_column users.legacy_id because nothing reads it\n${Object.values(dropColumn)[0]}`;
const text = (data: string): string =>
  [
    "---\nupgrade:\n  - |\n    **Schema change**: Drops ``users.legacy_id`` and changes ``users.email``.\n",
    "    **Rationale**: Nothing has read it since 7.0.\n",
    `    **Data migration**: ${data}\n`,
    "    **Downtime variables**:\n\n    * the longest open transaction on ``users``\n    * how long old processes run\n",
    "    **Also for operators**: Take a backup first.\n",
  ].join("\n");

const pushes: Files[] = [
  { "db/migrations/0002_drop.up.sql": exempt },
  { "db/migrations/0002_drop.up.sql": `\n\n${exempt}` },
  { "db/migrations/0002_drop.up.sql": `-- moved\n-- down\n${Object.values(dropColumn)[0]}` },
  { "db/migrations/0002_drop.up.sql": null },
  { [second]: "ALTER TABLE users DROP COLUMN email;\n" },
  { [second]: "UPDATE users SET email = 'x';\n" },
  { [second]: null },
  { [note]: text("None.") },
  { [note]: text("All values become the same.") },
  { [note]: null },
  { "README.md": "better\n" },
];

type Deed =
  | { do: "push"; files: Files; force: boolean }
  | {
      do:
        | "approve"
        | "eve approves"
        | "ask for changes"
        | "dismiss"
        | "answer"
        | "resolve"
        | "edit theirs"
        | "apply";
    }
  | { do: "retitle"; title: string }
  | { do: "draft" | "ready" | "close" | "recheck" | "wait" };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("push" as const),
      files: fc.constantFrom(...pushes),
      force: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Deed>(
      { do: "approve" },
      { do: "eve approves" },
      { do: "ask for changes" },
      { do: "dismiss" },
      { do: "answer" },
      { do: "resolve" },
      { do: "edit theirs" },
      { do: "apply" },
      { do: "draft" },
      { do: "ready" },
      { do: "close" },
      { do: "recheck" },
      { do: "retitle", title: "another canary" },
    ),
  },
  { weight: 3, arbitrary: fc.constant<Deed>({ do: "wait" }) },
);

async function perform(project: Project, pullRequest: PullRequest, what: Deed): Promise<void> {
  const { sandbox } = app;
  const { ada, grace, eve } = project;
  const [thread] = project.threads(pullRequest).slice(-1);
  switch (what.do) {
    case "push":
      await person.push(sandbox, ada, project.repository, {
        branch: "topic",
        files: what.files,
        ...(what.force ? { force: true, from: "main" } : {}),
      });
      return;
    case "approve":
      await person.approve(sandbox, grace, pullRequest);
      return;
    case "eve approves":
      await person.approve(sandbox, eve, pullRequest);
      return;
    case "ask for changes":
      await person.review(sandbox, grace, pullRequest, { state: "CHANGES_REQUESTED", body: "canary" });
      return;
    case "dismiss": {
      const given = pullRequest.reviews.findLast(({ state }) => state === "APPROVED");
      if (given !== undefined) person.dismissReview(sandbox, ada, given);
      return;
    }
    case "answer":
      if (thread !== undefined) person.replyToThread(sandbox, grace, thread, "a canary's answer");
      return;
    case "resolve":
      if (thread !== undefined) person.resolveThread(sandbox, ada, thread);
      return;
    case "edit theirs": {
      const [comment] = [...project.notes(pullRequest), ...project.inline(pullRequest)];
      if (comment !== undefined) person.editComment(sandbox, grace, comment, `${comment.body}\nedited`);
      return;
    }
    case "apply": {
      const comment = project.inline(pullRequest).find(({ thread }) => thread.line !== null);
      if (comment?.body.includes("```suggestion") === true)
        await person.applySuggestion(sandbox, ada, comment).catch(() => undefined);
      return;
    }
    case "retitle":
      await person.editPullRequest(sandbox, ada, pullRequest, { title: what.title });
      return;
    case "draft":
      await person.convertToDraft(sandbox, ada, pullRequest);
      return;
    case "ready":
      await person.readyForReview(sandbox, ada, pullRequest);
      return;
    case "close":
      await person.closePullRequest(sandbox, ada, pullRequest);
      await person.reopenPullRequest(sandbox, ada, pullRequest);
      return;
    case "recheck": {
      const check = project.checks(pullRequest.headOid).at(-1);
      if (check !== undefined) person.clickCheckAction(sandbox, ada, check, "recheck");
      return;
    }
    case "wait":
      await app.settled();
  }
}

/** What people do to our own texts changes no verdict: only where something else changed as well, they are looked at. */
async function last(project: Project, pullRequest: PullRequest, deeds: readonly Deed[]): Promise<void> {
  const { sandbox } = app;
  await person.label(sandbox, project.ada, pullRequest, "last");
  if (!deeds.some((one) => one.do === "edit theirs")) return;
  await person.editPullRequest(sandbox, project.ada, pullRequest, { title: "the last canary" });
}

test("any order of deeds and deliveries", async () => {
  const { sandbox } = app;
  const { faults } = sandbox.webhooks;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 12 }), async (deeds) => {
      const project = await Project.create(app);
      const pullRequest = await project.open(dropColumn, { head: "topic" });
      Object.assign(faults, { lost: 0.3, doubled: 0.3, shuffled: 3 });
      for (const each of deeds) await perform(project, pullRequest, each);
      await app.settled();
      Object.assign(faults, { lost: 0, doubled: 0, shuffled: 1 });
      await person.readyForReview(sandbox, project.ada, pullRequest);
      await last(project, pullRequest, deeds);
      await app.settled();
      const left = shown(app, project, pullRequest);
      assert.equal(new Set(left.inline).size, left.inline.length, "nothing stands there twice");

      // As if nothing had been reviewed but the heads before, whose checks tell what was approved there.
      pullRequest.comments = pullRequest.comments.filter(({ author }) => author !== app.app.bot);
      pullRequest.threads = [];
      for (const suite of project.repository.checkSuites)
        if (suite.headSha === pullRequest.headOid) suite.checkRuns = [];
      await person.label(sandbox, project.ada, pullRequest, "again");
      await app.settled();
      assert.deepEqual(left, shown(app, project, pullRequest));
    }),
    { numRuns: 6, seed: 3, endOnFailure: true },
  );
});
