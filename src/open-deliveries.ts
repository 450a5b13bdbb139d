/** Builds what answers over HTTP: GitHub's deliveries become jobs, and whoever asks is told whether the service is well. */

import type { AppWatch } from "./edges/github/watch-app.ts";
import { openWebhooks } from "./edges/github/webhooks.ts";
import type { Logger } from "./edges/log.ts";
import type { Queue } from "./edges/queue/open-queue.ts";
import type { Credentials } from "./edges/settings/settings.ts";
import type { Handler } from "./edges/web/http-server.ts";
import { serviceRoutes } from "./edges/web/routes.ts";

export interface DeliveryParts {
  credentials: Credentials;
  app: AppWatch;
  queue: Queue;
  log: Logger;
  version: string;
}

export async function openDeliveries(parts: DeliveryParts): Promise<Handler> {
  const { credentials, app, queue, log, version } = parts;
  const webhooks = await openWebhooks({
    appId: credentials.appId,
    privateKey: credentials.privateKey,
    secret: credentials.webhookSecret,
    queue,
    log,
  });
  return serviceRoutes({
    version,
    log,
    app: () => app.known(),
    deliver: (delivery) => webhooks.receive(delivery),
    async readiness() {
      const [stored, state] = await Promise.all([queue.ready(), app.state()]);
      const parts = {
        queue: stored ? "ok" : "the queue's database does not answer",
        github: state.trouble ?? "ok",
      };
      return { ready: stored && state.trouble === null, parts };
    },
  });
}
