/** A process that reviews: reads an order from the standard input, runs its jobs one after the other, and prints the processor time of one. */

import { text } from "node:stream/consumers";

import { createLog } from "../../src/edges/log.ts";
import { openReviews } from "../../src/open-reviews.ts";
import type { Job } from "../../src/review/job.ts";

export interface ReviewOrder {
  /** The address of GitHub's API. */
  api: string;
  appId: number;
  privateKey: string;
  webhookSecret: string;
  warm: readonly Job[];
  measured: readonly Job[];
}

const order = JSON.parse(await text(process.stdin)) as ReviewOrder;
const { api, warm, measured, ...credentials } = order;
const reviews = await openReviews({
  credentials,
  github: { api, web: api },
  // Nothing waits: the queue is not what is measured here.
  queue: {
    enqueue: () => Promise.resolve(),
    isWaiting: () => Promise.resolve(false),
    forget: () => Promise.resolve(),
  },
  log: createLog("info", { write: () => undefined }),
  version: "0.0.0",
});
for (const job of warm) await reviews.run(job, { number: 1, last: true });
const before = process.cpuUsage();
for (const job of measured) await reviews.run(job, { number: 1, last: true });
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ milliseconds: (user + system) / 1000 / measured.length }));
await reviews.close();
