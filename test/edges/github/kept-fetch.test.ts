/** The client under octokit, against a real server. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { keptFetch } from "../../../src/edges/github/kept-fetch.ts";

type Route = (request: IncomingMessage, response: ServerResponse) => unknown;

const servers: Server[] = [];
let url = "";
let elsewhere = "";

async function listen(routes: Record<string, Route>): Promise<string> {
  const server = createServer((request, response) => void routes[request.url ?? ""]?.(request, response));
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const sockets = new Set<unknown>();
before(async () => {
  elsewhere = await listen({
    "/": (request, response) => response.end(request.headers.authorization ?? "nobody"),
  });
  url = await listen({
    "/plain": (request, response) => {
      sockets.add(request.socket);
      response.setHeader("link", ["<a>", "<b>"]).end("naïve");
    },
    "/packed": (_, response) => response.setHeader("content-encoding", "gzip").end(gzipSync("x".repeat(1e6))),
    "/broken": (_, response) => response.setHeader("content-encoding", "gzip").end("no gzip"),
    "/echo": async (request, response) =>
      response.end(`${request.method} ${request.headers.authorization} ${await text(request)}`),
    "/renamed": (_, response) => response.writeHead(301, { location: "/plain" }).end(),
    "/moved": (_, response) => response.writeHead(307, { location: "/echo" }).end(),
    "/circle": (_, response) => response.writeHead(302, { location: "/circle" }).end(),
    "/away": (_, response) => response.writeHead(302, { location: elsewhere }).end(),
    "/silent": () => undefined,
    "/halved": (_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("half");
      setTimeout(() => response.destroy(), 20);
    },
  });
});
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const headers = { authorization: "token t" };

test("text, headers and status, over one connection", async () => {
  for (let time = 0; time < 3; time++) {
    const { status, body, headers: said } = await keptFetch(`${url}/plain`, {});
    assert.deepEqual([status, body, said.get("link")], [200, "naïve", "<a>, <b>"]);
  }
  assert.equal(sockets.size, 1);
});

test("a packed answer is unpacked, and one that only says so is a fault", async () => {
  assert.equal((await keptFetch(`${url}/packed`, {})).body.length, 1e6);
  await assert.rejects(keptFetch(`${url}/broken`, {}), /incorrect header/u);
});

test("a body of several bytes a character arrives whole", async () => {
  const { body } = await keptFetch(`${url}/echo`, { method: "POST", headers, body: "né" });
  assert.equal(body, "POST token t né");
});

test("what was renamed is found again, and what moved gets what was sent", async () => {
  assert.equal((await keptFetch(`${url}/renamed`, { headers })).url, `${url}/plain`);
  const { body } = await keptFetch(`${url}/moved`, { method: "POST", headers, body: "b" });
  assert.equal(body, "POST token t b");
});

test("a token is not carried to another server, and a circle ends", async () => {
  assert.equal((await keptFetch(`${url}/away`, { headers })).body, "nobody");
  assert.equal((await keptFetch(`${url}/circle`, {})).status, 302);
});

test("a time-out says that it is one", async () => {
  const signal = AbortSignal.timeout(30);
  await assert.rejects(keptFetch(`${url}/silent`, { signal }), { name: "TimeoutError" });
});

test("half an answer, and no server at all, are faults", async () => {
  await assert.rejects(keptFetch(`${url}/halved`, {}));
  await assert.rejects(keptFetch("http://127.0.0.1:1/", {}), { code: "ECONNREFUSED" });
});
