/** The first run in a real browser: forms, cookie, content security policy and the way back from GitHub. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";

import { chromium } from "playwright-core";

import { createLog } from "../../../src/edges/log.ts";
import { openHttp } from "../../../src/edges/web/http-server.ts";
import { setupGuard } from "../../../src/edges/web/setup-guard.ts";
import { setupRoutes } from "../../../src/edges/web/setup-routes.ts";

for (const local of [true, false]) {
  test(local ? "on this machine" : "by the link from the terminal", async () => {
    const posted: URLSearchParams[] = [];
    // GitHub's page, as far as it matters: it takes the manifest, and sends the browser back with a code.
    const github = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const form = new URLSearchParams(body);
        posted.push(form);
        const manifest = JSON.parse(form.get("manifest") ?? "{}") as { redirect_url: string };
        const state = new URL(request.url ?? "", "http://github").searchParams.get("state");
        response.writeHead(302, { location: `${manifest.redirect_url}?code=a1&state=${state}` }).end();
      });
    });
    await new Promise<void>((resolve) => github.listen(0, "127.0.0.1", resolve));
    const web = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;

    const log = createLog("silent");
    const http = await openHttp({ host: "127.0.0.1", port: 0, log });
    const guard = setupGuard({ local, port: http.port });
    const finished: string[] = [];
    http.serve(
      setupRoutes({
        guard,
        log,
        registration: (wanted) => ({
          action: `${web}/settings/apps/new?state=${wanted.state}`,
          manifest: JSON.stringify({
            redirect_url: wanted.created,
            hook_attributes: { url: wanted.webhook },
          }),
          permissions: [["checks", "write"]],
          events: ["pull_request"],
        }),
        async finish(code) {
          finished.push(code);
        },
      }),
    );

    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      // `localhost` is the same machine, and another site than GitHub's.
      await page.goto(`http://localhost:${http.port}${guard.path}`);
      assert.ok(!page.url().includes("token"));
      await page.fill("#address", "https://lockstep.example.com");
      await page.click("text=Continue");
      await page.click("text=Register on GitHub");
      await page.waitForURL(`http://localhost:${http.port}/`);
      assert.deepEqual(finished, ["a1"]);
      assert.match(posted[0]?.get("manifest") ?? "", /"url":"https:\/\/lockstep\.example\.com\/api/u);
      // Neither the style nor a form was refused.
      const font = await page.evaluate("getComputedStyle(document.body).maxWidth");
      assert.equal(font, "704px");
      assert.deepEqual(
        complaints.filter((text) => !text.includes("favicon")),
        [],
      );
    } finally {
      await browser.close();
      await http.close();
      github.close();
    }
  });
}
