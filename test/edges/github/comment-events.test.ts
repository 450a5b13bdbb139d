/** What comments and reviews ask for: only commands, and what became of ours. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { jobsOf } from "../../../src/edges/github/events.ts";

const app = 77;
const repository = { installation: 5, id: 11, node: "R_11" };
const place = { repository: { id: 11, node_id: "R_11" }, installation: { id: 5 } };
const number = { kind: "pull_request", repository, number: 7, always: false, draft: false };

/** What GitHub sends of a text that somebody wrote. */
const user = { type: "User", id: 9 };
const bot = { type: "Bot", id: 8 };
const command = "Thanks.\n/Lockstep check";
const own = "Receipts.\n<!-- lockstep: ledger -->";
const issue = { number: 7, state: "open", pull_request: { url: "u", merged_at: null } };
const open = { ...place, pull_request: { number: 7, state: "open", merged_at: null } };

function commented() {
  return { action: "created", sender: user, comment: { body: command, user } };
}

function edited(from: string) {
  return { action: "edited", changes: { body: { from } } };
}

/** As a comment in the conversation, and as one in a thread. */
function written(
  title: string,
  action: string,
  body: string,
  wanted: boolean,
  more: { from?: string; user?: object; sender?: object; via?: number } = {},
): [string, string, object, object[]][] {
  const payload = {
    action,
    sender: more.sender ?? user,
    comment: {
      body,
      user: more.user ?? user,
      performed_via_github_app: more.via === undefined ? null : { id: more.via },
    },
    ...(more.from === undefined ? {} : { changes: { body: { from: more.from } } }),
  };
  const jobs = wanted ? [number] : [];
  return [
    [title, "issue_comment", { ...place, issue, ...payload }, jobs],
    [title, "pull_request_review_comment", { ...open, ...payload }, jobs],
  ];
}

const table: [title: string, event: string, payload: object, jobs: object[]][] = [
  ...written("a command", "created", command, true),
  ...written("no command", "created", "Thanks, lockstep.", false),
  ...written("a command came", "edited", command, true, { from: "Thanks." }),
  ...written("a command went", "edited", "Thanks.", true, { from: command }),
  ...written("edited elsewhere", "edited", "Thanks!", false, { from: "Thanks." }),
  ...written("a command is deleted", "deleted", command, true),
  ...written("other words are deleted", "deleted", "Thanks.", false),
  ...written("a bot takes a command away", "edited", "Spam.", true, { from: command, sender: bot }),
  ...written("a bot commands", "created", command, false, { user: bot, sender: bot }),
  ...written("what we answer quotes a command", "created", `${command}\n${own}`, false, {
    user: bot,
    sender: bot,
  }),
  ...written("we keep our ledger", "edited", own, false, { user: bot, sender: bot, from: own }),
  ...written("somebody edits our ledger", "edited", "Mine.", true, { user: bot, from: own }),
  ...written("somebody deletes our answer", "deleted", own, true, { user: bot }),
  ...written("somebody deletes another bot's words", "deleted", command, false, { user: bot }),
  ...written("a person by our own App", "created", command, false, { via: app }),
  ...written("a person by another App", "created", command, true, { via: 78 }),
  ...written("hidden", "minimized", command, false),
  ["a comment on an issue", "issue_comment", { ...place, ...commented(), issue: { number: 7 } }, []],
  [
    "of what was closed",
    "issue_comment",
    { ...place, ...commented(), issue: { ...issue, state: "closed" } },
    [],
  ],
  [
    "of what was merged",
    "issue_comment",
    {
      ...place,
      ...commented(),
      issue: { ...issue, state: "closed", pull_request: { url: "u", merged_at: "2026-11-22T10:00:00Z" } },
    },
    [number],
  ],
  [
    "of what was closed",
    "pull_request_review_comment",
    { ...commented(), ...place, pull_request: { number: 7, state: "closed", merged_at: null } },
    [],
  ],
  [
    "commented with a command",
    "pull_request_review",
    { ...open, action: "submitted", review: { state: "commented", body: command, user } },
    [number],
  ],
  [
    "commented by a bot",
    "pull_request_review",
    { ...open, action: "submitted", review: { state: "commented", body: command, user: bot } },
    [],
  ],
  [
    "a command came",
    "pull_request_review",
    { ...open, ...edited(""), review: { state: "commented", body: command, user } },
    [number],
  ],
  [
    "a command went from an approval",
    "pull_request_review",
    { ...open, ...edited(command), review: { state: "approved", body: "", user } },
    [number],
  ],
];

for (const [title, event, payload, jobs] of table) {
  test(`${event}: ${title}`, () => {
    const asked = jobsOf(event, payload, app);
    assert.deepEqual(asked.jobs, jobs);
    assert.equal(typeof asked.ignored, jobs.length === 0 ? "string" : "undefined");
  });
}

test("GitHub's own examples of comments, with a command in them", () => {
  const path = "../../../node_modules/@octokit/webhooks-examples/api.github.com/index.json";
  const all = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as {
    name: string;
    examples: Record<string, Record<string, unknown>>[];
  }[];
  for (const event of ["issue_comment", "pull_request_review_comment", "pull_request_review"]) {
    const examples = all.find(({ name }) => name === event)?.examples ?? [];
    assert.ok(examples.length > 3);
    for (const example of examples) {
      const text = event === "pull_request_review" ? "review" : "comment";
      const pullRequest = { url: "https://api.github.com/repos/o/r/pulls/1", merged_at: null };
      const payload = {
        ...example,
        ...place,
        [text]: { ...example[text], body: command },
        ...(event === "issue_comment" ? { issue: { ...example["issue"], pull_request: pullRequest } } : {}),
      };
      const of = (event === "issue_comment" ? example["issue"] : example["pull_request"])?.["number"];
      assert.deepEqual(jobsOf(event, payload, app).jobs, [{ ...number, number: of }]);
      assert.deepEqual(jobsOf(event, { ...example, ...place }, app).jobs.length, isOpinion(example) ? 1 : 0);
    }
  }
});

/** It starts a review without any words. */
function isOpinion({ action, review }: Record<string, unknown>): boolean {
  const { state } = (review ?? {}) as { state?: string };
  return String(action) === "dismissed" || (state !== undefined && state !== "commented");
}
