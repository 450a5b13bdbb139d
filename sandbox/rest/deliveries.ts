/** What was delivered to the App, and delivering it again. */

import { stamp } from "../payloads/dates.ts";
import { notFound, unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { App, Delivery, DeliveryAttempt } from "../world.ts";
import type { Operation } from "./operation.ts";

interface Attempted {
  delivery: Delivery;
  attempt: DeliveryAttempt;
}

export const deliveryOperations: readonly Operation[] = [
  {
    route: "GET /app/hook/deliveries",
    about: "app",
    handle: ({ sandbox, app, query, url }) => {
      const size = Math.min(
        sandbox.limits.pageSize,
        Number(query["per_page"] ?? sandbox.limits.defaultPageSize),
      );
      // The cursor is opaque: the last attempt of the page before.
      const before = Number(query["cursor"]?.replace(/^v1_/u, "") ?? Number.POSITIVE_INFINITY);
      const wanted = attempts(sandbox, app).filter(
        ({ attempt }) => attempt.id < before && (query["status"] ?? wordOf(attempt)) === wordOf(attempt),
      );
      const page = wanted.slice(0, size);
      const last = page.at(-1);
      const next = new URL(url);
      next.searchParams.set("cursor", `v1_${last?.attempt.id}`);
      const headers = wanted.length > size ? { link: `<${next.href}>; rel="next"` } : {};
      return { status: 200, body: page.map((attempted) => item(attempted)), headers };
    },
  },
  {
    route: "GET /app/hook/deliveries/{delivery_id}",
    about: "app",
    handle: ({ sandbox, app, params }) => {
      const attempted = find(sandbox, app, params);
      const request = { headers: {}, payload: attempted.delivery.payload };
      return { status: 200, body: { ...item(attempted), request, response: { headers: {}, payload: null } } };
    },
  },
  {
    route: "POST /app/hook/deliveries/{delivery_id}/attempts",
    about: "app",
    handle: ({ sandbox, app, params }) => {
      const { delivery, attempt } = find(sandbox, app, params);
      const oldest = sandbox.clock.now() - sandbox.limits.redeliveryDays * 86_400_000;
      if (attempt.at.getTime() < oldest) throw unprocessable("The delivery is too old to be redelivered.");
      sandbox.webhooks.redeliver(delivery);
      return { status: 202, body: {} };
    },
  },
];

/** The newest first. */
function attempts(sandbox: Sandbox, app: App): Attempted[] {
  return sandbox.world.deliveries
    .filter((delivery) => delivery.app === app)
    .flatMap((delivery) => delivery.attempts.map((attempt) => ({ delivery, attempt })))
    .toSorted((one, other) => other.attempt.id - one.attempt.id);
}

function find(sandbox: Sandbox, app: App, params: Record<string, string>): Attempted {
  const id = Number(params["delivery_id"]);
  const attempted = attempts(sandbox, app).find(({ attempt }) => attempt.id === id);
  if (attempted === undefined) throw notFound();
  return attempted;
}

function item({ delivery, attempt }: Attempted) {
  const ok = wordOf(attempt) === "success";
  return {
    id: attempt.id,
    guid: delivery.guid,
    delivered_at: stamp(attempt.at),
    redelivery: attempt.redelivery,
    duration: attempt.duration / 1000,
    status: ok
      ? "OK"
      : attempt.status === null
        ? "failed to connect to host"
        : `Invalid HTTP Response: ${attempt.status}`,
    status_code: attempt.status ?? 502,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation?.id ?? null,
    repository_id: delivery.repository?.id ?? null,
    throttled_at: null,
  };
}

function wordOf({ status }: DeliveryAttempt): "success" | "failure" {
  return status !== null && status >= 200 && status < 300 ? "success" : "failure";
}
