/** The HTTP server: one that listens, answers by a handler that can be replaced, and stops in peace. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { UserError } from "../../core/errors.ts";
import type { Logger } from "../log.ts";
import { caution, text, type Answer } from "./answer.ts";

export type Handler = (request: IncomingMessage) => Promise<Answer>;

export interface HttpServer {
  /** `http://HOST:PORT`, as it listens. */
  url: string;
  port: number;
  /** Whether only this machine reaches it. */
  local: boolean;
  /** From now on, requests are answered by this one. */
  serve(handler: Handler): void;
  /** Takes no more requests, and settles when those that came in are answered. */
  close(): Promise<void>;
}

export interface HttpOptions {
  host: string;
  /** 0: any that is free. */
  port: number;
  log: Logger;
  /** Milliseconds until the headers must be there, and all of a request; absent: the usual. */
  patience?: { headers: number; all: number };
}

/** GitHub itself waits for ten seconds. */
const usualPatience = { headers: 10_000, all: 30_000 };

/** Throws a UserError when it cannot listen there. */
export async function openHttp({
  host,
  port,
  log,
  patience = usualPatience,
}: HttpOptions): Promise<HttpServer> {
  let handler: Handler = async () => text(503, "Starting.");
  let closing = false;
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.all,
      // Node looks only twice a minute by itself.
      connectionsCheckingInterval: patience.headers / 4,
      keepAliveTimeout: 10_000,
      maxHeaderSize: 32 * 1024,
    },
    (request, response) => {
      // A connection that is kept would be waited for.
      response.once("finish", () => closing && request.socket.end());
      void respond(request, response, handler, log);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(inWords(error, host, port)));
    server.listen({ host, port }, () => resolve());
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown}:${address.port}`,
    port: address.port,
    local: /^127\.|^::1$/u.test(address.address),
    serve(next) {
      handler = next;
    },
    close() {
      closing = true;
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
  log: Logger,
): Promise<void> {
  try {
    const answer = await handler(request);
    // What was not read of a body is not waited for.
    const left = request.complete ? {} : { connection: "close" };
    const headers = { "content-type": answer.type ?? "text/plain; charset=utf-8", ...caution, ...left };
    response.writeHead(answer.status, {
      ...headers,
      ...answer.headers,
      "content-length": Buffer.byteLength(answer.body),
    });
    response.end(request.method === "HEAD" ? "" : answer.body);
  } catch (error) {
    if (request.destroyed && !request.complete) {
      log.info("a request ended before all of it was there");
      return;
    }
    log.error({ err: error }, "a request could not be answered");
    if (!response.headersSent) response.writeHead(500, { ...caution, connection: "close" });
    response.end();
  }
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new UserError(
        `Port ${port} on ${host} is in use by another program. Stop that one, or set PORT to a free port.`,
      );
    case "EACCES":
      return new UserError(
        `This account may not listen on port ${port}. Set PORT to one above 1023, and let a proxy or the container map it.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new UserError(
        `HOST is ${host}, which is no address of this machine. Set it to 127.0.0.1 for this machine only, or 0.0.0.0 for all networks.`,
      );
    default:
      return error;
  }
}
