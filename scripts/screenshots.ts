/** `node scripts/screenshots.ts`: the README's pictures, taken of the sandbox's pages after the real App has reviewed the demonstration's pull request. Needs Chromium. */

import { join } from "node:path";

import { chromium } from "playwright-core";

import { startGitHub } from "./demo/github.ts";
import { openProject } from "./demo/repositories.ts";
import { reviewed } from "./demo/wait.ts";

const folder = join(import.meta.dirname, "..", "docs", "pictures");

const github = await startGitHub();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
try {
  const { pull } = await reviewed(github, await openProject(github));
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 });
  const address = `${github.sandbox.url}/acme/identity/pull/${pull.number}`;
  await page.goto(`${address}/checks`);
  await page.screenshot({ path: join(folder, "check.png") });
  await page.goto(address);
  const comment = page.locator(".thread-box").first();
  await comment.screenshot({ path: join(folder, "comment.png") });
} finally {
  await browser.close();
  await github.stop();
}
