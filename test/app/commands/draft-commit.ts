/** Lockstep commits the drafted note for somebody who asks, and says why where it does not. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { PullRequest } from "../../../sandbox/world.ts";
import { Project, dropColumn, usual } from "../../support/project.ts";
import { app } from "../writing-app.ts";

const command = "/lockstep draft commit";
const link = /\[\*\*Add the note\*\*\]\((http[^)]+)\)/u;

test("the note is committed to the branch of who asks, and the check follows", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  const before = pullRequest.headOid;
  const comment = await project.say(pullRequest, project.grace, command);
  assert.notEqual(pullRequest.headOid, before);
  const [answer = "", ...others] = project.answers(pullRequest);
  assert.deepEqual(others, []);
  const [, path = ""] = /Committed to the branch: `([^`]+)`/u.exec(answer) ?? [];
  assert.match((await project.file(pullRequest, path)) ?? "", /\*\*Schema change\*\*: Drops/u);
  assert.deepEqual(
    comment.reactions.map(({ content }) => content),
    ["EYES", "THUMBS_UP"],
  );
  assert.match(project.said(pullRequest), /^failure: .*fill in the note/u);
  await project.say(pullRequest, project.grace, command);
  assert.match(project.answers(pullRequest)[1] ?? "", /nothing to draft: no release note is missing/u);
});

test("whoever asks twice at once gets one commit", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  const before = pullRequest.headOid;
  app.sandbox.clock.advance(2000);
  for (const by of [project.ada, project.grace, project.ada])
    person.comment(app.sandbox, by, pullRequest, command);
  await app.settled();
  const commit = await app.sandbox.git(project.repository).commit(pullRequest.headOid);
  assert.deepEqual(commit?.parents, [before]);
});

/** Each puts something in the way; what it returns is where the command is written. */
const obstacles: readonly [
  name: string,
  reason: RegExp,
  arrange: (project: Project) => Promise<PullRequest>,
][] = [
  [
    "a fork",
    /the branch is in a fork, where Lockstep writes nothing/u,
    async (project) => {
      const headRepository = person.forkRepository(app.sandbox, project.grace, project.repository);
      return project.open(dropColumn, { by: project.grace, headRepository });
    },
  ],
  [
    "the default branch as the head",
    /the branch is the default branch/u,
    async (project) => {
      const { ada, repository } = project;
      await person.pushBranch(app.sandbox, ada, repository, "release", repository.defaultBranch);
      await person.push(app.sandbox, ada, repository, { branch: "release", files: { VERSION: "1\n" } });
      return project.open(dropColumn, { head: repository.defaultBranch, base: "release" });
    },
  ],
  [
    "a protected branch",
    /the branch is protected/u,
    async (project) => {
      person.protectBranch(app.sandbox, project.ada, project.repository, "guarded");
      return project.open(dropColumn, { head: "guarded" });
    },
  ],
  [
    "a ruleset",
    /the branch is (?:protected|under rules of the repository)/u,
    async (project) => {
      person.addRule(app.sandbox, project.ada, project.repository, "ruled/*", "non_fast_forward");
      return project.open(dropColumn, { head: "ruled/topic" });
    },
  ],
  [
    "the folder of notes is a symbolic link",
    /releasenotes\/notes is a symbolic link/u,
    (project) =>
      project.open({ ...dropColumn, "releasenotes/notes": { content: "../secrets", mode: "120000" } }),
  ],
  [
    "the folder above the notes is a symbolic link",
    /releasenotes is a symbolic link/u,
    (project) => project.open({ ...dropColumn, releasenotes: { content: ".git/hooks", mode: "120000" } }),
  ],
  [
    "the folder of notes is a submodule",
    /releasenotes\/notes is a submodule/u,
    (project) =>
      project.open({ ...dropColumn, "releasenotes/notes": { content: "a".repeat(40), mode: "160000" } }),
  ],
  [
    "the folder of notes is a file",
    /releasenotes\/notes is a file/u,
    (project) => project.open({ ...dropColumn, "releasenotes/notes": "no folder\n" }),
  ],
  [
    "the App was not given the right to write",
    /contents: write/u,
    async (project) => {
      const permissions = { ...project.installation.permissions, contents: "read" } as const;
      person.acceptPermissions(app.sandbox, project.ada, project.installation, permissions);
      return project.open(dropColumn);
    },
  ],
  [
    "somebody pushes to the branch meanwhile",
    /the branch may have moved on|somebody pushed meanwhile/u,
    async (project) => {
      const pullRequest = await project.open(dropColumn);
      const { promise, resolve } = Promise.withResolvers<void>();
      app.sandbox.faults.add({
        fault: { kind: "hold", until: promise },
        route: "GET /repos/{owner}/{repo}/rules/branches/{branch}",
        times: 1,
      });
      void heldThen(async () => {
        await person.push(app.sandbox, project.ada, project.repository, {
          branch: pullRequest.headRef,
          files: { "README.md": "a better shop\n" },
        });
        resolve();
      });
      return pullRequest;
    },
  ],
];

/** Once the App has asked for the rules of a branch. */
async function heldThen(act: () => Promise<void>): Promise<void> {
  const from = app.sandbox.calls.length;
  const asks = (): boolean =>
    app.sandbox.calls
      .slice(from)
      .some(({ route }) => route === "/repos/{owner}/{repo}/rules/branches/{branch}");
  while (!asks()) await new Promise((resolve) => setTimeout(resolve, 5));
  await act();
}

describe("nothing is committed, and the answer says why", () => {
  for (const [name, reason, arrange] of obstacles) {
    test(name, async () => {
      const project = await Project.create(app, { public: name === "a fork" });
      const pullRequest = await arrange(project);
      const tip = (): string | null =>
        app.sandbox.git(pullRequest.headRepository ?? project.repository).branch(pullRequest.headRef);
      const before = tip();
      const comment = await project.say(pullRequest, project.grace, command);
      const answer = project.answers(pullRequest).at(-1) ?? "";
      assert.match(answer, reason);
      assert.match(answer, /Nothing was committed: /u);
      assert.match(answer, link);
      assert.deepEqual(
        comment.reactions.map(({ content }) => content),
        ["EYES", "THUMBS_DOWN"],
      );
      if (!name.startsWith("somebody pushes")) assert.equal(tip(), before);
      else assert.equal(await project.file(pullRequest, "releasenotes/notes"), null);
    });
  }
});

test("a private fork is not seen, and there is no link to it", async () => {
  const project = await Project.create(app);
  const headRepository = person.forkRepository(app.sandbox, project.grace, project.repository);
  const pullRequest = await project.open(dropColumn, { by: project.grace, headRepository });
  await project.say(pullRequest, project.grace, command);
  assert.match(project.answers(pullRequest)[0] ?? "", /in a fork that Lockstep does not see\.\n/u);
});

test("an author who may not push any more gets the link, and so does who may only triage", async () => {
  const project = await Project.create(app);
  const pullRequest = await project.open(dropColumn);
  const sorter = person.createUser(app.sandbox, `sorter-of-${project.organisation.login}`);
  person.setRole(project.repository, sorter, "triage");
  person.setRole(project.repository, project.ada, "read");
  const before = pullRequest.headOid;
  await project.say(pullRequest, sorter, command);
  await project.say(pullRequest, project.ada, command);
  const answers = project.answers(pullRequest);
  assert.equal(answers.length, 2);
  for (const answer of answers) {
    assert.match(answer, /needs the right to push to the branch/u);
    assert.match(answer, link);
  }
  assert.equal(pullRequest.headOid, before);
});

test("a file of the note's name that is there is not written over", async () => {
  const project = await Project.create(app);
  const first = await project.open(dropColumn);
  await project.say(first, project.grace, command);
  const [, path = ""] = /`(releasenotes[^`]+)`/u.exec(project.answers(first)[0] ?? "") ?? [];
  const other = await Project.create(app, { files: { ...usual.files, [path]: "--- {}\n" } });
  const pullRequest = await other.open(dropColumn);
  await other.say(pullRequest, other.grace, command);
  assert.equal(other.answers(pullRequest).length, 1);
  assert.equal(await other.file(pullRequest, path), "--- {}\n");
});
