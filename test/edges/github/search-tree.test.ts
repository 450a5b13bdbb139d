/** The App searches what old code names in one download of the release's archive. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import type { FileChange } from "../../../sandbox/git/write-objects.ts";
import { inspect } from "../../../src/core/inspect.ts";
import type { Operation } from "../../../src/core/operation.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";
import { Gatherer } from "../../../src/gather/gatherer.ts";
import { Readings } from "../../../src/gather/readings.ts";
import { SettingsReader } from "../../../src/gather/settings.ts";
import { GitHubWorld } from "./github-world.ts";

const reader = new Reader();
let world: GitHubWorld;
let count = 0;

before(async () => {
  world = await GitHubWorld.start();
});
after(async () => {
  await reader.close();
  await world.stop();
});

const tarball = "/repos/{owner}/{repo}/tarball/{ref}";
const migration = "CREATE TABLE user_account (id bigint PRIMARY KEY, legacy_id text);\n";
const model = "class UserAccount(Base):\n    id = Column(Integer)\n";

async function dropped(
  release: Record<string, FileChange>,
): Promise<{ operation: Operation; archives: number }> {
  const repository = world.repository(`old${++count}`);
  const first = await world.commit(repository, "main", { "db/migrations/0001_a.sql": migration, ...release });
  world.sandbox.git(repository).setRef("refs/tags/v1.0.0", first);
  const sql = "ALTER TABLE user_account DROP COLUMN legacy_id;\n";
  await world.commit(repository, "topic", { "db/migrations/0002_b.sql": sql }, { from: first });
  const { number } = await world.open(repository);
  const github = world.opened(await world.github(), repository);
  world.sandbox.calls = [];
  const state = await github.pullRequest(number);
  assert.ok(state !== null);
  const { source } = await github.change(state);
  const shared = { readings: new Readings(reader), settings: new SettingsReader(null) };
  const options = { notes: [], requireGranted: false, today: "2026-11-22" };
  const { input } = await new Gatherer(shared, options).gather(source);
  const [operation] = inspect(input).operations;
  assert.ok(operation !== undefined);
  return { operation, archives: world.sandbox.calls.filter(({ route }) => route === tarball).length };
}

test("what the release names, with one download", async () => {
  const { operation, archives } = await dropped({ "app/m.py": `${model}    legacy_id = Column(String)\n` });
  assert.deepEqual([operation.usage?.answer, operation.usage?.release], ["named", "v1.0.0"]);
  assert.equal(archives, 1);
});

test("what nothing names is no break", async () => {
  const { operation } = await dropped({ "app/m.py": model });
  assert.deepEqual([operation.usage?.answer, operation.demand], ["not_named", "note"]);
});

test("what an archive leaves out is missed", async () => {
  const { operation } = await dropped({
    ".gitattributes": "app/hidden.py export-ignore\n.gitattributes export-ignore\n",
    "app/m.py": model,
    "app/hidden.py": `${model}    legacy_id = Column(String)\n`,
  });
  assert.equal(operation.usage?.answer, "unclear");
  assert.match(operation.usage.unclear ?? "", /`app\/hidden\.py`: it is not in the archive/u);
  assert.equal(operation.demand, "note_and_exception");
});

test("where GitHub does not send it, nothing becomes safe and the review goes on", async () => {
  const mend = world.sandbox.faults.add({ route: `GET ${tarball}`, fault: { kind: "status", status: 503 } });
  const { operation } = await dropped({ "app/m.py": model });
  mend();
  assert.equal(operation.usage?.answer, "unclear");
  assert.match(operation.usage.unclear ?? "", /could not be searched: GitHub did not send its archive/u);
  assert.equal(operation.demand, "note_and_exception");
});
