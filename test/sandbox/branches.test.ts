/** Branches that are protected, and rules that hold for them. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import { at, RestWorld } from "./rest-world.ts";

let world: RestWorld;
beforeEach(async () => {
  world = await RestWorld.start();
});
afterEach(() => world.stop());

test("protected branches are told as such, and rules by their type", async () => {
  const { sandbox, ada, grace } = world;
  const repository = await world.repository({ a: "1\n" });
  await person.push(sandbox, ada, repository, { branch: "release/1.0", files: { a: "2\n" } });
  person.protectBranch(sandbox, ada, repository, "main");
  person.addRule(sandbox, ada, repository, "release/*");
  person.addRule(sandbox, ada, repository, "release/*", "deletion");
  assert.throws(() => person.addRule(sandbox, grace, repository, "main"), { status: 403 });
  const shown = async (branch: string): Promise<unknown[]> => {
    const name = encodeURIComponent(branch);
    const { status, body } = await world.ask("GET", `branches/${name}`);
    const rules = (await world.ask("GET", `rules/branches/${name}`)).body as { type: string }[];
    return [status, at(body, "protected"), at(body, "protection.enabled"), rules.map(({ type }) => type)];
  };
  assert.deepEqual(await shown("main"), [200, true, true, []]);
  assert.deepEqual(await shown("release/1.0"), [200, true, false, ["pull_request", "deletion"]]);
  assert.deepEqual(await shown("release/2.0"), [404, undefined, undefined, ["pull_request", "deletion"]]);
  await person.push(sandbox, grace, repository, { branch: "topic", files: { a: "3\n" } });
  assert.deepEqual(await shown("topic"), [200, false, false, []]);
});

test("protected branches keep people from pushing, not from merging", async () => {
  const { sandbox, ada, grace } = world;
  const pullRequest = await world.pullRequest({ a: "1\n" }, { a: "2\n" });
  const { repository } = pullRequest;
  person.protectBranch(sandbox, ada, repository, "main");
  const change = { branch: "main", files: { b: "1\n" } };
  await assert.rejects(person.push(sandbox, grace, repository, change), /GH006.*refs\/heads\/main/u);
  // Whoever administers the repository may pass over a protection, and not over a rule.
  await person.push(sandbox, ada, repository, change);
  for (const type of ["update", "non_fast_forward", "deletion"] as const) {
    person.addRule(sandbox, ada, repository, type, type);
    await person.push(sandbox, grace, repository, { branch: `old-${type}`, files: { c: "1\n" } });
    await person.pushBranch(sandbox, grace, repository, type, `old-${type}`);
  }
  person.addRule(sandbox, ada, repository, "new", "creation");
  const refused = { status: 422, message: /GH013/u };
  const push = (branch: string, force = false): Promise<string> =>
    person.push(sandbox, ada, repository, { branch, force, files: { d: "1\n" } });
  await assert.rejects(push("update"), refused);
  await push("non_fast_forward");
  await assert.rejects(push("non_fast_forward", true), refused);
  await push("deletion", true);
  await assert.rejects(person.deleteBranch(sandbox, ada, repository, "deletion"), refused);
  await assert.rejects(push("new"), refused);
  await person.mergePullRequest(sandbox, grace, pullRequest);
  assert.equal(pullRequest.state, "merged");
});
