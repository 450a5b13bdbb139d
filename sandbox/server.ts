/** The HTTP server of the sandbox: the API, GraphQL and the pages under one address. */

import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { answerApi } from "./api.ts";
import type { Answer } from "./api.ts";
import { archiveAt } from "./archives.ts";
import { registerApp } from "./registration.ts";
import { findOperation } from "./rest/registry.ts";
import type { Sandbox } from "./sandbox.ts";

/** Listens on a free port of this machine, or on the one that is asked for, until the sandbox stops. */
export async function listen(sandbox: Sandbox, port = 0): Promise<void> {
  const server = createServer((request, response) => {
    void serve(sandbox, request, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  sandbox.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.onStop(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
}

async function serve(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: Answer;
  try {
    answer = await answerTo(sandbox, request);
  } catch (error) {
    sandbox.flaws.push(error instanceof Error ? error : new Error(String(error)));
    answer = { status: 500, body: { message: "The sandbox failed." } };
  }
  if (answer.dropped === true) {
    request.socket.destroy();
    return;
  }
  const { status, body, headers = {}, type } = answer;
  const text = type === undefined && body !== undefined ? JSON.stringify(body) : body;
  response.writeHead(status, {
    // A client whose clock is off sets it by this.
    date: sandbox.clock.date().toUTCString(),
    ...(body === undefined ? {} : { "content-type": type ?? "application/json; charset=utf-8" }),
    ...headers,
  });
  response.end(text);
}

async function answerTo(sandbox: Sandbox, request: IncomingMessage): Promise<Answer> {
  const method = request.method ?? "GET";
  const url = new URL(request.url ?? "/", sandbox.url);
  // As it was sent: an encoded slash stays inside its segment.
  const [path = "/"] = (request.url ?? "/").split("?");
  const isGraphql = method === "POST" && path === "/graphql";
  const found = isGraphql ? null : findOperation(method, path);
  const text = await readBody(request);
  const { authorization } = request.headers;
  if (!isGraphql && found === null) {
    const archive = await archiveAt(sandbox, url, authorization);
    if (archive !== null) return archive;
    const page = await pageAt(sandbox, request, url, text);
    if (page !== null) return page;
  }
  return answerApi(sandbox, { method, url, isGraphql, found, text, credentials: authorization });
}

/** Null: it is no page, but a request to the API. */
async function pageAt(
  sandbox: Sandbox,
  request: IncomingMessage,
  url: URL,
  text: string,
): Promise<Answer | null> {
  if (request.headers.authorization !== undefined) return null;
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  if (request.method !== "GET" && !(request.method === "POST" && isForm)) return null;
  const form = isForm ? new URLSearchParams(text) : null;
  return registerApp(sandbox, url, form) ?? (await sandbox.parts.page?.(sandbox, url, form)) ?? null;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
