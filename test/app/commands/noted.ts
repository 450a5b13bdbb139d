/** Where the scenarios of commands start: a pull request that waits for an exemption and nothing else; and what they look at. */

import assert from "node:assert/strict";

import * as person from "../../../sandbox/person.ts";
import type { Account, IssueComment, PullRequest, Review, ReviewComment } from "../../../sandbox/world.ts";
import type { Receipt } from "../../../src/core/command/receipt.ts";
import { readLedger } from "../../../src/core/render/pull-request/ledger.ts";
import { ledgerKey, readMarker } from "../../../src/core/render/pull-request/marker.ts";
import { Project, dropColumn } from "../../support/project.ts";
import { app } from "../one-app.ts";

export const command = "/lockstep exempt drop_column users.legacy_id because nobody reads it since 7.0";
export const green = /^success: /u;
export const red = /^failure: 1 thing to do: /u;

/** Takes away another column: the next push of the author. */
export const another = {
  "db/migrations/0003_drop.up.sql": "ALTER TABLE users DROP COLUMN email;\n",
} as const;

/** With its note: only the exception is missing. */
export async function noted(project: Project): Promise<PullRequest> {
  const pullRequest = await project.open(dropColumn);
  await project.addNote(pullRequest);
  assert.match(project.said(pullRequest), red);
  return pullRequest;
}

type Text = IssueComment | ReviewComment | Review;

/** Seconds after all that stands there; settled. */
export async function edit(by: Account, text: Text, body: string): Promise<void> {
  app.sandbox.clock.advance(2000);
  person.editComment(app.sandbox, by, text, body);
  await app.settled();
}

/** What the App gave, sorted. */
export function reactions({ reactions: given }: Text): string[] {
  return given.map(({ content }) => content).toSorted();
}

/** What reviewers are shown beside the title. */
export function summary(project: Project, pullRequest: PullRequest): string {
  return project.check(pullRequest).summary ?? "";
}

/** Comments of the App with receipts: one, but for those that somebody else edited. */
export function ledgers(project: Project, pullRequest: PullRequest): IssueComment[] {
  return project.notes(pullRequest).filter(({ body }) => readMarker(body) === ledgerKey);
}

/** What the last ledger says of each command: `done: /lockstep help`. */
export function receipts(project: Project, pullRequest: PullRequest): string[] {
  return ledgerOf(project, pullRequest).map(({ outcome, text }) => `${outcome}: ${text}`);
}

export function ledgerOf(project: Project, pullRequest: PullRequest): Receipt[] {
  return readLedger(ledgers(project, pullRequest).at(-1)?.body ?? "") ?? [];
}
