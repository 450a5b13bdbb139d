/** The demonstration: the real service against the sandbox, in a process of its own and over HTTP. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startGitHub } from "../../scripts/demo/github.ts";
import type { DemoGitHub } from "../../scripts/demo/github.ts";
import { openProject } from "../../scripts/demo/repositories.ts";
import { showPage } from "../../scripts/demo/stage.ts";
import type { Stage } from "../../scripts/demo/stage.ts";
import { tour } from "../../scripts/demo/tour.ts";
import { reviewed } from "../../scripts/demo/wait.ts";
import * as person from "../../sandbox/person.ts";
import { renderMarkdown } from "../../sandbox/page/markdown.ts";
import type { CheckRun, PullRequest } from "../../sandbox/world.ts";
import { plain } from "../../src/core/render/paint.ts";

let github: DemoGitHub;

before(async () => {
  github = await startGitHub();
});

after(async () => {
  await github?.stop();
});

test("from a proposed change to its merge, with what people ask of the App on the way", async () => {
  const said: string[] = [];
  const stage: Stage = { github, paint: plain, say: (text) => said.push(text), seen: new Set() };
  const { pull, run } = await reviewed(github, await openProject(github));
  showPage(stage, pull, run);
  assert.equal(run.conclusion, "failure");
  assert.equal(pull.threads.length, 2);
  const last = await tour(stage, pull);
  assert.equal(last.conclusion, "success");
  assert.match(last.title ?? "", /^3 operations, 2 offline and granted \(by @grace\), note complete$/u);
  const text = said.join("\n");
  assert.match(text, /\u2717 Lockstep {2}3 things to do: add a release note/u);
  assert.match(text, /\+ +# lockstep: exempt drop_column user\.legacy_id because <why is this safe\?>/u);
  assert.match(text, /Add the note/u);
  assert.match(text, /folded as resolved/u);
  assert.match(text, /\u2713 Lockstep/u);
  assert.doesNotMatch(text.slice(text.indexOf("Ada follows"), text.indexOf("Grace looks")), /<why|<what/u);
  assert.equal(pull.state, "merged");
  assert.deepEqual(spoken(text, "Ada would rather"), [
    "ada commented  \u{1F440} \u{1F44E}",
    "lockstep[bot] commented",
    "lockstep[bot] commented",
    "\u2717 Lockstep  3 things to do: add a release note; exempt change_data user.enabled; exempt drop_column user.legacy_id",
  ]);
  assert.match(text, /Exempting is for anyone with write access to this repository who is not the author\./u);
  assert.deepEqual(spoken(text, "Grace may, and mistypes"), [
    "grace commented  \u{1F440} \u{1F615}",
    "lockstep[bot] commented",
    "\u2717 Lockstep  3 things to do: add a release note; exempt change_data user.enabled; exempt drop_column user.legacy_id",
  ]);
  assert.deepEqual(spoken(text, "Grace pastes"), [
    "grace commented  \u{1F440} \u{1F44D}",
    "\u2717 Lockstep  2 things to do: add a release note; exempt drop_column user.legacy_id",
  ]);
  assert.deepEqual(spoken(text, "Grace exempts the drop"), [
    "grace commented  \u{1F440} \u{1F44D}",
    "\u2717 Lockstep  1 thing to do: add a release note",
  ]);
  assert.deepEqual(spoken(text, "... and takes it back"), [
    "grace commented  \u{1F440} \u{1F44D}",
    "\u2717 Lockstep  2 things to do: add a release note; exempt drop_column user.legacy_id",
  ]);
  const preview = text.slice(text.indexOf("Grace looks"), text.indexOf("Grace approves"));
  assert.match(preview, /^ {2}Upgrade Notes$/mu);
  const record = text.slice(text.indexOf("Grace merges"));
  assert.match(record, /`drop_column user\.legacy_id`[^`]*`[^`]*`: breaks.*approving review\s+of `grace`/su);
  assert.match(record, /`change_data user\.enabled`.*Granted by the command of `grace`/su);
  assert.ok(text.split("\n").length < 400, "short enough to be read");
});

/** Who spoke in the step with this heading, and what the check said then. */
function spoken(text: string, heading: string): string[] {
  const [step = ""] = text.slice(text.indexOf(`\u2500 ${heading}`)).split("\n\n\n");
  return step.split("\n").filter((line) => /^\S+ commented|^\S Lockstep/u.test(line));
}

test("nothing that a stranger writes does anything on GitHub", async () => {
  const { sandbox, organisation, author } = github;
  const hostile =
    "@grace #1 acme/identity#1 GH-1 ![x](https://example.org/x.png) <img src=//example.org> \u202E\u200B";
  const table = `"@grace #1 ![x](https://example.org/x.png)"`;
  const repository = await person.createRepository(sandbox, organisation, {
    name: "hostile",
    files: {
      ".github/lockstep.yml": "mode: enforce\n",
      "migrations/0001_first.sql": `CREATE TABLE ${table} (id int, "@ada" int);\n`,
    },
    collaborators: { [author.login]: "write" },
    by: author,
  });
  await person.push(sandbox, author, repository, {
    branch: "change",
    files: { "migrations/0002_@grace_#1.sql": `ALTER TABLE ${table} DROP COLUMN "@ada";\n` },
  });
  const { pull, run } = await reviewed(github, () =>
    person.openPullRequest(sandbox, author, repository, { head: "change", title: hostile, body: hostile }),
  );
  assert.equal(run.conclusion, "failure");
  const texts = textsOf(pull, run);
  assert.ok(texts.length >= 3 && texts.some((text) => text.includes("@grace")));
  for (const text of texts) {
    assert.doesNotMatch(renderMarkdown(text).text, /class="(?:mention|external-image|hidden-character)/u);
  }
  assert.deepEqual(sandbox.flaws, []);
});

/** Whatever the App wrote as Markdown. */
function textsOf(pull: PullRequest, run: CheckRun): string[] {
  const written = [...pull.comments, ...pull.reviews, ...pull.threads.flatMap(({ comments }) => comments)];
  const bodies = written.filter(({ author }) => author === github.app.bot).map(({ body }) => body);
  return [run.summary ?? "", run.text ?? "", ...bodies].filter((text) => text !== "");
}
