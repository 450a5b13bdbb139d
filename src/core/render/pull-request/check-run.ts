/** The check run: always concluded, and its first line says what to do. */

import type { Conclusion, Verdict } from "../../verdict.ts";
import { visible } from "../visible.ts";
import { count } from "../words.ts";
import { annotationsOf, isAnnotated } from "./annotations.ts";
import { detailBlocks } from "./check-details.ts";
import { clipped, titleOf } from "./check-title.ts";
import { closingLines } from "./closing-lines.ts";
import { exceptionsList } from "./exceptions-list.ts";
import { type Block, code, heading, link, list, mark, paragraph, strong } from "./markdown/nodes.ts";
import { mostBytes, toMarkdown } from "./markdown/to-markdown.ts";
import { seenMarker } from "./marker.ts";
import { operationsTable } from "./operations-table.ts";
import type { Annotation, CheckAction, CheckRun, JudgedPullRequest } from "./pages.ts";
import { hintsList, type Things, thingsList, thingsToDo } from "./things-to-do.ts";

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

/** So many keys fit beside what is told; what an approval cannot be seen to cover must be given again. */
const mostSeen = 1500;

/** `pulls`: the open pull requests of one head, at least one. `seen`: what the check lists for a grant, 16 hex digits each. */
export function renderCheckRun(input: {
  pulls: readonly JudgedPullRequest[];
  seen: readonly string[];
  today: string;
}): CheckRun {
  const { pulls, seen } = input;
  const pages = pulls.map((pull): Page => {
    const things = thingsToDo(pull.verdict);
    return { pull, things, title: titleOf(pull.verdict, things), ...annotationsOf(pull) };
  });
  const [only, ...others] = pages;
  if (only === undefined) throw new Error("a check speaks of at least one pull request");
  const isOne = others.length === 0;
  return {
    conclusion: worst(pulls.map(({ verdict }) => verdict.conclusion)),
    title: isOne ? only.title : severalTitles(pages),
    summary: isOne ? summaryOf(only, mostBytes) : severalSummaries(pages),
    text: textOf(pages, seen),
    // Pull requests of one head have the same files, and mostly the same problems.
    annotations: distinct(pages.flatMap(({ annotations }) => annotations)),
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

interface Page {
  pull: JudgedPullRequest;
  things: Things;
  title: string;
  annotations: Annotation[];
  leftOut: number;
}

function summaryOf({ pull, things, title, leftOut }: Page, limit: number): string {
  const { verdict } = pull;
  const { errors, warnings } = things;
  const hints = verdict.problems.filter((one) => one.severity === "hint" && !isAnnotated(one, pull));
  const table = operationsTable(pull);
  const blocks: Block[] = [
    lead(verdict, errors.length, title),
    ...(errors.length === 0 ? [] : [thingsList(errors, pull, true)]),
    ...(warnings.length + hints.length === 0 ? [] : [paragraph("Worth a look:")]),
    ...(warnings.length === 0 ? [] : [thingsList(warnings, pull, false)]),
    ...(hints.length === 0 ? [] : [hintsList(hints, pull)]),
    ...exceptionsList(pull),
    ...(table === null ? [] : [table]),
  ];
  return toMarkdown(blocks, { limit, ending: closingLines(pull, leftOut) });
}

/** What to do, and what the mode makes of it. */
function lead({ mode, counts, problems }: Verdict, things: number, title: string): Block {
  const first = things === 0 ? `${title}.` : `${count(things, "thing")} to do`;
  if (mode === "enforce")
    return paragraph(strong(things === 0 ? first : `${first} before this can be merged:`));
  if (counts.operations === 0 && problems.length === 0) return paragraph(strong(first));
  const effect =
    things === 0
      ? "the check stays neutral"
      : mode === "warn"
        ? "this stops nothing"
        : "nobody is asked for it";
  const would = things === 0 ? "it would pass" : "it would fail";
  const dot = things === 0 ? "" : ".";
  return paragraph(
    strong(first + dot),
    " In mode ",
    code(mode),
    ` ${effect}; in `,
    code("enforce"),
    ` ${would}${things === 0 ? "." : ":"}`,
  );
}

function severalTitles(pages: readonly Page[]): string {
  return clipped(pages.map(({ pull, title }) => `#${pull.facts.number}: ${title}`).join(" | "));
}

/** A line for each, then each by itself, with its share of the room. */
function severalSummaries(pages: readonly Page[]): string {
  const lines = pages.map(({ pull, title }) => [
    paragraph(
      link(pull.facts.url, `Pull request ${pull.facts.number}`),
      ` (${pull.verdict.conclusion}): ${title}`,
    ),
  ]);
  const head = toMarkdown(
    [
      paragraph(strong(`${count(pages.length, "open pull request")} have this head:`)),
      list(lines, { one: "pull request" }),
    ],
    { limit: mostBytes / 4 },
  );
  const share = Math.floor((mostBytes - Buffer.byteLength(head)) / pages.length) - 200;
  const sections = pages.map((page) => {
    const { number, url } = page.pull.facts;
    return `${toMarkdown([heading(3, link(url, `Pull request ${number}`))])}\n\n${summaryOf(page, share)}`;
  });
  return [head, ...sections].join("\n\n");
}

function textOf(pages: readonly Page[], seen: readonly string[]): string | null {
  // What two pull requests of one head say alike is said once.
  const blocks = distinct(pages.flatMap(({ pull, things }) => detailBlocks(pull, things)));
  if (blocks.length === 0 && seen.length === 0) return null;
  return toMarkdown(blocks, { ending: seen.length === 0 ? [] : [mark(seenMarker(seen.slice(0, mostSeen)))] });
}

function worst(conclusions: readonly Conclusion[]): Conclusion {
  if (conclusions.includes("failure")) return "failure";
  return conclusions.includes("neutral") ? "neutral" : "success";
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((one) => [JSON.stringify(one), one])).values()];
}

function lacksNote({ verdict }: JudgedPullRequest): boolean {
  return verdict.problems.some(
    ({ rule, severity, fix }) => rule === "note-is-there" && severity !== "hint" && fix !== null,
  );
}
