/** The sandbox's pages as a person meets them: in a real browser, on a real sandbox. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

import * as person from "../../sandbox/person.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { startSandbox } from "../../sandbox/start.ts";
import { addComment, minimizeComment } from "../../sandbox/state/comments.ts";
import { createCheckRun } from "../../sandbox/state/checks.ts";
import { addReaction } from "../../sandbox/state/reactions.ts";
import { submitReview } from "../../sandbox/state/reviews.ts";
import type { Account, App, PullRequest, Repository } from "../../sandbox/world.ts";

const executablePath = "/usr/bin/chromium";
const needed = process.env["CI"] === "true" || process.env["LOCKSTEP_BROWSER"] === "required";
const missing = !existsSync(executablePath) && !needed;

const migration = "migrations/0002_drop_legacy_id.sql";
const hostile = `<img src=x onerror=alert(1)> "quoted" & \u202Eturned`;

describe("pages", { skip: missing ? `there is no ${executablePath}` : false }, () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  let repository: Repository;
  let pull: PullRequest;
  let app: App;
  let ada: Account;
  /** What a page must not do: errors, and requests to elsewhere. */
  const faults: string[] = [];
  /** A folder for pictures of every page, to look at them. */
  const pictures = process.env["LOCKSTEP_SCREENSHOTS"];

  before(async () => {
    sandbox = await startSandbox();
    ada = person.createUser(sandbox, "ada");
    const grace = person.createUser(sandbox, "grace");
    const acme = person.createOrganisation(sandbox, "acme", { members: [ada, grace] });
    repository = await person.createRepository(sandbox, acme, {
      name: "identity",
      files: { "README.md": "# Identity\n\nKeeps users.\n" },
      collaborators: { ada: "write", grace: "write" },
    });
    app = person.createApp(sandbox, {
      slug: "lockstep",
      owner: acme,
      permissions: { checks: "write", pull_requests: "write" },
      events: [],
    });
    person.installApp(sandbox, ada, app, acme);
    await person.push(sandbox, ada, repository, {
      branch: "drop",
      files: {
        [migration]: "-- Drops what nobody reads.\nALTER TABLE users DROP COLUMN legacy_id;\n",
        "README.md": `# Identity\n\nKeeps users and ${hostile}.\n`,
      },
    });
    pull = await person.openPullRequest(sandbox, ada, repository, {
      head: "drop",
      title: `Drop legacy_id ${hostile}`,
      body: "Nothing reads it.\n\nCloses #1, thanks @grace. ![x](https://example.org/x.png)",
    });
    await submitReview(sandbox, pull, app.bot, {
      state: "COMMENTED",
      body: "",
      commit: null,
      comments: [
        {
          path: migration,
          line: 2,
          side: "RIGHT",
          startLine: null,
          startSide: null,
          body: "**Exempt it.**\n\n```suggestion\n-- lockstep: exempt drop_column users.legacy_id because nothing reads it\nALTER TABLE users DROP COLUMN legacy_id;\n```\n<!-- marker -->",
        },
      ],
    });
    minimizeComment(addComment(sandbox, pull, app.bot, "**Folded away.**"), "RESOLVED");
    addComment(sandbox, pull, app.bot, "The note is **missing**.\n\n```yaml\nupgrade: []\n```");
    createCheckRun(sandbox, repository, app, pull.headOid, {
      name: "lockstep",
      status: "completed",
      conclusion: "failure",
      title: "1 thing to do: exempt drop_column users.legacy_id",
      summary:
        "1. **Exempt it.**\n\n| operation | where | impact |\n|---|---|---|\n| `drop_column` | 0002:2 | breaks |\n",
      annotations: [
        {
          path: migration,
          start_line: 1,
          end_line: 1,
          annotation_level: "warning",
          title: "A warning",
          message: "Said of a line.",
        },
      ],
      actions: [{ label: "Re-check", description: "Read it again", identifier: "recheck" }],
    });
    browser = await chromium.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    page = await browser.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${sandbox.url}/`)) faults.push(`asked for ${request.url()}`);
    });
  });

  after(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  async function open(path: string): Promise<void> {
    const answer = await page.goto(sandbox.url + path);
    assert.equal(answer?.status(), 200);
    assert.match(answer?.headers()["content-security-policy"] ?? "", /default-src 'none'/u);
  }

  /** Presses a button, and waits for the page that follows. */
  async function press(name: string): Promise<void> {
    const loaded = page.waitForEvent("load");
    await page.getByRole("button", { name }).click();
    await loaded;
  }

  /** Of elements that a person sees. */
  async function seen(selector: string): Promise<string[]> {
    const texts = await page.locator(`${selector}:visible`).allInnerTexts();
    return texts.map((text) => text.replaceAll(/\s+/gu, " ").trim());
  }

  const wide = { width: 1280, height: 900 };
  const narrow = { width: 390, height: 844 };

  test("the conversation shows what was written, said and found", async () => {
    await page.setViewportSize(wide);
    await open("/acme/identity/pull/1");
    assert.match((await seen("h1"))[0] ?? "", /^Drop legacy_id <img src=x onerror=alert\(1\)> "quoted"/u);
    assert.deepEqual(await seen(".pill"), ["Open"]);
    assert.deepEqual(await seen("h1 .hidden-character"), ["U+202E"]);
    assert.deepEqual(await seen("#description .mention"), ["#1", "@grace"]);
    assert.deepEqual(await seen("#description .external-image"), ["image: x https://example.org/x.png"]);
    const bots = await seen(".comment[data-author='lockstep[bot]'] .markdown");
    assert.deepEqual(bots, ["The note is missing. upgrade: []"]);
    await page.getByText("This comment was marked as resolved.").click();
    assert.deepEqual(await seen(".folded .markdown"), ["Folded away."]);
    assert.match((await seen(".review .thread-box"))[0] ?? "", /DROP COLUMN legacy_id;.*Exempt it\./u);
    assert.deepEqual(await seen(".merge-check"), [
      "lockstep \u2014 1 thing to do: exempt drop_column users.legacy_id Details",
    ]);
    assert.equal(await page.locator(".merge-check svg").getAttribute("aria-label"), "failure");
    assert.doesNotMatch(await page.content(), /<!-- marker|onerror=alert\(1\)>\s*<|<img/u);
  });

  test("the check shows its table, its notes on lines and its buttons", async () => {
    await page.getByRole("link", { name: "Details" }).click();
    assert.match(page.url(), /\/acme\/identity\/pull\/1\/checks\?check_run_id=\d+$/u);
    assert.deepEqual(await seen(".check-title"), ["1 thing to do: exempt drop_column users.legacy_id"]);
    assert.deepEqual(await seen(".check-summary td"), ["drop_column", "0002:2", "breaks"]);
    assert.match(
      (await seen(".annotation"))[0] ?? "",
      /on line 1 in migrations.*A warning Said of a line\./u,
    );
    for (const [name, action] of [
      ["Re-check", "requested_action"],
      ["Re-run", "rerequested"],
    ] as const) {
      const sent = sandbox.world.deliveries.length;
      app.webhookUrl = `${sandbox.url}/nobody`;
      await press(name);
      app.webhookUrl = null;
      assert.deepEqual(
        sandbox.world.deliveries.slice(sent).map((delivery) => delivery.action),
        [action],
      );
      assert.deepEqual(await seen(".check-run h2"), ["lockstep"]);
    }
  });

  test("an annotation leads to its line", async () => {
    await page.locator(".annotation a").click();
    const line = page.locator("td:target");
    assert.equal(await line.getAttribute("data-number"), "1");
  });

  test("a suggestion is shown under its line, and one click commits it", async () => {
    await open("/acme/identity/pull/1/files");
    const file = page.locator(`.file[data-path="${migration}"]`);
    assert.deepEqual(await file.locator(".suggestion .added code").allInnerTexts(), [
      "-- lockstep: exempt drop_column users.legacy_id because nothing reads it",
      "ALTER TABLE users DROP COLUMN legacy_id;",
    ]);
    const before = pull.headOid;
    await press("Commit suggestion");
    assert.notEqual(pull.headOid, before);
    const lines = await page
      .locator(`.file[data-path="${migration}"] .diff > tbody > .added > .code`)
      .allInnerTexts();
    assert.deepEqual(lines, [
      "-- Drops what nobody reads.",
      "-- lockstep: exempt drop_column users.legacy_id because nothing reads it",
      "ALTER TABLE users DROP COLUMN legacy_id;",
    ]);
    const [commit] = (await sandbox.git(repository).commits(before, pull.headOid)).slice(-1);
    assert.equal(commit?.author.name, "ada");
  });

  test("a link fills the page of a new file in, and one click commits it", async () => {
    const value = "upgrade:\n  - |\n    **Schema change**: Drops ``users.legacy_id``.\n";
    const query = new URLSearchParams({ filename: "releasenotes/notes/drop-0123456789abcdef.yaml", value });
    await open(`/acme/identity/new/drop?${query.toString()}`);
    assert.equal(await page.locator("textarea").inputValue(), value);
    await press("Commit changes");
    assert.match(page.url(), /\/acme\/identity\/pull\/1\/files$/u);
    const note = await sandbox
      .git(repository)
      .blob(pull.headOid, "releasenotes/notes/drop-0123456789abcdef.yaml");
    assert.equal(note?.bytes.toString("utf8"), value);
  });

  test("another person approves, and the author cannot", async () => {
    await open("/acme/identity/pull/1");
    assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0);
    await page.getByLabel("Acting as").selectOption("grace");
    await press("Switch");
    await page.getByLabel("Text").fill("Fine\nby me.");
    await press("Approve");
    assert.equal(pull.reviews.at(-1)?.state, "APPROVED");
    assert.equal(pull.reviews.at(-1)?.body, "Fine\nby me.");
    assert.match((await seen(".merge-row"))[0] ?? "", /Changes approved by grace/u);
    assert.match(page.url(), /\?as=grace#pullrequestreview-\d+$/u);
  });

  test("a person answers, writes, edits and deletes, and sees what was reacted", async () => {
    const grace = sandbox.world.accounts.get("grace") ?? assert.fail();
    await open("/acme/identity/pull/1?as=ada");
    // The suggestion was committed: its conversation is resolved, and folded.
    await page.locator(".thread.resolved > summary").click();
    await page.locator(".answer > summary").click();
    await page.getByLabel("Answer").fill("/lockstep exempt because nothing reads it");
    const replied = page.waitForEvent("load");
    await page.locator(".answer[open]").getByRole("button", { name: "Reply" }).click();
    await replied;
    const answer = pull.threads[0]?.comments.at(-1);
    assert.deepEqual([answer?.body, answer?.author], ["/lockstep exempt because nothing reads it", ada]);
    await page.getByLabel("Text").fill("/lockstep hlep");
    await press("Comment");
    const comment = pull.comments.at(-1) ?? assert.fail();
    assert.match(page.url(), new RegExp(`#issuecomment-${comment.id}$`, "u"));
    const box = page.locator(`#issuecomment-${comment.id}`);
    await box.locator("summary").click();
    assert.equal(await box.getByLabel("Changed words").inputValue(), "/lockstep hlep");
    await box.getByLabel("Changed words").fill("/lockstep help");
    const edited = page.waitForEvent("load");
    await box.getByRole("button", { name: "Save" }).click();
    await edited;
    assert.equal(comment.body, "/lockstep help");
    addReaction(sandbox, comment, app.bot, "EYES");
    addReaction(sandbox, comment, grace, "EYES");
    addReaction(sandbox, comment, app.bot, "THUMBS_UP");
    person.editComment(sandbox, grace, comment, "/lockstep help me");
    await page.reload();
    assert.deepEqual(await seen(`#issuecomment-${comment.id} .reaction`), ["1", "2"]);
    const signs = await box.getByRole("img").all();
    assert.deepEqual(await Promise.all(signs.map((sign) => sign.getAttribute("aria-label"))), [
      "thumbs up by lockstep",
      "eyes by lockstep, grace",
    ]);
    assert.deepEqual(await seen(`#issuecomment-${comment.id} header .quiet`), ["edited by grace"]);
    await box.locator("summary").click();
    const deleted = page.waitForEvent("load");
    await box.getByRole("button", { name: "Delete" }).click();
    await deleted;
    assert.equal(pull.comments.includes(comment), false);
    assert.equal(await box.count(), 0);
  });

  test("who may not push changes their own words only", async () => {
    const dan = person.createUser(sandbox, "dan");
    const own = person.comment(sandbox, dan, pull, "mine");
    await open("/acme/identity/pull/1?as=dan");
    const changeable = await page.locator("article:has(> .box details.tools)").all();
    const ids = await Promise.all(changeable.map((each) => each.getAttribute("id")));
    assert.deepEqual(ids, [`issuecomment-${own.id}`]);
    assert.equal(await page.getByRole("button", { name: "Merge" }).count(), 0);
    person.deleteComment(sandbox, dan, own);
  });

  test("what GitHub refuses is said", async () => {
    person.createUser(sandbox, "stranger");
    const answer = await page.goto(`${sandbox.url}/acme/identity/new/drop?filename=a.txt&as=stranger`);
    assert.equal(answer?.status(), 403);
    assert.match((await seen("main"))[0] ?? "", /This needs the role write/u);
    // The browser itself tells of the answer.
    assert.match(faults.pop() ?? "", /403/u);
  });

  test("nothing overflows, on wide screens and on narrow ones", async () => {
    for (const path of [
      "/",
      "/acme/identity",
      "/acme/identity/pull/1",
      "/acme/identity/pull/1/files",
      "/acme/identity/pull/1/checks",
      "/acme/identity/new/drop?filename=a/b/c.txt",
      `/acme/identity/blob/drop/${migration}`,
    ]) {
      await open(path);
      for (const [name, size] of Object.entries({ wide, narrow })) {
        await page.setViewportSize(size);
        if (pictures !== undefined) {
          const file = `${name}${path.replaceAll(/\W+/gu, "-")}.png`;
          await page.screenshot({ path: join(pictures, file), fullPage: true });
        }
        const { scrollWidth, clientWidth } = (await page.evaluate(
          "({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })",
        )) as { scrollWidth: number; clientWidth: number };
        assert.equal(scrollWidth, clientWidth, `${path} at ${size.width}`);
      }
    }
  });

  test("a pull request is merged, and can still be talked about", async () => {
    await page.setViewportSize(wide);
    await open("/acme/identity/pull/1?as=grace");
    await press("Merge pull request");
    assert.equal(pull.state, "merged");
    assert.deepEqual(await seen(".pill"), ["Merged"]);
    assert.match((await seen("#merged"))[0] ?? "", /^grace merged [0-9a-f]{7} into main/u);
    assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0);
    await page.getByLabel("Text").fill("Thanks");
    await press("Comment");
    assert.equal(pull.comments.at(-1)?.body, "Thanks");
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, "merged.png"), fullPage: true });
  });

  test("no page had an error, or asked anybody else for anything", () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(sandbox.flaws, []);
  });
});
