/** Every command in a comment of its own, on a pull request that has something for each of them, and what became of it. */

import assert from "node:assert/strict";

import type { FileChange } from "../../../sandbox/git/write-objects.ts";
import { addComment } from "../../../sandbox/state/comments.ts";
import type { Account, IssueComment, PullRequest } from "../../../sandbox/world.ts";
import { Project } from "../../support/project.ts";
import { app } from "../writing-app.ts";

const usersFile = "db/migrations/0001_users.up.sql";
const logsFile = "db/migrations/0002_logs.up.sql";
const logs = "CREATE TABLE logs (id bigint PRIMARY KEY);\n";

/** On the default branch. */
export const shop: Record<string, FileChange> = {
  "README.md": "a shop\n",
  [usersFile]: "CREATE TABLE users (id bigint PRIMARY KEY, legacy_id text, fax text, pager text);\n",
  [logsFile]: logs,
};

/** Three columns are dropped, and a migration is edited. */
export const schemaChange: Record<string, FileChange> = {
  [logsFile]: logs.replace("bigint", "integer"),
  "db/migrations/0003_drop.up.sql": ["legacy_id", "fax", "pager"]
    .map((column) => `ALTER TABLE users DROP COLUMN ${column};\n`)
    .join(""),
};

/** Grants what `revoke` takes back. */
export const firstExemption = "/lockstep exempt drop_column users.fax because the number is gone";

/** In the order in which they are written. */
export const lines = {
  check: "/lockstep check",
  draft: "/lockstep draft",
  explain: "/lockstep explain drop_column",
  preview: "/lockstep preview",
  help: "/lockstep help",
  wrong: "/lockstep wrong drop_column users.legacy_id because the table is empty",
  exempt: "/lockstep exempt drop_column users.legacy_id because nobody reads it",
  waive: "/lockstep waive migration-is-unedited because it never ran anywhere",
  "exempt all": "/lockstep exempt all because the shop is down",
  revoke: "/lockstep revoke drop_column users.fax",
  "draft commit": "/lockstep draft commit",
} as const;

export type Line = keyof typeof lines;
export const names = Object.keys(lines) as Line[];
/** `ignored`: nobody reacts, answers, or does anything. */
export type Outcome = "done" | "refused" | "mistaken" | "ignored";

export type Written = Map<Line, IssueComment>;

/** Also for those whom GitHub would not let. */
export function writeAll(pullRequest: PullRequest, by: Account): Written {
  // So that nobody waits for the minute in which no more comments may be written.
  app.sandbox.clock.advance(20_000);
  return new Map(names.map((name) => [name, addComment(app.sandbox, pullRequest, by, lines[name])]));
}

/** By the reactions, which must agree with what is to be seen on the check, in the answers and on the branch. `edited`: somebody else changed them, which is answered. */
export async function outcomesOf(
  project: Project,
  pullRequest: PullRequest,
  written: Written,
  edited = false,
): Promise<Record<Line, Outcome>> {
  const outcomes = {} as Record<Line, Outcome>;
  const seen = await effects(project, pullRequest, written);
  for (const [name, comment] of written) {
    const given = comment.reactions.map(({ content }) => content).toSorted();
    const outcome = reacted[given.join(" ")];
    assert.ok(outcome !== undefined, `${name}: ${given.join(" ")}`);
    outcomes[name] = outcome;
    const effect = seen[name];
    if (effect !== null) assert.equal(effect, outcome === "done", `${name} is ${outcome}`);
  }
  const refused = names.filter((name) => outcomes[name] === "refused");
  const told = refused.filter((name) => answerTo(project, pullRequest, written.get(name)) !== null);
  // Where the reason is the branch, the answer says so.
  const words = /is for (?:the author, and )?anyone with (?:triage|write) access|Nothing was committed: /u;
  for (const name of told) assert.match(answerTo(project, pullRequest, written.get(name)) ?? "", words, name);
  assert.equal(told.length, Math.min(3, refused.length));
  for (const name of names.filter((one) => outcomes[one] === "ignored")) {
    const answer = answerTo(project, pullRequest, written.get(name));
    if (edited) assert.match(answer ?? "", /edited this comment, so its commands do not count/u);
    else assert.equal(answer, null);
  }
  return outcomes;
}

const reacted: Readonly<Record<string, Outcome>> = {
  "": "ignored",
  "EYES THUMBS_UP": "done",
  "EYES THUMBS_DOWN": "refused",
  "CONFUSED EYES": "mistaken",
};

/** Null: there is none. Never more than one. */
export function answerTo(
  project: Project,
  pullRequest: PullRequest,
  comment: IssueComment | undefined,
): string | null {
  const mark = `answer-comment-${comment?.id}-`;
  const answers = project.answers(pullRequest).filter((body) => body.includes(mark));
  assert.ok(answers.length <= 1);
  return answers[0] ?? null;
}

/** What can be seen of each; null: nothing. */
async function effects(
  project: Project,
  pullRequest: PullRequest,
  written: Written,
): Promise<Record<Line, boolean | null>> {
  const says = (name: Line, words: RegExp): boolean =>
    words.test(answerTo(project, pullRequest, written.get(name)) ?? "");
  const summary = project.check(pullRequest).summary ?? "";
  const links = (name: Line): boolean => summary.includes(`#issuecomment-${written.get(name)?.id})`);
  const draft = project.notes(pullRequest).some(({ body }) => body.includes("<!-- lockstep: note"));
  return {
    check: null,
    draft,
    explain: says("explain", /Drops a column with its values/u),
    preview: says("preview", /no release note for this change yet/u),
    help: says("help", /what it does/u),
    wrong: says("wrong", /Thanks/u),
    exempt: links("exempt"),
    revoke: !/`drop_column users\.fax`(?:, [^:]*)?\)?: granted/u.test(summary),
    waive: links("waive"),
    "exempt all": links("exempt all"),
    "draft commit": says("draft commit", /Committed to the branch/u),
  };
}
