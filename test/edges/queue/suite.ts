/** What holds for the queue over every database. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import type { Job } from "../../../src/review/job.ts";
import { gate, openScene, pull, quick, until } from "./scene.ts";
import type { Place, Scene } from "./scene.ts";

export interface Database {
  place: Place;
  /** Every row of every table of the queue, as text; only when no queue is open. */
  rows(): Promise<string[]>;
}

/** Strings that faults carry and no row may hold. */
const secrets = ["octo-org", "Drop the legacy column", "ghs_16C7e42F292c6912E7710c838347Ae178B4a"];

export function queueSuite(name: string, open: () => Promise<Database>): void {
  let database: Database;
  let scene: Scene;
  let installation = 0;

  before(async () => {
    database = await open();
    scene = await openScene(database.place);
  });
  after(() => scene.queue.stop());

  function it(what: string, run: (installation: number) => Promise<void>): void {
    test(`${name}: ${what}`, () => run(++installation));
  }

  const idle = (): Promise<void> =>
    until("nothing waits and nothing runs", async () => {
      const { waiting, active } = await scene.queue.counts();
      return waiting + active === 0;
    });

  it("a job is stored when enqueue settles, and comes to its runner as it was", async (me) => {
    const { opened, open } = gate();
    scene.on(me, async () => (await opened, "done"));
    const repository = { installation: me, id: 5, node: "R_kgDO" };
    const ref = "refs/heads/gh-readonly-queue/main/pr-104-929f";
    const jobs: Job[] = [
      pull(me, 7, { always: true }),
      { kind: "commit", repository, sha: "a".repeat(40), always: false, draft: false },
      { kind: "merge_group", repository, ref, base: "b".repeat(40), head: "c".repeat(40) },
    ];
    await scene.queue.enqueue(jobs);
    const { waiting, active } = await scene.queue.counts();
    assert.equal(waiting + active, 3);
    await until("all run", () => scene.startsOf(me).length === 3);
    open();
    const ran = scene.startsOf(me).map(({ job }) => job);
    const byKind = (left: Job, right: Job): number => left.kind.localeCompare(right.kind);
    assert.deepEqual(ran.toSorted(byKind), jobs.toSorted(byKind));
    await idle();
  });

  it("ten pushes in a row end in one review when they wait, and in one more when they come while it runs", async (me) => {
    const busy = ++installation;
    const full = gate();
    scene.on(busy, async () => (await full.opened, "done"));
    await scene.queue.enqueue([1, 2, 3, 4].map((number) => pull(busy, number)));
    await until("every slot is taken", () => scene.startsOf(busy).length === 4);
    const { opened, open } = gate();
    scene.on(me, async () => (await opened, "done"));
    for (let push = 0; push < 10; push++) await scene.queue.enqueue([pull(me)]);
    assert.equal((await scene.queue.counts()).waiting, 1);
    full.open();
    await until("it runs", () => scene.startsOf(me).length === 1);

    for (let push = 0; push < 10; push++) await scene.queue.enqueue([pull(me)]);
    const { waiting, active } = await scene.queue.counts();
    assert.deepEqual([waiting, active], [1, 1], "two reviews of one pull request at a time");
    open();
    await idle();
    assert.equal(scene.startsOf(me).length, 2);
  });

  it("what anyone asked for stays asked for when jobs become one", async (me) => {
    const { opened, open } = gate();
    scene.on(me, async () => (await opened, "done"));
    await scene.queue.enqueue([pull(me)]);
    await until("the first runs", () => scene.startsOf(me).length === 1);
    assert.equal(await scene.queue.isWaiting(pull(me)), false);
    await scene.queue.enqueue([pull(me, 1, { always: true })]);
    await scene.queue.enqueue([pull(me, 1, { draft: true }), pull(me, 2)]);
    await scene.queue.enqueue([pull(me)]);
    assert.equal(await scene.queue.isWaiting(pull(me)), true);
    assert.equal(await scene.queue.isWaiting(pull(me, 3)), false);
    open();
    await idle();
    const ran = scene.startsOf(me).map(({ job }) => job);
    const ones = ran.filter((job) => job.kind === "pull_request" && job.number === 1);
    assert.deepEqual(ones, [pull(me), pull(me, 1, { always: true, draft: true })]);
    assert.equal(ran.length, 3);
  });

  it("a fault is tried again, and given up after the last try, which knows that it is", async (me) => {
    const failed = (await scene.queue.counts()).failed;
    scene.on(me, () => Promise.reject(new Error(`GET ${secrets.join(" ")}`)));
    await scene.queue.enqueue([pull(me)]);
    await until("it is given up", async () => (await scene.queue.counts()).failed === failed + 1);
    const attempts = scene.startsOf(me).map(({ attempt }) => [attempt.number, attempt.last]);
    assert.deepEqual(attempts, [
      [1, false],
      [2, false],
      [3, true],
    ]);
    const said = scene.lines.find(({ data, level }) => level === "error" && data["installation"] === me);
    assert.deepEqual([said?.data["repository"], said?.data["number"], said?.data["tries"]], [me * 100, 1, 3]);
    scene.on(me, async () => "done");
    await scene.queue.enqueue([pull(me)]);
    await idle();
    assert.equal(scene.startsOf(me).at(-1)?.attempt.number, 1);
  });

  it("a newer job hurries one that waits after a fault, keeps what was asked of it, and brings new tries", async (me) => {
    scene.on(me, async ({ attempt }) => {
      if (attempt.number < 3) throw new Error("no");
      await scene.queue.enqueue([pull(me, 1, { draft: true })]);
      scene.on(me, async () => "done");
      throw new Error("and a newer one came meanwhile");
    });
    await scene.queue.enqueue([pull(me, 1, { always: true })]);
    await until("the newer one ran", () => scene.startsOf(me).length === 4);
    await idle();
    const last = scene.startsOf(me).at(-1);
    assert.deepEqual(last?.job, pull(me, 1, { always: true, draft: true }));
    assert.deepEqual([last?.attempt.number, last?.attempt.last], [1, false]);
  });

  it("who asks for a later time gets it, whatever comes meanwhile, and loses no try at first", async (me) => {
    const deferred = 3;
    scene.on(me, async () => (scene.startsOf(me).length <= deferred ? { retryIn: 0.5 } : "done"));
    await scene.queue.enqueue([pull(me)]);
    await until("it has asked", () => scene.startsOf(me).length === 1);
    await until("it waits", () => scene.queue.isWaiting(pull(me)));
    await scene.queue.enqueue([pull(me, 1, { always: true })]);
    await idle();
    const starts = scene.startsOf(me);
    assert.equal(starts.length, deferred + 1);
    assert.ok((starts[1]?.at ?? 0) - (starts[0]?.until ?? 0) >= 450, "a newer job did not wait");
    // Two are free; the third counts.
    assert.deepEqual(
      starts.map(({ attempt }) => attempt.number),
      [1, 1, 1, 2],
    );
    assert.deepEqual(starts.at(-1)?.job, pull(me, 1, { always: true }));
  });

  it("a job of another installation does not wait behind many of one", async (me) => {
    const other = ++installation;
    const { opened, open } = gate();
    scene.on(me, async () => (await Promise.race([opened, wait(50)]), "done"));
    await scene.queue.enqueue(Array.from({ length: 60 }, (_, number) => pull(me, number)));
    await until("some run", () => scene.startsOf(me).length >= 4);
    await scene.queue.enqueue([pull(other)]);
    await until("the other one runs", () => scene.startsOf(other).length === 1);
    assert.ok(scene.startsOf(me).length < 40, `${scene.startsOf(me).length} ran first`);
    open();
    await idle();
    assert.equal(scene.startsOf(me).length, 60);
  });

  it("an installation is forgotten: what waits, what waits to be tried again, what is done, and what runs", async (me) => {
    scene.on(me, async ({ job, attempt }) => {
      if (job.kind !== "pull_request" || job.number === 0) return "done";
      if (job.number === 1) return { retryIn: 3600 };
      await new Promise((resolve) => attempt.signal?.addEventListener("abort", resolve));
      return "done";
    });
    await scene.queue.enqueue([pull(me, 0), pull(me, 1), pull(me, 2)]);
    await until("all started", () => scene.startsOf(me).length === 3);
    await until("one waits for its time", () => scene.queue.isWaiting(pull(me, 1)));
    await scene.queue.enqueue([pull(me, 2)]);
    await scene.queue.forget(me);
    await until("what ran was told", () =>
      scene.startsOf(me).every(({ until: end }) => Number.isFinite(end)),
    );
    assert.deepEqual(await scene.queue.isWaiting(pull(me, 1)), false);
    assert.deepEqual(await scene.queue.isWaiting(pull(me, 2)), false);
    await idle();
    assert.equal(scene.startsOf(me).length, 3);
    forgotten = me;
  });
  let forgotten = 0;

  it("the database is ready", async () => {
    assert.equal(await scene.queue.ready(), true);
  });

  it("stopping lets a job finish, and puts back what takes too long; no row holds more than ids", async (me) => {
    scene.on(me, async ({ job }) => {
      await wait(job.kind === "pull_request" && job.number === 1 ? 20 : 60_000, null, { ref: false });
      return "done";
    });
    await scene.queue.enqueue([pull(me, 1), pull(me, 2, { always: true })]);
    await until("both run", () => scene.startsOf(me).length === 2);
    await scene.queue.stop();
    await assert.rejects(scene.queue.enqueue([pull(me, 3)]), /stopped/u);
    assert.equal(await scene.queue.ready(), false);
    assert.ok(
      scene.startsOf(me).some(({ until: end }) => Number.isFinite(end)),
      "none could finish",
    );

    const rows = await database.rows();
    assert.ok(rows.length > 10);
    for (const secret of secrets) assert.ok(!rows.join("\n").includes(secret), secret);
    const keys = [`"installation": ${forgotten},`, `"installation": ${forgotten}}`];
    assert.ok(!rows.some((row) => keys.some((key) => row.includes(key))), "a forgotten installation is kept");

    scene = await openScene(database.place, { limits: { ...quick, poll: 60_000 } });
    await until("the one that was put back runs", () => scene.starts.length === 1);
    assert.deepEqual(scene.starts[0]?.job, pull(me, 2, { always: true }));
    assert.equal(scene.starts[0]?.attempt.number, 1);
    await idle();
  });

  it("a job starts when it is stored, not when the queue looks the next time", async (me) => {
    const stored = performance.now();
    await scene.queue.enqueue([pull(me)]);
    await until("it runs", () => scene.startsOf(me).length === 1);
    assert.ok((scene.startsOf(me)[0]?.at ?? 0) - stored < 2000);
  });

  it("a runner that never ends is ended, and that counts as a fault", async (me) => {
    await scene.queue.stop();
    scene = await openScene(database.place, { limits: { ...quick, tryFor: 500 } });
    scene.on(me, ({ attempt }) => {
      if (attempt.number > 1) return Promise.resolve("done");
      return new Promise(() => undefined);
    });
    await scene.queue.enqueue([pull(me)]);
    await until("it ran again", () => scene.startsOf(me).length === 2);
    const [first, second] = scene.startsOf(me);
    assert.equal(first?.attempt.signal?.aborted, true);
    assert.deepEqual([second?.attempt.number, second?.attempt.signal?.aborted], [2, false]);
    await idle();
  });
}
