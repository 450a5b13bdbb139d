/** Threads move with the lines that they stand at, and suggestions become commits. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import * as person from "../../sandbox/person.ts";
import { submitReview } from "../../sandbox/state/reviews.ts";
import { suggestionsIn } from "../../sandbox/state/suggestions.ts";
import type { PullRequest, Thread } from "../../sandbox/world.ts";
import { lines, RestWorld } from "./rest-world.ts";

let world: RestWorld;
let pullRequest: PullRequest;
beforeEach(async () => {
  world = await RestWorld.start();
  pullRequest = await world.pullRequest({ "b.sql": "x\n" }, { "a.sql": lines(1, 2, 3, 4, 5, 6) });
});
afterEach(() => world.stop());

async function comment(line: number, startLine: number | null = null, body = "why?"): Promise<Thread> {
  const inline = { path: "a.sql", body, line, side: "RIGHT", startLine, startSide: null } as const;
  const review = { state: "COMMENTED", body: "", commit: null, comments: [inline] } as const;
  await submitReview(world.sandbox, pullRequest, world.app.bot, review);
  return pullRequest.threads.at(-1) ?? assert.fail();
}

function push(text: string, more: Partial<person.Push> = {}): Promise<string> {
  const files = { "a.sql": text };
  return person.push(world.sandbox, world.ada, pullRequest.repository, { branch: "topic", files, ...more });
}

async function head(path = "a.sql"): Promise<string | undefined> {
  const blob = await world.sandbox.git(pullRequest.repository).blob(pullRequest.headOid, path);
  return blob?.bytes.toString("utf8");
}

test("a push moves the head, and threads along with their lines", async () => {
  const single = await comment(2);
  const several = await comment(5, 4);
  const oid = await push(`new\n${lines(1, 2, 3)}also new\n${lines(4, 5, 6)}`);
  assert.equal(pullRequest.headOid, oid);
  assert.equal(world.sandbox.git(pullRequest.repository).refs.get("refs/pull/1/head"), oid);
  assert.deepEqual([single.line, several.startLine, several.line], [3, 6, 7]);
  assert.deepEqual([several.originalStartLine, several.originalLine], [4, 5]);
});

test("a line that is changed or gone leaves its thread outdated for good", async () => {
  const changed = await comment(2);
  const inside = await comment(6, 3);
  await push(lines(1, 22, 3, 44, 5, 6));
  assert.deepEqual([changed.line, inside.line, inside.startLine], [null, null, null]);
  await push(lines(1, 2, 3, 4, 5, 6));
  assert.equal(changed.line, null);
});

test("a thread whose line leaves the diff is outdated", async () => {
  const thread = await comment(2);
  await person.push(world.sandbox, world.ada, pullRequest.repository, {
    branch: "main",
    files: { "a.sql": lines(1, 2, 3, 4, 5, 6) },
  });
  assert.equal(thread.line, 2);
  await person.mergeInto(world.sandbox, world.ada, pullRequest.repository, "topic", "main");
  assert.equal(thread.line, null);
});

test("a force-push away from the line, and a file that is gone", async () => {
  const thread = await comment(2);
  await push("other\n", { from: "main", force: true });
  assert.equal(thread.line, null);
  const other = await comment(1);
  await person.push(world.sandbox, world.ada, pullRequest.repository, {
    branch: "topic",
    files: { "a.sql": null, "c.sql": "c\n" },
  });
  assert.equal(other.line, null);
});

test("a suggestion is found in the text of a comment", () => {
  const fence = "```";
  const cases: [string, string[][]][] = [
    [`a\n${fence}suggestion\nx\n\ny\n${fence}\n`, [["x", "", "y"]]],
    [`${fence}suggestion\n${fence}`, [[]]],
    [`${fence}suggestion\r\nx\r\n${fence}`, [["x"]]],
    [`${fence}\`suggestion\n${fence}sql\nx\n${fence}\n${fence}\``, [[`${fence}sql`, "x", fence]]],
    [`${fence}sql\n${fence}suggestion\nx\n${fence}`, []],
    [`~~~~ suggestion\nx\n~~~~`, [["x"]]],
    ["no fence: suggestion", []],
  ];
  for (const [text, expected] of cases) assert.deepEqual(suggestionsIn(text), expected, text);
});

test("applying a suggestion replaces the lines, as a commit of two authors", async () => {
  const thread = await comment(3, 2, "Better:\n```suggestion\nline two\nand more\n```");
  const [suggested] = thread.comments;
  const oid = await person.applySuggestion(world.sandbox, world.ada, suggested ?? assert.fail());
  assert.equal(await head(), `${lines(1)}line two\nand more\n${lines(4, 5, 6)}`);
  const commit = await world.sandbox.git(pullRequest.repository).commit(oid);
  assert.equal(commit?.author.name, "ada");
  assert.equal(commit?.committer.name, "GitHub");
  const { id } = world.app.bot;
  const trailer = `Co-authored-by: lockstep[bot] <${id}+lockstep[bot]@users.noreply.github.com>\n`;
  assert.equal(commit?.message, `Update a.sql\n\n${trailer}`);
  assert.deepEqual([pullRequest.headOid, thread.line, thread.resolvedBy], [oid, null, world.ada]);
  await assert.rejects(
    person.applySuggestion(world.sandbox, world.ada, suggested ?? assert.fail()),
    /outdated/u,
  );
});

test("a batch of suggestions is one commit, and needs the right to push", async () => {
  const first = await comment(1, null, "```suggestion\none\nand a half\n```");
  const last = await comment(6, null, "```suggestion\n```");
  const batch = [first, last].flatMap(({ comments }) => comments);
  const stranger = person.createUser(world.sandbox, "stranger");
  await assert.rejects(person.applySuggestions(world.sandbox, stranger, batch), /right to push/u);
  await person.applySuggestions(world.sandbox, world.grace, batch);
  assert.equal(await head(), `one\nand a half\n${lines(2, 3, 4, 5)}`);
});

test("line ends stay as they are", async () => {
  await push("one\r\ntwo\r\nthree");
  const thread = await comment(3, null, "```suggestion\n3\n```");
  const [suggested] = thread.comments;
  await person.applySuggestion(world.sandbox, world.ada, suggested ?? assert.fail());
  assert.equal(await head(), "one\r\ntwo\r\n3");
});

test("a link opens a new file, filled in, on the branch of the pull request", async () => {
  const { sandbox, ada } = world;
  const query = `filename=${encodeURIComponent("notes/drop-b.yaml")}&value=${encodeURIComponent("upgrade:\n  - é\n")}`;
  const link = `https://example.org/acme/shop/new/topic?${query}`;
  const page = person.openNewFilePage(sandbox, ada, link);
  await person.commitNewFile(sandbox, ada, page);
  assert.equal(await head("notes/drop-b.yaml"), "upgrade:\n  - é\n");
  await assert.rejects(person.commitNewFile(sandbox, ada, page), /Validation Failed/u);
  const long = `${link}${"x".repeat(9000)}`;
  assert.throws(() => person.openNewFilePage(sandbox, ada, long), { status: 414 });
  const stranger = person.createUser(sandbox, "stranger");
  assert.throws(() => person.openNewFilePage(sandbox, stranger, link), { status: 404 });
});
