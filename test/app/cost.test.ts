/** What a review costs, and how fast a delivery is answered: three times the figure at most, because machines that run tests are shared. `npm run bench:app` has the figures. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { liftLimits, makeRepositories, openOne, readme, schemaChange } from "../../scripts/bench/crowd.ts";
import { deliveryLatency } from "../../scripts/bench/delivery-latency.ts";
import { reviewCost } from "../../scripts/bench/review-cost.ts";
import { startGitHub } from "../../scripts/demo/github.ts";
import type { DemoGitHub } from "../../scripts/demo/github.ts";

const room = 3;
const sizes = { organisations: 1, warmUp: 8, measured: 6 };

let github: DemoGitHub;
before(async () => {
  github = await startGitHub();
  liftLimits(github);
});
after(() => github.stop());

test("a review takes little processor time", async () => {
  const without = await reviewCost(github, "without", readme, sizes);
  assert.ok(without < 5 * room, `${without} ms without a schema change`);
  const withOne = await reviewCost(github, "with", schemaChange, sizes);
  assert.ok(withOne < 15 * room, `${withOne} ms with a schema change`);
});

test("200 deliveries a second are all stored and soon answered", async () => {
  const [repository] = await makeRepositories(github, "deliveries", 1);
  assert.ok(repository !== undefined);
  const pulls = [];
  for (let index = 0; index < 20; index++) {
    pulls.push(await openOne(github, repository, readme, `change-${index}`));
  }
  await github.sandbox.webhooks.settle();
  const { sent, failed, p50, asked } = await deliveryLatency(github, pulls, { perSecond: 200, seconds: 3 });
  assert.deepEqual([sent, failed], [600, 0]);
  assert.ok(asked > 0, "no review ran meanwhile");
  assert.ok(p50 < 100 * room, `${p50} ms in the median`);
});
