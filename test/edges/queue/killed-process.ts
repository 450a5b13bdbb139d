/** A process that runs one job for ever, and has stored two more: to be killed. Arguments: a folder, a database URL or nothing. */

import { openQueue } from "../../../src/edges/queue/open-queue.ts";
import { pull } from "./scene.ts";

const [folder = "", databaseUrl = ""] = process.argv.slice(2);
const log = { info: () => undefined, warn: console.error, error: console.error };
const queue = await openQueue({ databaseUrl: databaseUrl === "" ? null : databaseUrl, folder, log });
const running = Promise.withResolvers<void>();
await queue.work(
  () => {
    running.resolve();
    return new Promise(() => undefined);
  },
  { concurrency: 1 },
);
await queue.enqueue([pull(1, 1)]);
await running.promise;
await queue.enqueue([pull(1, 2), pull(1, 3)]);
process.stdout.write("stored\n");
