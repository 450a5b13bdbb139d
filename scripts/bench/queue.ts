/** `npm run bench:queue`: how long a job takes to be stored while reviews run, by the queue alone; over the server of `DATABASE_URL` where there is one. */

import { measureQueue } from "./deliveries.ts";

const databaseUrl = process.env["DATABASE_URL"] ?? null;
for (const pullRequests of [50, 5_000]) {
  const { sent, failed, p50, p99, max, reviews } = await measureQueue({
    databaseUrl,
    concurrency: 4,
    thinking: 15,
    github: 100,
    pullRequests,
    perSecond: 200,
    seconds: 15,
  });
  process.stdout.write(
    `${databaseUrl === null ? "embedded" : "server"}, ${pullRequests} pull requests: ${sent} jobs, ${failed} failed, stored after ${p50.toFixed(1)} ms (median), ${p99.toFixed(1)} ms (p99), ${max.toFixed(0)} ms at most, while ${reviews} reviews ran\n`,
  );
}
