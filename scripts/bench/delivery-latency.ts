/** How fast deliveries are answered over HTTP while reviews run: signed, from a process of their own, at a steady rate. */

import type { PullRequest } from "../../sandbox/world.ts";
import type { DemoGitHub } from "../demo/github.ts";
import type { Latencies, Rate } from "./deliveries.ts";
import { runChild } from "./run-child.ts";
import type { Order } from "./sender.ts";

/** Milliseconds that GitHub takes for an answer meanwhile: about what it does. */
export const githubLatency = 250;

/** For pull requests of one repository that are really there. `asked`: how often reviews asked GitHub meanwhile. */
export async function deliveryLatency(
  { sandbox, app, service }: DemoGitHub,
  pulls: readonly PullRequest[],
  rate: Rate,
): Promise<Latencies & { asked: number }> {
  const node = pulls[0]?.repository.node ?? "";
  const own = sandbox.world.deliveries.findLast(
    ({ event, payload }) => event === "pull_request" && JSON.stringify(payload).includes(node),
  );
  if (own === undefined) throw new Error("no delivery to begin with");
  const order: Order = {
    url: `${service}/api/github/webhooks`,
    secret: app.webhookSecret,
    payload: own.payload,
    numbers: pulls.map(({ number }) => number),
    rate,
  };
  const asked = (): number => sandbox.calls.filter(({ kind }) => kind === "read").length;
  const before = asked();
  const near = sandbox.faults.add({ fault: { kind: "delay", milliseconds: githubLatency } });
  const latencies = (await runChild("sender.ts", order)) as Latencies;
  near();
  return { ...latencies, asked: asked() - before };
}
