/** How much of one change is read. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { FileReading } from "../../src/core/detect/detector.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { changedMigrations } from "../../src/gather/changed-migrations.ts";
import { Claims } from "../../src/gather/claims.ts";
import { Readings } from "../../src/gather/readings.ts";
import { operationsOf } from "../support/operations.ts";

const [operation] = operationsOf("DROP TABLE a;", { path: "1.sql" });

/** Reads of each file as many operations as it has letters, and none where those are more than ten thousand. */
async function unreadOf(texts: readonly string[]): Promise<(string | undefined)[]> {
  const paths = texts.map((_, at) => `db/migrations/${1000 + at}.sql`);
  const files = paths.map((path, at) => ({
    path,
    oldPath: null,
    before: null,
    after: { mode: "100644", id: String(at), disk: null },
  }));
  const source = {
    content: async ({ id }: { id: string | null }) => ({ text: texts[Number(id)] ?? "" }),
  };
  const readings = new Readings({
    read: async (requests) =>
      requests.map(({ text }): FileReading => ({
        operations: Array.from({ length: text.length > 10_000 ? 0 : text.length }, () => operation as never),
        unread: [],
        directives: [],
        revision: null,
        dependsOn: [],
      })),
  });
  const claims = await Claims.load(source, defaultPolicy, paths, paths);
  const around = { paths, text: async () => null, spoken: () => null };
  const { migrations } = await changedMigrations(files, claims, readings, around, defaultPolicy);
  return migrations.map(({ after }) => after?.reading.unread[0]?.reason);
}

test("what is beyond twenty thousand operations in all is unread", async () => {
  const [first, second, third, ...others] = await unreadOf(Array<string>(5).fill("-".repeat(10_000)));
  assert.deepEqual([first, second, third], [undefined, undefined, undefined]);
  assert.deepEqual(
    others.map((reason) => /20,000 operations in all/u.test(reason ?? "")),
    [true, true],
  );
});

test("what is beyond 32 MB in all is not even loaded", async () => {
  const large = "-".repeat(4_900_000);
  const unread = await unreadOf(Array<string>(12).fill(large));
  assert.equal(unread.filter((reason) => /32 MB in all/u.test(reason ?? "")).length, 5);
});
