import assert from "node:assert/strict";
import { after, test } from "node:test";

import { UserError } from "../../../src/core/errors.ts";
import { openHistory } from "../../../src/edges/git/history.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const reader = new Reader();
after(() => reader.close());

test("every change of a history is gathered as it was proposed", async () => {
  const made = new TemporaryRepository();
  made.commit({ "README.md": "1" }, "first");
  made.commit(
    { "m/migrations/1_a.up.sql": "CREATE TABLE a (id int);\n", "m/migrations/1_a.down.sql": "" },
    "creates",
  );
  made.git("tag", "v1");
  made.git("checkout", "-q", "-b", "topic");
  made.commit(
    { "m/migrations/2_a.up.sql": "ALTER TABLE a ADD b int;\n", "m/migrations/2_a.down.sql": "" },
    "adds",
  );
  made.commit({ "releasenotes/notes/a-0123456789abcdef.yaml": "upgrade:\n  - a\n" }, "tells");
  made.git("checkout", "-q", "main");
  made.commit({ ".github/lockstep.yml": "mode: enforce\n" }, "policy");
  made.git("merge", "-q", "--no-ff", "-m", "merges", "topic");
  made.git("rm", "-q", "m/migrations/2_a.up.sql");
  made.commit({}, "deletes");

  const history = await openHistory(
    { repo: made.directory, range: "main", policy: null, today: "2026-01-01" },
    reader,
  );
  const lines: string[] = [];
  for await (const { subject, input } of history.changes()) {
    const words = input?.migrations.map(({ path, status }) => `${status} ${path.slice(-8, -4)}`);
    lines.push(
      input === null
        ? subject
        : `${subject}: ${words?.join(" ")}, ${input.base.length} before, ${input.notes.length} notes, ${input.released?.tag}, ${input.policy.mode}`,
    );
  }
  history.close();
  assert.equal(history.length, 5);
  assert.deepEqual(lines, [
    "first",
    "creates: added down added a.up, 0 before, 0 notes, undefined, monitor",
    "policy",
    "merges: added down added a.up, 1 before, 1 notes, undefined, enforce",
    "deletes: deleted a.up, 2 before, 0 notes, v1, enforce",
  ]);
  await assert.rejects(
    openHistory({ repo: made.directory, range: "nope..main", policy: null, today: "" }, reader),
    UserError,
  );
});
