/** The policy in its layers: the organisation's, the repository's own, broken ones, and none. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../sandbox/person.ts";
import { Project, dropColumn, newTable } from "../support/project.ts";
import type { ProjectOptions } from "../support/project.ts";
import { app } from "./one-app.ts";

/** `above`: the organisation's policy. */
async function under(above: string, options: ProjectOptions = {}): Promise<Project> {
  const project = await Project.create(app, options);
  await person.createRepository(app.sandbox, project.organisation, {
    name: ".github",
    private: true,
    by: project.ada,
    files: { ".github/lockstep.yml": above },
    collaborators: { [project.ada.login]: "admin" },
  });
  return project;
}

const two = "2 things to do: add a release note; exempt drop_column users.legacy_id";

test("the organisation's policy counts where the repository has none, and under the repository's own", async () => {
  const bare = await under("mode: enforce\n", { policy: null });
  assert.equal(bare.said(await bare.open(dropColumn)), `failure: ${two}`);
  const own = await under("mode: enforce\n", { policy: "mode: warn\n" });
  assert.equal(own.said(await own.open(dropColumn)), `neutral: ${two}`);
});

test("what the organisation locked stays, and the check says so", async () => {
  const project = await under("mode: enforce\nlock: [mode]\n", { policy: "mode: monitor\n" });
  const pullRequest = await project.open(dropColumn);
  assert.match(project.said(pullRequest), /^failure: /u);
  const told = `${project.check(pullRequest).summary} ${JSON.stringify(project.check(pullRequest).annotations)}`;
  assert.match(told, /locked|lock/u);
  assert.match(told, new RegExp(`${project.organisation.login}/\\.github`, "u"));
});

test("an organisation that switched it off has every check say where", async () => {
  const project = await under("mode: off\n", { policy: null });
  const pullRequest = await project.open(dropColumn);
  assert.equal(project.said(pullRequest), "neutral: Lockstep is switched off here");
  const where = `${app.sandbox.url}/${project.organisation.login}/.github/blob/HEAD/.github/lockstep.yml`;
  assert.ok(project.check(pullRequest).summary?.includes(where));
});

test("a .github repository that the App is not installed on says nothing", async () => {
  const project = await under("mode: enforce\n", { policy: null });
  person.selectRepositories(app.sandbox, project.ada, project.installation, [project.repository]);
  const pullRequest = await project.open(dropColumn);
  assert.equal(project.said(pullRequest), `neutral: ${two}`);
});

test("a broken policy counts as enforce, and a pull request without a schema change passes, so that it can be mended", async () => {
  const project = await Project.create(app, { policy: "mode: warn\nmodus: strict\n" });
  const schema = await project.open(dropColumn);
  assert.match(project.said(schema), /^failure: /u);
  const told = `${project.check(schema).summary} ${JSON.stringify(project.check(schema).annotations)}`;
  assert.match(told, /modus/u);
  const mending = await project.open({ ".github/lockstep.yml": "mode: warn\n" });
  assert.match(project.said(mending), /^success: /u);
  await person.mergePullRequest(app.sandbox, project.grace, mending);
  await project.push(schema, { "README.md": "better\n" });
  assert.equal(project.said(schema), `neutral: ${two}`);
});

test("a policy that is no YAML counts as enforce, and a folder of its name is none", async () => {
  const yaml = await Project.create(app, { policy: "mode: [warn\n" });
  assert.match(yaml.said(await yaml.open(dropColumn)), /^failure: /u);
  assert.match(yaml.said(await yaml.open(newTable)), /^failure: /u);
  const folder = await Project.create(app, {
    policy: null,
    files: { "README.md": "x\n", ".github/lockstep.yml/inside": "mode: warn\n" },
  });
  assert.match(folder.said(await folder.open(dropColumn)), /^neutral: 2 things/u);
});

test("the policy's note folder and labels count for the drafted note", async () => {
  const project = await Project.create(app, {
    policy: "mode: enforce\nnotes:\n  directories: [docs/changes]\n  markup: markdown\n",
  });
  const pullRequest = await project.open(dropColumn);
  const path = await project.addNote(pullRequest);
  assert.match(path, /^docs\/changes\//u);
  assert.equal(project.said(pullRequest), "failure: 1 thing to do: exempt drop_column users.legacy_id");
});
