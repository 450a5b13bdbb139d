/** What looks like a command and is none, what is one wherever it stands, and comments of every length. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { IssueComment } from "../../../sandbox/world.ts";
import { Project } from "../../support/project.ts";
import { app } from "../one-app.ts";
import { command, edit, green, noted, reactions, receipts, red } from "./noted.ts";

const zeroWidth = "\u200B";
const rightToLeft = "\u202E";

/** GitHub shows each as something else than the plain line of a comment. */
const noCommands = [
  `\`${command}\``,
  `\`\`\`\n${command}\n\`\`\``,
  `~~~text\n${command}\n`,
  `    ${command}`,
  `> ${command}`,
  `> Well.\n${command}`,
  `<!-- ${command} -->`,
  `<!--\n${command}\n-->`,
  `<!--\n\n${command}\n\n-->`,
  `<blockquote>\n\n${command}\n\n</blockquote>`,
  `<pre>\n${command}\n</pre>`,
  `# ${command}`,
  `${command}\n===`,
  `[${command}](https://example.org)`,
  `[a\n${command}](https://example.org)`,
  `~~${command}~~`,
  `[^1]: ${command}`,
  `| a |\n| - |\n${command}`,
  `- ${command}`,
  `Please write ${command}`,
  `\\${command}`,
  `https://example.org${command}`,
  command.replace("/", "\u2215"),
  command.replace("/", "\uFF0F"),
  command.replace("lockstep", "l\u043Eckstep"),
  command.replace("lockstep", `lock${zeroWidth}step`),
  `${zeroWidth}${command}`,
  `${rightToLeft}${command}`,
  command.replace("/lockstep", `/lockstep${zeroWidth}`),
  command.replace("/lockstep", "/lockstepping"),
  command.replace("/lockstep", "/loc\u212Astep"),
];

/** A command, but not with these letters. */
const mistakes = [
  command.replace("exempt", "\u0435xempt"),
  command.replace("drop_column", `drop${zeroWidth}_column`),
  command.replace("users", `${rightToLeft}users`),
  command.replace("drop_column", "dr\u043Ep_column"),
];

test("what is no plain line of a comment is no command; what only looks like one is answered", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  app.sandbox.clock.advance(2000);
  const say = (body: string): IssueComment => person.comment(app.sandbox, project.grace, pullRequest, body);
  const ignored = noCommands.map(say);
  await app.settled();
  assert.match(project.said(pullRequest), red);
  const heard = ignored.filter((comment) => reactions(comment).length > 0).map(({ body }) => body);
  assert.deepEqual(heard, []);
  assert.deepEqual([project.answers(pullRequest), receipts(project, pullRequest)], [[], []]);

  const mistaken = mistakes.map(say);
  await app.settled();
  assert.match(project.said(pullRequest), red);
  for (const comment of mistaken) assert.deepEqual(reactions(comment), ["CONFUSED", "EYES"], comment.body);
  const answers = project.answers(pullRequest);
  assert.equal(answers.length, mistakes.length);
  for (const answer of answers.slice(0, 3)) assert.ok(answer.split("\n").includes(command), answer);
});

test("what GitHub shows as a plain line is a command", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const bodies = [
    `Fine.\r\n\r\n${command}\r\n`,
    `Fine.\n${command}\nThanks.`,
    `- one\n  ${command}`,
    `\t\n  ${command.replace("/lockstep exempt", "/LOCKSTEP  Exempt")}`,
    `<!-- a template -->\n\n${command}`,
    `\`\`\`\nnot this\n\`\`\`\n${command}`,
    `> quoted\n\n${command}`,
    command.replace("drop_column users.legacy_id", "`drop_column users.legacy_id`"),
  ];
  app.sandbox.clock.advance(2000);
  const comments = bodies.map((body) => person.comment(app.sandbox, project.grace, pullRequest, body));
  await app.settled();
  assert.match(project.said(pullRequest), green);
  for (const comment of comments) assert.deepEqual(reactions(comment), ["EYES", "THUMBS_UP"], comment.body);
});

test("200 commands in one comment: some are read, and one answer says so", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const kinds = Array.from({ length: 199 }, (_, at) => `/lockstep explain drop_column_${at}`);
  const comment = await project.say(pullRequest, project.grace, [...kinds, command].join("\n"));
  assert.match(project.said(pullRequest), red, "the last is not read any more");
  const [answer = "", ...others] = project.answers(pullRequest);
  assert.deepEqual(others, []);
  assert.match(answer, /20 .* 180 /u);
  assert.equal(receipts(project, pullRequest).length, 20);
  await edit(project.grace, comment, [command, ...kinds].join("\n"));
  assert.match(project.said(pullRequest), green);
  assert.equal(project.answers(pullRequest).length, 1);
});

test("comments as long as GitHub takes them: what stands alone is read, whatever stands around it", async () => {
  const project = await Project.create(app);
  const pullRequest = await noted(project);
  const about = (text: string): string => text.repeat(Math.floor(60_000 / text.length));
  const long = [
    `${about("A long story. ")}\n\n${command}`,
    `${command}\n\n${about("[![*")}`,
    `${command}\n\n${about("\n> - ")}`,
    `${command}\n\n${about("<b>\n")}`,
  ];
  for (const body of long) {
    const from = performance.now();
    const comment = await project.say(pullRequest, project.grace, body);
    assert.match(project.said(pullRequest), green, body.slice(0, 200));
    assert.ok(performance.now() - from < 20_000);
    person.deleteComment(app.sandbox, project.grace, comment);
    await app.settled();
    assert.match(project.said(pullRequest), red);
  }
});

test("what names nothing is about the thread that it answers, and elsewhere it is asked what it is about", async () => {
  const project = await Project.create(app);
  const { grace, ada } = project;
  const pullRequest = await noted(project);
  await project.say(pullRequest, grace, "/lockstep exempt because nobody reads it");
  await project.say(pullRequest, grace, "/lockstep wrong because it is not so");
  assert.match(project.said(pullRequest), red);
  for (const answer of project.answers(pullRequest)) assert.match(answer, /does not say what/u);
  assert.equal(project.answers(pullRequest).length, 2);
  const [thread] = project.threads(pullRequest);
  assert.ok(thread !== undefined);
  const inThread = (): string[] =>
    thread.comments.slice(1).flatMap(({ author, body }) => (author === app.app.bot ? [body] : []));
  app.sandbox.clock.advance(2000);
  person.replyToThread(app.sandbox, ada, thread, "/lockstep wrong because the table is empty");
  await app.settled();
  assert.equal(inThread().length, 1);
  assert.ok(app.log.some(({ msg }) => msg === "a false alarm was reported"));
  app.sandbox.clock.advance(2000);
  person.replyToThread(app.sandbox, grace, thread, "/lockstep exempt because the table is empty");
  await app.settled();
  assert.match(project.said(pullRequest), green);
  assert.equal(inThread().length, 1);
});
