/** The queue over a PostgreSQL server. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";

import { UserError } from "../../../src/core/errors.ts";
import { openQueue } from "../../../src/edges/queue/open-queue.ts";
import { startPostgresql } from "../../support/postgresql.ts";
import { gate, openScene, pull, until } from "./scene.ts";
import { queueSuite } from "./suite.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const server = await startPostgresql();
const client = await server.connect();
const socket = client.host;
for (const name of ["suite", "killed", "pair", "cut"]) await client.query(`CREATE DATABASE ${name}`);
await client.query("CREATE ROLE guest LOGIN");
const killed = killOne(url("killed"));
after(() => server.stop());

function url(database: string, user = "postgres"): string {
  return `postgresql://${user}@/${database}?host=${socket}`;
}

/** Its heart beats for the last time long before the test that waits for that. */
async function killOne(databaseUrl: string): Promise<void> {
  const script = join(import.meta.dirname, "killed-process.ts");
  const child = spawn(process.execPath, [script, "", databaseUrl], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until("it runs one and has stored the others", () => said.includes("stored"), 30);
  child.kill("SIGKILL");
  await once(child, "exit");
}

queueSuite("server", async () => ({
  place: { databaseUrl: url("suite"), folder: "" },
  async rows() {
    const client = await server.connect({ database: "suite" });
    const { rows: tables } = await client.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'lockstep'",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(
        `SELECT to_jsonb(t)::text AS text FROM lockstep."${name}" t`,
      );
      found.push(...rows.map(({ text }) => text));
    }
    return found;
  },
}));

test("server: processes share the jobs: each runs once, and never two of one pull request at a time", async (t) => {
  const place = { databaseUrl: url("pair"), folder: "" };
  const [one, other] = await Promise.all([openScene(place), openScene(place)]);
  t.after(() => Promise.all([one.queue.stop(), other.queue.stop()]));
  for (let round = 0; round < 10; round++) {
    const jobs = Array.from({ length: 20 }, (_, number) => pull(1 + (number % 3), number));
    await Promise.all([one.queue.enqueue(jobs), other.queue.enqueue(jobs)]);
  }
  await until("all have run", async () => {
    const { waiting, active } = await one.queue.counts();
    return waiting + active === 0;
  });
  assert.ok(one.starts.length > 0 && other.starts.length > 0);
  const byKey = Map.groupBy([...one.starts, ...other.starts], ({ job }) => JSON.stringify(job));
  assert.equal(byKey.size, 20);
  for (const starts of byKey.values()) {
    const ordered = starts.toSorted((left, right) => left.at - right.at);
    for (const [index, start] of ordered.slice(1).entries()) {
      assert.ok(start.at >= (ordered[index]?.until ?? 0), "two reviews of one pull request at a time");
    }
  }
});

test("server: a connection that is lost comes back, and jobs go on", async (t) => {
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(join(socket, ".s.PGSQL.5432"));
    for (const end of [near, far]) {
      sockets.add(end);
      end.on("error", () => undefined).on("close", () => (near.destroy(), far.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  const listen = async (port: number): Promise<number> => {
    proxy.listen(port, "127.0.0.1");
    await once(proxy, "listening");
    const address = proxy.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  };
  const port = await listen(0);
  const databaseUrl = `postgresql://postgres@127.0.0.1:${port}/cut`;
  const scene = await openScene({ databaseUrl, folder: "" });
  t.after(async () => {
    await scene.queue.stop();
    proxy.close();
    for (const end of sockets) end.destroy();
  });
  const { opened, open } = gate();
  scene.on(1, async () => (await opened, "done"));
  await scene.queue.enqueue([pull(1, 1)]);
  await until("it runs", () => scene.starts.length === 1);

  proxy.close();
  for (const end of sockets) end.destroy();
  await assert.rejects(scene.queue.enqueue([pull(2)]));
  assert.equal(await scene.queue.ready(), false);
  await until("it is said", () => scene.lines.some(({ message }) => message.includes("does not answer")));

  await listen(port);
  await until("the database is back", () => scene.queue.ready());
  await scene.queue.enqueue([pull(3)]);
  await until("a new job runs", () => scene.startsOf(3).length === 1);
  open();
  await until("the old one ends", async () => (await scene.queue.counts()).active === 0);
  assert.equal(scene.startsOf(1).length, 1);
  const said = (): string[] =>
    scene.lines.filter(({ message }) => /answer/u.test(message)).map(({ level }) => level);
  await until("it is said", () => said().length === 2);
  assert.deepEqual(said(), ["error", "info"]);
});

test("server: what is wrong with DATABASE_URL is told with what to do", async () => {
  const cases: [string, RegExp][] = [
    [
      "postgres://postgres:secret@127.0.0.1:1/lockstep",
      /cannot be reached at 127\.0\.0\.1:1 \(ECONNREFUSED\)/u,
    ],
    ["postgres://postgres:secret@lockstep.invalid/lockstep", /cannot be reached at lockstep\.invalid/u],
    [url("nowhere"), /has no database of that name/u],
    [url("postgres", "nobody_known"), /refuses the user/u],
    [url("postgres", "guest"), /GRANT CREATE/u],
    ["mysql://root@localhost/lockstep", /begins with postgres:/u],
  ];
  for (const [databaseUrl, words] of cases) {
    await assert.rejects(openQueue({ databaseUrl, folder: "", log }), (error) => {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, words);
      assert.ok(!error.message.includes("secret"));
      return true;
    });
  }
});

test("server: a process is killed: what it ran is run by another as soon as it is missed", async (t) => {
  await killed;
  const scene = await openScene({ databaseUrl: url("killed"), folder: "" });
  t.after(() => scene.queue.stop());
  await until("all three run", () => scene.starts.length === 3, 20);
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
});
