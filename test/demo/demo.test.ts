/** The demonstration: the real service against the sandbox, in a process of its own and over HTTP. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startGitHub } from "../../scripts/demo/github.ts";
import type { DemoGitHub } from "../../scripts/demo/github.ts";
import { openProject } from "../../scripts/demo/repositories.ts";
import { mendAndApprove, showPage } from "../../scripts/demo/tour.ts";
import type { Stage } from "../../scripts/demo/tour.ts";
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

test("from a proposed change to a green check", async () => {
  const said: string[] = [];
  const stage: Stage = { github, paint: plain, say: (text) => said.push(text), seen: new Set() };
  const { pull, run } = await reviewed(github, await openProject(github));
  showPage(stage, pull, run);
  assert.equal(run.conclusion, "failure");
  assert.equal(pull.threads.length, 2);
  const last = await mendAndApprove(stage, pull, run);
  assert.equal(last.conclusion, "success");
  assert.match(last.title ?? "", /^3 operations, 2 offline and granted \(by @grace\), note complete$/u);
  const text = said.join("\n");
  assert.match(text, /\u2717 Lockstep {2}3 things to do: add a release note/u);
  assert.match(text, /\+ +# lockstep: exempt drop_column user\.legacy_id because <why is this safe\?>/u);
  assert.match(text, /Add the note/u);
  assert.match(text, /folded as resolved/u);
  assert.match(text, /\u2713 Lockstep/u);
  assert.doesNotMatch(text.slice(text.indexOf("Ada follows")), /<why|<what/u);
});

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
