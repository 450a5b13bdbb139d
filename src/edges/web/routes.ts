/** What the service answers: deliveries, whether it is well, and a page that says what this is. */

import type { IncomingMessage } from "node:http";

import type { Logger } from "../log.ts";
import { text, type Answer } from "./answer.ts";
import { deliveryLimit, readBody } from "./body.ts";
import { html, page } from "./html.ts";
import type { Handler } from "./http-server.ts";

export const webhookPath = "/api/github/webhooks";

/** What is there, and what is wrong with what is not. */
export interface Readiness {
  ready: boolean;
  /** By the name of the part: `ok`, or what is wrong, in words that anybody may see. */
  parts: Readonly<Record<string, string>>;
}

export interface Service {
  version: string;
  log: Logger;
  /** The App's public page; null while GitHub was not reached. */
  app(): { name: string; url: string } | null;
  deliver(request: {
    headers: IncomingMessage["headers"];
    body: Buffer;
  }): Promise<{ status: number; text: string }>;
  readiness(): Promise<Readiness>;
}

export function serviceRoutes(service: Service): Handler {
  return async (request) => {
    const path = pathOf(request);
    if (path === webhookPath) return await delivery(request, service);
    if (request.method !== "GET" && request.method !== "HEAD")
      return text(405, "Only GET.", { allow: "GET" });
    if (path === "/healthz") return text(200, "ok");
    if (path === "/readyz") return readiness(await service.readiness());
    if (path === "/") return start(service);
    return text(404, "There is nothing here.");
  };
}

/** The path without what is asked of it. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

async function delivery(request: IncomingMessage, service: Service): Promise<Answer> {
  if (request.method !== "POST") return text(405, "Only POST: GitHub delivers here.", { allow: "POST" });
  if (!/^\s*application\/json\s*(?:;|$)/iu.test(request.headers["content-type"] ?? "")) {
    service.log.warn({ status: 415 }, "delivery refused: its content type is not application/json");
    return text(415, "Set the content type of the App's webhook to application/json.");
  }
  const read = await readBody(request, deliveryLimit);
  if ("status" in read) {
    service.log.warn({ status: read.status }, "delivery refused: too large, or too many at once");
    return read.status === 413
      ? text(413, "More than 25 MB, which GitHub never delivers.")
      : text(503, "Too much at once. Deliver it again.", { "retry-after": "30" });
  }
  const answer = await service.deliver({ headers: request.headers, body: read.body });
  return text(answer.status, answer.text);
}

function readiness({ ready, parts }: Readiness): Answer {
  return {
    status: ready ? 200 : 503,
    type: "application/json",
    body: `${JSON.stringify({ ready, ...parts })}\n`,
  };
}

function start({ app, version }: Service): Answer {
  const known = app();
  const install =
    known === null
      ? html`<p>GitHub was not reached yet. <a href="/readyz">What is missing</a></p>`
      : html`<p>
          <a href="${known.url}">${known.name}</a> runs here.
          <a href="${known.url}/installations/new">Install it</a> on the repositories that it shall review.
        </p>`;
  return page(
    200,
    "Lockstep",
    html`<p>Keeps schema changes and release notes in step.</p>
      ${install}
      <p class="note">Version ${version}. GitHub delivers to <code>${webhookPath}</code>.</p>`,
  );
}
