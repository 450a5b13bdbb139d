/** The server listens, answers whatever happens, and stops in peace. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

import { createLog } from "../../../src/edges/log.ts";
import { text } from "../../../src/edges/web/answer.ts";
import { deliveryLimit, readBody } from "../../../src/edges/web/body.ts";
import { openHttp } from "../../../src/edges/web/http-server.ts";

const lines: string[] = [];
const log = createLog("info", { write: (line) => void lines.push(line) });
const here = { host: "127.0.0.1", port: 0, log };

test("where it cannot listen, it says what to do", async () => {
  const first = await openHttp(here);
  const taken = {
    name: "UserError",
    message: /^Port \d+ on 127\.0\.0\.1 is in use.*set PORT to a free port/u,
  };
  await assert.rejects(openHttp({ ...here, port: first.port }), taken);
  const elsewhere = {
    name: "UserError",
    message: /^HOST is 192\.0\.2\.1, which is no address of this machine/u,
  };
  await assert.rejects(openHttp({ ...here, host: "192.0.2.1" }), elsewhere);
  await first.close();
});

test("it knows whether others reach it", async () => {
  const local = await openHttp(here);
  const open = await openHttp({ ...here, host: "0.0.0.0" });
  assert.deepEqual([local.local, open.local], [true, false]);
  await Promise.all([local.close(), open.close()]);
});

test("before there is a handler it is starting, and a fault of one shows nothing", async () => {
  const http = await openHttp(here);
  assert.equal((await fetch(http.url)).status, 503);
  http.serve(async () => {
    throw new Error("at /home/somebody");
  });
  const failed = await fetch(http.url);
  assert.deepEqual([failed.status, await failed.text()], [500, ""]);
  assert.match(lines.join(""), /a request could not be answered/u);
  http.serve(async () => text(200, "ok"));
  const well = await fetch(http.url, { method: "HEAD" });
  assert.deepEqual([well.status, await well.text(), well.headers.get("x-frame-options")], [200, "", "DENY"]);
  await http.close();
});

test("what has come in is answered before it stops", async () => {
  const http = await openHttp(here);
  const began = Promise.withResolvers<void>();
  http.serve(async () => {
    began.resolve();
    await wait(100);
    return text(200, "late");
  });
  const answer = fetch(http.url);
  await began.promise;
  const closed = http.close();
  assert.equal(await (await answer).text(), "late\n");
  await closed;
  await assert.rejects(fetch(http.url));
});

async function started(port: number, beginning: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(beginning);
  return socket;
}

test("who says nothing more is not waited for", async () => {
  const http = await openHttp({ ...here, patience: { headers: 400, all: 800 } });
  http.serve(async (request) => {
    await readBody(request, deliveryLimit);
    return text(200, "ok");
  });
  const sockets = await Promise.all([
    started(http.port, "POST / HTTP/1.1\r\nHost: x\r\nX-"),
    started(http.port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"),
  ]);
  for (const socket of sockets) socket.resume();
  await Promise.all(sockets.map((socket) => once(socket, "close", { signal: AbortSignal.timeout(5_000) })));
  await http.close();
});

test("a few large bodies that never end leave room for those that do", async () => {
  const http = await openHttp(here);
  http.serve(async (request) => {
    const read = await readBody(request, deliveryLimit);
    return text("status" in read ? read.status : 200, "read");
  });
  const size = deliveryLimit - 1;
  const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${size + 1}\r\n\r\n`;
  const sockets = await Promise.all(Array.from({ length: 5 }, () => started(http.port, head)));
  const refused = Promise.race(
    sockets.map(async (socket) => {
      const [answer] = (await once(socket, "data")) as [Buffer];
      return answer.toString("latin1", 0, 12);
    }),
  );
  for (const socket of sockets) socket.write(Buffer.alloc(size));
  assert.equal(await refused, "HTTP/1.1 503");
  const body = Buffer.alloc(100_000);
  assert.equal((await fetch(http.url, { method: "POST", body })).status, 200);
  for (const socket of sockets) socket.destroy();
  await http.close();
});
