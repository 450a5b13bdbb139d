/** Comments and reviews in which a command may have come, changed or gone, and our own comments that somebody else changed. Pure. */

import { mentionsLockstep } from "../../core/command/mentions.ts";
import { askedFor, ignore, otherAction } from "./asked.ts";
import type { Asked } from "./asked.ts";
import { fields, idOf, repositoryOf, textOf } from "./payload.ts";
import type { Fields } from "./payload.ts";

/** A comment in the conversation. `app`: our own App's id. */
export function ofIssueComment(action: string, told: Fields, app: number): Asked {
  const issue = fields(told["issue"]);
  if (fields(issue["pull_request"])["url"] === undefined) return ignore("a comment on an issue");
  const merged = textOf(fields(issue["pull_request"])["merged_at"]) !== null;
  if (issue["state"] === "closed" && !merged) return closed;
  return ofWritten(action, told, fields(told["comment"]), idOf(issue["number"]), app);
}

/** A comment in a thread. */
export function ofReviewComment(action: string, told: Fields, app: number): Asked {
  return ofPullRequest(action, told, fields(told["comment"]), app);
}

/** The text of a review. */
export function ofReviewText(action: string, told: Fields, app: number): Asked {
  return ofPullRequest(action === "submitted" ? "created" : action, told, fields(told["review"]), app);
}

const closed = ignore("a pull request that was closed");

function ofPullRequest(action: string, told: Fields, written: Fields, app: number): Asked {
  const pull = fields(told["pull_request"]);
  if (pull["state"] === "closed" && textOf(pull["merged_at"]) === null) return closed;
  return ofWritten(action, told, written, idOf(pull["number"]), app);
}

function ofWritten(action: string, told: Fields, written: Fields, number: number | null, app: number): Asked {
  if (action !== "created" && action !== "edited" && action !== "deleted") return otherAction;
  const author = fields(written["user"])["type"];
  const texts = [written["body"], fields(fields(told["changes"])["body"])["from"]].filter(
    (text) => typeof text === "string",
  );
  const asked = askedFor(repositoryOf(told), number);
  if (author === "Bot") {
    // A ledger, a record or an answer of ours: what it said counts no longer, or must be said again.
    const isLost = action !== "created" && fields(told["sender"])["type"] === "User" && texts.some(isMarked);
    return isLost ? asked : ignore("a comment of a bot");
  }
  if (idOf(fields(written["performed_via_github_app"])["id"]) === app) return ignore("our own comment");
  // Whoever edits or deletes it: a bot can take a command away as well.
  return texts.some(mentionsLockstep) ? asked : ignore("a text without a command");
}

function isMarked(text: string): boolean {
  return text.includes("<!-- lockstep");
}
