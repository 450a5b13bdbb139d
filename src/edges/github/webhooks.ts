/** Takes GitHub's deliveries: verified, turned into jobs, and answered when those are stored. */

import { Probot } from "probot";

import type { Job, JobQueue } from "../../review/job.ts";
import type { Logger } from "../log.ts";
import type { Asked } from "./asked.ts";
import { jobsOf } from "./events.ts";
import { fields, idOf, textOf } from "./payload.ts";

/** A request as it came in. */
export interface DeliveryRequest {
  /** By their names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

/** What GitHub is told: it shows both beside the delivery. */
export interface DeliveryAnswer {
  status: number;
  text: string;
}

export interface Webhooks {
  receive(delivery: DeliveryRequest): Promise<DeliveryAnswer>;
}

export interface WebhookOptions {
  appId: number;
  privateKey: string;
  secret: string;
  queue: JobQueue;
  log: Logger;
  /** Milliseconds until a delivery that could not be stored is given back; GitHub itself waits for ten seconds. */
  patience?: number;
}

/** So many wrong signatures, and no right one, are no accident. */
const suspicious = 3;

export async function openWebhooks(options: WebhookOptions): Promise<Webhooks> {
  const { appId, privateKey, secret, queue, log, patience = 9_000 } = options;
  // Its own log would hold whole payloads: what there is to say is said here.
  const probot = new Probot({ appId, privateKey, secret, log: log.child({}, { level: "silent" }) });
  await probot.ready();

  const asked = new WeakMap<object, Asked>();
  probot.onAny(async ({ name, payload }) => {
    const wanted = jobsOf(name, payload, appId);
    if (wanted.forget !== undefined) await queue.forget(wanted.forget);
    if (wanted.jobs.length > 0) await queue.enqueue(wanted.jobs);
    asked.set(payload, wanted);
  });

  let refused = 0;
  let warned = false;

  /** A signature that does not fit: somebody else, or we have another secret than GitHub. */
  function refuse(line: Logger, complete: boolean): DeliveryAnswer {
    line.warn({ status: 401 }, "delivery refused: the signature does not fit");
    if (complete) refused += 1;
    if (refused >= suspicious && !warned) {
      warned = true;
      log.error(
        { refused },
        "the last deliveries were all refused: WEBHOOK_SECRET is probably not the one in the App's settings. Set both to the same text, start again, and redeliver from the page Advanced of the App's settings",
      );
    }
    return { status: 401, text: "The signature does not fit. Is WEBHOOK_SECRET the secret of this App?" };
  }

  return {
    async receive({ headers, body }) {
      const started = performance.now();
      const event = header(headers["x-github-event"], /^[a-z][a-z0-9_]{0,63}$/u);
      const delivery = header(headers["x-github-delivery"], /^[\w-]{1,64}$/u);
      const signature = header(headers["x-hub-signature-256"], /^sha256=[0-9a-f]{64}$/u);
      const line = log.child({ delivery, event });

      const text = body.toString("utf8");
      if (signature === null || text === "" || !(await probot.webhooks.verify(text, signature))) {
        // A scanner that finds the address is no delivery.
        return refuse(line, signature !== null && event !== null && delivery !== null);
      }
      refused = 0;
      if (event === null || delivery === null) {
        line.warn({ status: 400 }, "delivery refused: a header is missing");
        return { status: 400, text: "X-GitHub-Event and X-GitHub-Delivery are needed." };
      }
      const payload = parsed(text);
      if (payload === null) {
        line.warn({ status: 400 }, "delivery refused: the body is no JSON object");
        return {
          status: 400,
          text: "The body must be a JSON object: set the content type application/json.",
        };
      }

      try {
        // An event name that Probot does not know yet is ignored as well.
        const receive = probot.webhooks.receive as (event: unknown) => Promise<void>;
        await withinTime(receive({ id: delivery, name: event, payload }), patience);
      } catch (error) {
        const cause = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
        line.error(
          { status: 503, ...named(payload), ms: since(started), err: cause },
          "delivery not stored: GitHub shows it as failed, and it can be delivered again",
        );
        return { status: 503, text: "The job could not be stored. Deliver it again." };
      }
      const { jobs, forget, ignored } = asked.get(payload) ?? { jobs: [] };
      const status = jobs.length > 0 ? 202 : 200;
      line.info(
        { status, ...named(payload), ms: since(started), jobs: jobs.map(nameOf), forget, ignored },
        "delivery",
      );
      return { status, text: ignored ?? (forget === undefined ? "stored" : "forgotten") };
    },
  };
}

function header(value: string | string[] | undefined, shape: RegExp): string | null {
  return typeof value === "string" && shape.test(value) ? value : null;
}

function parsed(text: string): object | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** What the payload is about, by ids. */
function named(payload: object) {
  const told = fields(payload);
  const issue = fields(told["issue"]);
  const pullRequest = "pull_request" in issue ? issue : fields(told["pull_request"]);
  return {
    action: /^[a-z_]{1,64}$/u.exec(textOf(told["action"]) ?? "")?.[0],
    installation: idOf(fields(told["installation"])["id"]) ?? undefined,
    repository: idOf(fields(told["repository"])["id"]) ?? undefined,
    pullRequest: idOf(pullRequest["number"]) ?? undefined,
  };
}

function nameOf(job: Job): string {
  if (job.kind === "pull_request") return `pull_request ${job.number}`;
  return job.kind === "commit" ? `commit ${job.sha}` : `merge_group ${job.head}`;
}

function since(started: number): number {
  return Math.round((performance.now() - started) * 10) / 10;
}

async function withinTime(work: Promise<void>, patience: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("storing took too long")), patience);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
