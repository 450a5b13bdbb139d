/** What a review costs in processor time: in a process of its own, without deliveries and without the queue. */

import type { Repository } from "../../sandbox/world.ts";
import type { Job } from "../../src/review/job.ts";
import type { DemoGitHub } from "../demo/github.ts";
import { makeRepositories, openOne } from "./crowd.ts";
import type { ReviewOrder } from "./reviewing.ts";
import { runChild } from "./run-child.ts";

export interface Sizes {
  organisations: number;
  /** Reviews of each organisation that do not count, and that do. */
  warmUp: number;
  measured: number;
}

/** Milliseconds of one review, as the mean of many. `what` is a name for their organisations. */
export async function reviewCost(
  github: DemoGitHub,
  what: string,
  files: Record<string, string>,
  { organisations, warmUp, measured }: Sizes,
): Promise<number> {
  const { app, sandbox } = github;
  const { webhookUrl, id, privateKey, webhookSecret } = app;
  const order: ReviewOrder & { warm: Job[]; measured: Job[] } = {
    api: sandbox.url,
    appId: id,
    privateKey,
    webhookSecret,
    warm: [],
    measured: [],
  };
  // The service must not be faster.
  app.webhookUrl = null;
  for (const repository of await makeRepositories(github, what, organisations)) {
    for (let index = 0; index < warmUp + measured; index++) {
      const { number } = await openOne(github, repository, files, `change-${index}`);
      (index < warmUp ? order.warm : order.measured).push(jobOf(github, repository, number));
    }
  }
  app.webhookUrl = webhookUrl;
  const { milliseconds } = (await runChild("reviewing.ts", order)) as { milliseconds: number };
  return milliseconds;
}

function jobOf({ sandbox }: DemoGitHub, { owner, id, node }: Repository, number: number): Job {
  const installation = sandbox.world.installations.find(({ account }) => account === owner)?.id ?? 0;
  return {
    kind: "pull_request",
    repository: { installation, id, node },
    number,
    always: false,
    draft: false,
  };
}
