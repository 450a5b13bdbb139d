/** `node scripts/screenshots.ts`: the README's pictures, taken of the sandbox's pages after the real App has reviewed the demonstration's pull request. Needs Chromium. */

import { join } from "node:path";

import { chromium } from "playwright-core";

import * as person from "../sandbox/person.ts";
import type { IssueComment } from "../sandbox/world.ts";
import { startGitHub } from "./demo/github.ts";
import { openProject } from "./demo/repositories.ts";
import { afterwards, read, reviewed } from "./demo/wait.ts";

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
  const said: IssueComment[] = [];
  for (const kind of ["drop_colum", "drop_column"]) {
    const line = `/lockstep exempt ${kind} user.legacy_id because nothing has read it since 7.0`;
    await read();
    await afterwards(github, pull, async () =>
      said.push(person.comment(github.sandbox, github.reviewer, pull, line)),
    );
  }
  await page.goto(`${address}?as=${github.reviewer.login}`);
  const [first, last] = await Promise.all(
    said.map(({ id }) => page.locator(`#issuecomment-${id}`).boundingBox()),
  );
  if (!first || !last) throw new Error("The page does not show the comments.");
  const clip = { x: 30, y: first.y - 12, width: 950, height: last.y + last.height - first.y + 24 };
  await page.screenshot({ path: join(folder, "commands.png"), clip, fullPage: true });
} finally {
  await browser.close();
  await github.stop();
}
