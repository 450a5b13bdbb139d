/** The check run: always concluded, and its first line says what to do. */

import type { Conclusion } from "../../verdict.ts";
import { visible } from "../visible.ts";
import { annotationsOf, mostAnnotations } from "./annotations.ts";
import { detailBlocks } from "./check-details.ts";
import { type Page, severalSummaries, severalTitles, summaryOf } from "./check-summary.ts";
import { clipped, titleOf } from "./check-title.ts";
import { code, link, type Mark, mark, paragraph, strong } from "./markdown/nodes.ts";
import { mostBytes, toMarkdown } from "./markdown/to-markdown.ts";
import { recordMarker, seenMarker } from "./marker.ts";
import type { CheckAction, CheckRun, JudgedPullRequest } from "./pages.ts";
import { thingsToDo } from "./things-to-do.ts";

const recheck: CheckAction = {
  label: "Re-check",
  description: "Read it again and judge it anew",
  identifier: "recheck",
};

const draftNote: CheckAction = {
  label: "Draft the note",
  description: "Post the note as far as it is written",
  identifier: "draft-note",
};

/** So many keys fit beside the record and what is told; what an approval cannot be seen to cover must be given again. */
const mostSeen = 1000;

/**
 * `pulls`: the open pull requests of one head, at least one. `seen`: what the check lists for a grant or a command, 32 hex digits each. `record`: what it allows,
 * as base64 of at most 24,000 characters, for when it is merged.
 */
export function renderCheckRun(input: {
  pulls: readonly JudgedPullRequest[];
  seen: readonly string[];
  record: string | null;
}): CheckRun {
  const { pulls, seen, record } = input;
  const pages = pulls.map(pageOf).toSorted((a, b) => rank(a) - rank(b));
  const [only, ...others] = pages;
  if (only === undefined) throw new Error("a check speaks of at least one pull request");
  const isOne = others.length === 0;
  return {
    conclusion: only.pull.verdict.conclusion,
    title: isOne ? only.title : severalTitles(pages),
    summary: isOne ? summaryOf(only, mostBytes) : severalSummaries(pages),
    text: textOf(pages, hidden(seen, record)),
    // Pull requests of one head have the same files, and mostly the same problems.
    annotations: distinct(pages.flatMap(({ annotations }) => annotations)).slice(0, mostAnnotations),
    actions: pulls.some(lacksNote) ? [recheck, draftNote] : [recheck],
  };
}

/** A check that could not be finished. `reason`: a clause without a full stop. `id`: by which the operator of the App finds it in the log. */
export function renderTrouble(trouble: {
  reason: string;
  id: string | null;
  conclusion: Conclusion;
}): CheckRun {
  const { reason, id, conclusion } = trouble;
  const means =
    conclusion === "failure"
      ? "Nobody knows what this change does, so the check fails; press Re-check to try again."
      : "Nothing is known of this change; press Re-check to try again.";
  const blocks = [
    paragraph(strong("Lockstep could not finish"), `: ${reason}. ${means}`),
    ...(id === null
      ? []
      : [paragraph("Whoever runs the App finds the cause in its log under ", code(id), ".")]),
  ];
  return plain(conclusion, clipped(visible(`Lockstep could not finish: ${reason}`)), toMarkdown(blocks));
}

/** The one line of the mode `off`. */
export function renderOff(where: { path: string; url: string }): CheckRun {
  const line = paragraph(
    "Lockstep is switched off here: ",
    code("mode: off"),
    " in ",
    link(where.url, code(where.path)),
    ". Nothing was read.",
  );
  return plain("neutral", "Lockstep is switched off here", toMarkdown([line]));
}

function plain(conclusion: Conclusion, title: string, summary: string): CheckRun {
  return { conclusion, title, summary, text: null, annotations: [], actions: [recheck] };
}

function pageOf(pull: JudgedPullRequest): Page {
  const things = thingsToDo(pull);
  return { pull, things, title: titleOf(pull.verdict, things), ...annotationsOf(pull) };
}

/** The worst comes first, and its conclusion is that of the check. */
function rank({ pull }: Page): number {
  return conclusions.indexOf(pull.verdict.conclusion);
}

const conclusions: readonly Conclusion[] = ["failure", "neutral", "success"];

/** The record stands above what was seen. */
function hidden(seen: readonly string[], record: string | null): Mark[] {
  return [
    ...(record === null ? [] : [mark(recordMarker(record))]),
    ...(seen.length === 0 ? [] : [mark(seenMarker(seen.slice(0, mostSeen)))]),
  ];
}

function textOf(pages: readonly Page[], ending: readonly Mark[]): string | null {
  // What two pull requests of one head say alike is said once.
  const blocks = distinct(pages.flatMap(({ pull, things }) => detailBlocks(pull, things)));
  if (blocks.length === 0 && ending.length === 0) return null;
  return toMarkdown(blocks, { ending });
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((one) => [JSON.stringify(one), one])).values()];
}

function lacksNote({ verdict }: JudgedPullRequest): boolean {
  return verdict.problems.some(
    ({ rule, severity, fix }) => rule === "note-is-there" && severity !== "hint" && fix !== null,
  );
}
