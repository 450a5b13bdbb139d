/** A comment counts for its author only while nobody else has changed it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import { editComment } from "../../../sandbox/state/comments.ts";
import type { Account, IssueComment } from "../../../sandbox/world.ts";
import { Project } from "../../support/project.ts";
import { app } from "../writing-app.ts";
import { firstExemption, lines, names, outcomesOf, schemaChange, shop, writeAll } from "./every-command.ts";
import type { Outcome } from "./every-command.ts";

/** Who writes, who edits, and what becomes of every command. */
const expected: readonly [author: string, editor: string, outcome: Outcome][] = [
  ["a maintainer", "the same", "done"],
  ["a maintainer", "a writer", "ignored"],
  ["a maintainer", "an administrator", "ignored"],
  ["a maintainer", "the author of the pull request", "ignored"],
  ["a maintainer", "a bot", "ignored"],
  ["a maintainer", "somebody whose account is gone", "ignored"],
  ["a writer", "a maintainer", "ignored"],
  ["a reader", "a maintainer", "ignored"],
  ["somebody whose account is gone", "the same", "ignored"],
];

test("every command of a comment that was edited, by author and editor apart", async () => {
  const project = await Project.create(app, { files: shop });
  for (const [who, editedBy, expectedOutcome] of expected) {
    const author = playing(project, who, "writes");
    const editor = editedBy === "the same" ? author : playing(project, editedBy, "edits");
    const pullRequest = await project.open(schemaChange, { draft: true });
    await project.say(pullRequest, project.grace, firstExemption);
    const written = writeAll(pullRequest, author);
    for (const [name, comment] of written)
      editComment(app.sandbox, comment, editor, `Please.\n\n${lines[name]}\n`);
    for (const account of [author, editor]) if (isGone(account)) person.deleteAccount(app.sandbox, account);
    await app.settled();
    const outcomes = await outcomesOf(project, pullRequest, written, editedBy !== "the same");
    assert.deepEqual(
      [...new Set(names.map((name) => outcomes[name]))],
      [expectedOutcome],
      `${who}, ${editedBy}`,
    );
  }
});

test("what counted ends when somebody else edits it, whoever edits it last: its author writes another comment", async () => {
  const project = await Project.create(app, { files: shop });
  const pullRequest = await project.open(schemaChange, { draft: true });
  const comment = await project.say(pullRequest, project.grace, lines.exempt);
  const isThere = (one = comment): boolean => listed(project.check(pullRequest).summary, one);
  assert.ok(isThere());
  await edit(comment, project.ada, `${lines.exempt}, says ada`);
  assert.ok(!isThere());
  assert.match(project.check(pullRequest).summary ?? "", /has ended: the comment does not say it any more/u);
  // What somebody else put there would speak in the name of whoever mends a typo after that.
  await edit(comment, project.grace, `${lines.exempt}, as I said`);
  assert.ok(!isThere());
  assert.ok(isThere(await project.say(pullRequest, project.grace, lines.exempt)));
});

async function edit(comment: IssueComment, by: Account, body: string): Promise<void> {
  app.sandbox.clock.advance(20_000);
  editComment(app.sandbox, comment, by, body);
  await app.settled();
}

function listed(summary: string | null, { id }: IssueComment): boolean {
  return summary?.includes(`#issuecomment-${id})`) === true;
}

let people = 0;

function playing(project: Project, who: string, does: string): Account {
  if (who === "the author of the pull request") return project.ada;
  const login = `${does}-${++people}-of-${project.organisation.login}`;
  if (who === "a bot") {
    const { ada: owner } = project;
    return person.createApp(app.sandbox, { slug: login, owner, permissions: {}, events: [] }).bot;
  }
  const account = person.createUser(app.sandbox, who.endsWith("is gone") ? `gone-${login}` : login);
  person.setRole(project.repository, account, roles[who] ?? "maintain");
  return account;
}

const roles: Readonly<Record<string, "read" | "write" | "maintain" | "admin">> = {
  "a reader": "read",
  "a writer": "write",
  "an administrator": "admin",
};

function isGone({ login }: Account): boolean {
  return login.startsWith("gone-");
}
