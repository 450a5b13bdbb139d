/** A process that delivers: reads an order from the standard input, sends at its rate, and prints how long the answers took. */

import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

import { measureDeliveries } from "./deliveries.ts";
import type { Rate } from "./deliveries.ts";

export interface Order {
  url: string;
  secret: string;
  /** A payload of a pull request; its number is replaced. */
  payload: Record<string, unknown>;
  numbers: readonly number[];
  rate: Rate;
}

const order = JSON.parse(await text(process.stdin)) as Order;
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const bodies = order.numbers.map((number) => {
  const pullRequest = { ...(order.payload["pull_request"] as object), number };
  return JSON.stringify({ ...order.payload, action: "labeled", number, pull_request: pullRequest });
});

const latencies = await measureDeliveries(order.rate, (index) =>
  deliver(bodies[index % bodies.length] ?? ""),
);
process.stdout.write(JSON.stringify(latencies));
agent.destroy();

function deliver(body: string): Promise<void> {
  const signature = createHmac("sha256", order.secret).update(body).digest("hex");
  return new Promise((resolve, reject) => {
    const sent = request(
      order.url,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-github-event": "pull_request",
          "x-github-delivery": randomUUID(),
          "x-hub-signature-256": `sha256=${signature}`,
        },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () =>
          answer.statusCode === 202 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
