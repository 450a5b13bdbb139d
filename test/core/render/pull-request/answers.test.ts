import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import fc from "fast-check";

import { commandHelp } from "../../../../src/core/command/registry.ts";
import { readCommands } from "../../../../src/core/command/read-commands.ts";
import { type Answer, renderAnswers, type Say } from "../../../../src/core/render/pull-request/answers.ts";
import { readAnswers, readMarker } from "../../../../src/core/render/pull-request/marker.ts";
import { assertHarmless } from "../../../support/app-texts.ts";
import { matchesFile } from "../../../support/snapshot.ts";
import { judged, migration, note } from "./judged-pull-request.ts";
import { nodesOf, parsed } from "./markdown/github.ts";
import { hostileText } from "./markdown/hostile-text.ts";

const github = "https://github.com";
const root = join(import.meta.dirname, "..", "..", "..", "..");

const written = [
  "upgrade:",
  "  - |",
  "    **Schema change**: Drops ``users.legacy_id`` and ``users.email``.",
  "",
  "    **Downtime variables**:",
  "",
  "    * the longest open transaction on ``users``",
  "",
].join("\n");

const { verdict } = judged({
  head: {
    [migration]: "ALTER TABLE users DROP COLUMN legacy_id;\nALTER TABLE users DROP COLUMN email;\n",
    [note]: written,
  },
});
const [legacy = "", email = ""] = verdict.operations.map(({ id }) => id);
const nothing = { id: "", keys: [], covers: [], forbidden: [], unseen: [], needless: [] };
const who = "anyone with write access to this repository who is not the author";

/** As it is read. */
function mistaken(line: string): [string, Say] {
  const [command] = readCommands(line).commands;
  assert.ok(command?.mistake != null);
  return [command.text, { about: "mistake", mistake: command.mistake }];
}

type Result = Partial<Extract<Say, { about: "cover" }>["result"]>;

function cover(result: Result, listed = true): Say {
  return { about: "cover", result: { ...nothing, ...result }, verdict, listed, who };
}

let comments = 0;

function answer(text: string, say: Say, place: "comment" | "answer" = "comment"): Answer {
  comments += 1;
  return {
    id: `${place}-${comments}-0123456789abcdef`,
    text,
    by: "ada",
    link: `${github}/owner/identity/pull/7#issuecomment-${comments}`,
    say,
  };
}

/** Without the quote and the marker. */
function said(text: string, say: Say): string {
  const [, body = ""] = /^> .*\n\n([^]*)\n\n<!-- .* -->$/u.exec(renderAnswers([answer(text, say)])) ?? [];
  return body;
}

test("every answer, to be read", () => {
  const fine = "because nothing reads it";
  const page = readFileSync(join(root, "src/core/judge/rules/exception-is-there.md"), "utf8");
  const mistake = {
    message: "`drop_colum` is no operation.",
    paste: "/lockstep exempt drop_column user.legacy_id because fine",
  };
  const cases: [string, Say][] = [
    ["/lockstep exempt drop_colum user.legacy_id because fine", { about: "mistake", mistake }],
    mistaken("/lockstep exempt drop_column users.email"),
    mistaken("/lockstep waive exception-is-there because fine"),
    ["/lockstep shrug", { about: "mistake", mistake: { message: "`shrug` is no command.", paste: null } }],
    [`/lockstep exempt drop_column users.email ${fine}`, { about: "refused", verb: "exempt", who }],
    ["/lockstep draft", { about: "refused", verb: "draft", who }],
    [`/lockstep exempt all ${fine}`, { about: "edited", editor: "mallory" }],
    [`/lockstep exempt all ${fine}`, { about: "edited", editor: null }],
    [`/lockstep exempt drop_column users.legacy until 2027-01-01 ${fine}`, cover({})],
    [`/lockstep exempt create_index users:nowhere ${fine}`, cover({})],
    [`/lockstep exempt ${fine}`, cover({})],
    ["/lockstep revoke drop_column users.email", cover({})],
    [`/lockstep waive note-is-there ${fine}`, cover({})],
    [`/lockstep exempt drop_column users.email ${fine}`, cover({ unseen: [email] })],
    [`/lockstep exempt drop_column users.email ${fine}`, cover({ unseen: [email] }, false)],
    [`/lockstep exempt all ${fine}`, cover({ covers: [legacy], forbidden: [email] })],
    [`/lockstep exempt add_column users.locale ${fine}`, cover({ needless: [legacy] })],
    ["/lockstep help", { about: "help", commands: commandHelp() }],
    ["/lockstep explain exception-is-there", { about: "explain", name: "exception-is-there", page }],
    ["/lockstep preview", { about: "preview", verdict }],
    ["/lockstep preview", { about: "preview", verdict: { ...verdict, notes: [] } }],
    ["/lockstep wrong note-is-there because it is there", { about: "thanks" }],
    ["/lockstep draft", { about: "no draft", waivedBy: [] }],
    ["/lockstep draft", { about: "no draft", waivedBy: ["grace"] }],
    ["/lockstep draft commit", { about: "committed", paths: [note] }],
    ["/lockstep draft commit", { about: "not committed", reason: "the branch is in a fork", url: null }],
    [
      "/lockstep draft commit",
      { about: "not committed", reason: "the branch is protected", url: `${github}/owner/identity/new/x` },
    ],
    ["/lockstep", { about: "too many", read: 20, more: 180 }],
  ];
  const bodies = cases.map(([text, say]) => renderAnswers([answer(text, say)]));
  for (const body of bodies) assertHarmless(`markdown\n${body}`, github);
  matchesFile(`${bodies.join("\n\n---\n\n")}\n`, join(import.meta.dirname, "fixtures", "answers.md"));
});

test("a draft is offered where a note is asked for", () => {
  const [first] = verdict.problems;
  assert.ok(first);
  const asked = { ...verdict, notes: [], problems: [{ ...first, rule: "note-is-there" }] };
  const said = renderAnswers([answer("/lockstep preview", { about: "preview", verdict: asked })]);
  assert.match(said, /no release note for this change yet\. `\/lockstep draft` posts one\.$/mu);
});

test("in a thread one command stands above its answer, several are quoted", () => {
  const thanks = answer("/lockstep wrong because no", { about: "thanks" }, "answer");
  const draft = answer("/lockstep draft", { about: "no draft", waivedBy: [] }, "answer");
  assert.doesNotMatch(renderAnswers([thanks]), /^>/mu);
  assert.equal(renderAnswers([thanks, draft]).match(/^> `ada`: \[/gmu)?.length, 2);
});

test("one reply to all commands of a comment, and what is the same is said once", () => {
  const commands = ["check", "draft", "help"].map((verb) =>
    answer(`/lockstep ${verb}`, { about: "edited", editor: "mallory" }),
  );
  const other = answer("/lockstep wrong x because y", { about: "thanks" });
  const body = renderAnswers([...commands, other]);
  assert.equal(body.match(/edited this comment/gu)?.length, 1);
  assert.deepEqual(
    readAnswers(body),
    [...commands, other].map(({ id }) => id),
  );
  const [first] = commands;
  assert.ok(first !== undefined);
  assert.equal(readMarker(renderAnswers([first])), `answer-${first.id}`);
});

test("a reply to something else answers nothing", () => {
  assert.deepEqual(readAnswers("Done.\n\n<!-- lockstep: 0123456789abcdef -->"), []);
  assert.deepEqual(readAnswers("Done."), []);
  assert.deepEqual(readAnswers("<!-- lockstep: answer-a --> and more"), []);
});

test("a line that was cut is not offered to be pasted", () => {
  const long = `/lockstep exempt drop_column users.email because ${"x".repeat(300)}`.slice(0, 300);
  assert.doesNotMatch(said(long, cover({ unseen: [email] })), /```/u);
  assert.match(
    said(long.replace("email", "emaul"), cover({})),
    /\n\/lockstep exempt drop_column users\.email because <why is this safe\?>\n/u,
  );
});

test("the nearest thing of what a command could name", () => {
  const granted = {
    ...verdict,
    exceptions: [legacy].map((id) => ({
      operations: [id],
      target: "drop_column users.legacy_id",
      reason: "x",
      until: null,
      origin: "command" as const,
      state: "granted" as const,
      reusable: false,
      place: { path: migration, line: 1, column: 1, endLine: 1, endColumn: 2 },
    })),
  };
  const revoke = { about: "cover", result: nothing, verdict: granted, listed: true, who } as const;
  assert.match(
    said("/lockstep revoke drop_column users.legacy", revoke),
    /Did you mean:\n\n```\n\/lockstep revoke drop_column users\.legacy_id\n```/u,
  );
  assert.equal(said("/lockstep exempt all because x", cover({})), "Nothing here asks for an exception.");
});

test("many long answers have their share, and every marker stays", () => {
  const page = `# a\n\n${"A sentence of a page. ".repeat(20)}\n\n`.repeat(60);
  const all = Array.from({ length: 20 }, (_, at) =>
    answer(`/lockstep explain page-${at}`, { about: "explain", name: `page-${at}`, page: `${page}${at}` }),
  );
  const body = renderAnswers(all);
  assert.ok(Buffer.byteLength(body) <= 65_535);
  assert.equal(readAnswers(body).length, 20);
  for (const { text } of all) assert.ok(body.includes(`\`${text}\``), text);
  assert.match(body, /did not fit here: `lockstep explain page-19` prints all of it\./u);
});

test("nothing that a stranger writes means anything in a reply", () => {
  const says = (one: string, two: string): Say[] => [
    { about: "mistake", mistake: { message: `\`${one}\` is no operation.`, paste: two } },
    { about: "refused", verb: "waive", who: one },
    { about: "edited", editor: one },
    cover({ covers: [one], forbidden: [two], unseen: [one], needless: [two] }),
    cover({}),
    { about: "committed", paths: [one, two] },
    {
      about: "not committed",
      reason: one,
      url: `${github}/a/b/new/${encodeURIComponent(two.toWellFormed())}`,
    },
  ];
  const line = fc.oneof(
    hostileText,
    hostileText.map((text) => `/lockstep exempt ${text} because ${text}`),
    hostileText.map((text) => `/lockstep waive ${text}`),
  );
  fc.assert(
    fc.property(line, hostileText, hostileText, (text, one, two) => {
      const answers = says(one, two).map((say) => ({ ...answer(text, say), by: one }));
      const body = renderAnswers(answers);
      assertHarmless(`markdown\n${body}`, github);
      assert.equal(readAnswers(body).length, answers.length);
      const blocks = nodesOf(parsed(body)).filter((node) => node.type === "code");
      assert.ok(blocks.every(({ lang }) => lang === null));
    }),
    { seed: 4, numRuns: 150 },
  );
});
