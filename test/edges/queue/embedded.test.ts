/** The queue over its embedded database. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { PGlite } from "@electric-sql/pglite";

import { UserError } from "../../../src/core/errors.ts";
import { openEmbeddedDatabase } from "../../../src/edges/queue/embedded-database.ts";
import { openQueue } from "../../../src/edges/queue/open-queue.ts";
import { queueFolder } from "../../support/queue-folder.ts";
import { openScene, pull, until } from "./scene.ts";
import { queueSuite } from "./suite.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function folderForTest(): Promise<string> {
  const folder = await queueFolder();
  folders.push(folder);
  return folder;
}

queueSuite("embedded", async () => {
  const folder = await folderForTest();
  return {
    place: { databaseUrl: null, folder },
    async rows() {
      const database = await PGlite.create({ dataDir: join(folder, "database") });
      const { rows: tables } = await database.query<{ name: string }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'lockstep'",
      );
      const found: string[] = [];
      for (const { name } of tables) {
        const { rows } = await database.query<{ text: string }>(
          `SELECT to_jsonb(t)::text AS text FROM lockstep."${name}" t`,
        );
        found.push(...rows.map(({ text }) => text));
      }
      await database.close();
      return found;
    },
  };
});

test("embedded: a process is killed: what waited and what ran is run by the next one", async (t) => {
  const folder = await folderForTest();
  const script = join(import.meta.dirname, "killed-process.ts");
  const child = spawn(process.execPath, [script, folder, ""], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until("it runs one and has stored the others", () => said.includes("stored"), 30);
  await assert.rejects(
    openQueue({ databaseUrl: null, folder, log }),
    (error) =>
      error instanceof UserError && error.message.includes(folder) && /another process/u.test(error.message),
  );
  child.kill("SIGKILL");
  await ended;
  const scene = await openScene({ databaseUrl: null, folder });
  t.after(() => scene.queue.stop());
  await until("all three run", () => scene.starts.length === 3);
  const ran = scene.starts.map(({ job, attempt }) => [
    job.kind === "pull_request" ? job.number : 0,
    attempt.number,
  ]);
  assert.deepEqual(
    ran.toSorted(([a = 0], [b = 0]) => a - b),
    [
      [1, 2],
      [2, 1],
      [3, 1],
    ],
  );
  assert.ok(scene.lines.some(({ data }) => data["jobs"] === 1));
});

test("embedded: a folder that cannot be made, or is no database, is told with what to do", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-queue-bad-"));
  folders.push(folder);
  const file = join(folder, "file");
  writeFileSync(file, "");
  await assert.rejects(
    openQueue({ databaseUrl: null, folder: join(file, "queue"), log }),
    (error) => error instanceof UserError && /cannot be written \(ENOTDIR\)/u.test(error.message),
  );
  const broken = await folderForTest();
  truncateSync(join(broken, "database", "global", "pg_control"), 10);
  const damaged = (error: unknown): boolean =>
    error instanceof UserError && /cannot be opened: .*move that folder away/su.test(error.message);
  await assert.rejects(openQueue({ databaseUrl: null, folder: broken, log }), damaged);
  // Not locked by the one that failed.
  await assert.rejects(openQueue({ databaseUrl: null, folder: broken, log }), damaged);
});

test("embedded: a database whose making was cut off is made again", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-queue-new-"));
  folders.push(folder);
  mkdirSync(join(folder, "making"));
  writeFileSync(join(folder, "making", "PG_VERSION"), "18\n");
  const scene = await openScene({ databaseUrl: null, folder });
  t.after(() => scene.queue.stop());
  await scene.queue.enqueue([pull(1)]);
  await until("it runs", () => scene.starts.length === 1);
  assert.equal(existsSync(join(folder, "making")), false);
});

test("embedded: a database that breaks down while it is used is opened again", async (t) => {
  const folder = await folderForTest();
  const lines: string[] = [];
  const error = (_data: object, message: string): void => void lines.push(message);
  const database = await openEmbeddedDatabase(folder, { ...log, error });
  t.after(() => database.close());
  const [written, away] = ["pg_wal", "away"].map((name) => join(folder, "database", name)) as [
    string,
    string,
  ];
  await database.db.executeSql("CREATE TABLE kept AS SELECT 1 AS one");
  // It cannot write its log: PostgreSQL ends itself.
  renameSync(written, away);
  await database.db.executeSql("SELECT pg_switch_wal()");
  await assert.rejects(database.db.executeSql("INSERT INTO kept VALUES ($1)", [2]), /broke down/u);
  renameSync(away, written);
  assert.deepEqual((await database.db.executeSql("SELECT one FROM kept")).rows, [{ one: 1 }]);
  assert.equal(lines.length, 1);
});
