/** Storing in groups. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Intake } from "../../../src/edges/queue/intake.ts";
import type { Job } from "../../../src/review/job.ts";
import { gate, pull } from "./scene.ts";

test("what comes while jobs are being stored is stored with the next ones, one row for each thing", async () => {
  const stored: Job[][] = [];
  const { opened, open } = gate();
  const intake = new Intake(async (jobs) => {
    stored.push([...jobs.values()]);
    await opened;
  }, 500);
  const first = intake.add([pull(1)]);
  const others = [
    intake.add([pull(1, 1, { always: true }), pull(1, 2)]),
    intake.add([pull(1, 1, { draft: true })]),
    intake.add([]),
  ];
  open();
  await Promise.all([first, ...others]);
  assert.deepEqual(stored, [[pull(1)], [pull(1, 1, { always: true, draft: true }), pull(1, 2)]]);
});

test("what could not be stored is told to those who asked, and the next ones are stored", async () => {
  let broken = true;
  let stores = 0;
  const intake = new Intake(async () => {
    stores += 1;
    if (broken) throw new Error("the disk is full");
  }, 500);
  const results = await Promise.allSettled([intake.add([pull(1)]), intake.add([pull(2)])]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  broken = false;
  await intake.add([pull(3)]);
  await intake.drained();
  assert.equal(stores, 3);
});

test("a batch has its limit, which a single caller may exceed", async () => {
  const sizes: number[] = [];
  const { opened, open } = gate();
  const intake = new Intake(async (jobs) => {
    sizes.push(jobs.size);
    await opened;
  }, 3);
  const jobs = (installation: number, count: number): Job[] =>
    Array.from({ length: count }, (_, number) => pull(installation, number));
  const all = [1, 5, 2, 1, 1].map((count, installation) => intake.add(jobs(installation, count)));
  open();
  await Promise.all(all);
  assert.deepEqual(sizes, [1, 5, 3, 1]);
});
