/** Where each problem stands: in a comment where one click mends it, in the one comment with the missing note, else in an annotation. Never in two places. */

import { createHash } from "node:crypto";

import type { Problem } from "../../problem.ts";
import type { Verdict } from "../../verdict.ts";
import { groupProblems } from "../problem-groups.ts";
import { Told, commentBody } from "./comment-body.ts";
import { completedNotes, missingNotes, noteComment } from "./note-comment.ts";
import type { InlineComment, PullRequestFacts, ReviewPlan } from "./pages.ts";
import { diffAnchor } from "./place-link.ts";
import { type SuggestedChange, hasError, suggestedChanges } from "./suggested-changes.ts";

/** Nobody reads more, and every one of them is a notification. */
const mostComments = 10;

/** `note`: `always` drafts it where someone asked for it, also one that is there and lacks something. Pure: the same input gives the same plan. */
export function planReview(
  verdict: Verdict,
  facts: PullRequestFacts,
  wants: { comments: boolean; note: "when-missing" | "always" | "never" },
): ReviewPlan {
  const links = new Map<string, string>();
  const missing = wants.note === "never" ? [] : missingNotes(verdict, facts);
  const drafts = wants.note === "always" ? [...missing, ...completedNotes(verdict, facts)] : missing;
  const told = new Set<string>();
  for (const { problem, page } of missing) {
    if (problem === null) continue;
    told.add(problem.id);
    if (page !== null) links.set(problem.id, page.url);
  }
  const open = verdict.problems.filter(({ id, severity }) => severity !== "hint" && !told.has(id));
  const changes = wants.comments ? mostUrgent(suggestedChanges(open, facts, kindsIn(verdict))) : [];
  const said = new Told(verdict.operations, leadersOf(open, verdict));
  const comments = changes.map((change): InlineComment => {
    const { suggestion, problems } = change;
    const { path, start, end } = suggestion;
    for (const { id } of problems) {
      told.add(id);
      links.set(id, diffAnchor(facts, path, end));
    }
    const key = sha256(
      problems
        .map(({ id }) => id)
        .toSorted()
        .join("\n"),
    ).slice(0, 16);
    const removed = (facts.source(path) ?? "").split("\n").slice(start - 1, end);
    const body = commentBody(change, removed, key, said);
    return { path, startLine: start === end ? null : start, line: end, body, key };
  });
  return {
    comments,
    note: drafts.length === 0 ? null : noteComment(drafts),
    annotated: verdict.problems.filter(({ id }) => !told.has(id)),
    links,
  };
}

/** What the problems of one kind ask for is the same thing to decide. */
function kindsIn({ operations }: Verdict): (problem: Problem) => string {
  const kinds = new Map(operations.map(({ id, kind }) => [id, kind]));
  return ({ id, rule, operation }) =>
    operation === null ? `problem ${id}` : `${rule} ${kinds.get(operation) ?? operation}`;
}

/** Those with an error first, else by place. */
function mostUrgent(changes: readonly SuggestedChange[]): SuggestedChange[] {
  const urgent = changes.filter(hasError);
  return [...urgent, ...changes.filter((change) => !hasError(change))].slice(0, mostComments);
}

/** For each operation that is like others the first of them. */
function leadersOf(problems: readonly Problem[], { operations }: Verdict): Map<string, string> {
  const leaders = new Map<string, string>();
  for (const { operation, alike } of groupProblems(problems, operations)) {
    if (operation !== null) for (const { id } of alike) leaders.set(id, operation.id);
  }
  return leaders;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
