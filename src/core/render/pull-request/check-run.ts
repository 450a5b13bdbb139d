/** The check run: always concluded, and its first line says what to do. */

import type { Conclusion } from "../../verdict.ts";
import { count } from "../words.ts";
import { annotationsOf } from "./annotations.ts";
import { detailBlocks } from "./check-details.ts";
import { clipped, titleOf } from "./check-title.ts";
import { closingLines } from "./closing-lines.ts";
import { exceptionsList } from "./exceptions-list.ts";
import { type Block, code, heading, link, list, mark, paragraph, strong } from "./markdown/nodes.ts";
import { mostBytes, toMarkdown } from "./markdown/to-markdown.ts";
import { seenMarker } from "./marker.ts";
import { operationsTable } from "./operations-table.ts";
import type { Annotation, CheckAction, CheckRun, JudgedPullRequest } from "./pages.ts";
import { thingsList, thingsToDo } from "./things-to-do.ts";

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
  const [only, ...others] = pulls;
  if (only === undefined) throw new Error("a check speaks of at least one pull request");
  const pages = pulls.map((pull) => ({ pull, title: titleOf(pull.verdict), ...annotationsOf(pull) }));
  const summary = others.length === 0 ? summaryOf(pages[0] as Page, mostBytes) : severalSummaries(pages);
  return {
    conclusion: worst(pulls.map(({ verdict }) => verdict.conclusion)),
    title:
      others.length === 0
        ? titleOf(only.verdict)
        : clipped(pages.map(({ pull, title }) => `#${pull.facts.number}: ${title}`).join(" | ")),
    summary,
    text: textOf(pulls, seen),
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
  return plain(conclusion, "Lockstep could not finish", toMarkdown(blocks));
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
  title: string;
  annotations: Annotation[];
  leftOut: number;
}

function summaryOf({ pull, title, leftOut }: Page, limit: number): string {
  const { verdict } = pull;
  const errors = thingsToDo(verdict, "error");
  const warnings = thingsToDo(verdict, "warning");
  const before = verdict.mode === "enforce" ? " before this can be merged" : "";
  const lead = errors.length === 0 ? title : `${count(errors.length, "thing")} to do${before}:`;
  const table = operationsTable(pull);
  const blocks: Block[] = [
    paragraph(strong(lead)),
    ...(errors.length === 0 ? [] : [thingsList(errors, pull, true)]),
    ...(warnings.length === 0 ? [] : [paragraph("Worth a look:"), thingsList(warnings, pull, false)]),
    ...exceptionsList(pull),
    ...(table === null ? [] : [table]),
  ];
  return toMarkdown(blocks, { limit, ending: closingLines(pull, leftOut) });
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

function textOf(pulls: readonly JudgedPullRequest[], seen: readonly string[]): string | null {
  const blocks = pulls.flatMap(detailBlocks);
  if (blocks.length === 0 && seen.length === 0) return null;
  return toMarkdown(blocks, { ending: seen.length === 0 ? [] : [mark(seenMarker(seen.slice(0, mostSeen)))] });
}

function worst(conclusions: readonly Conclusion[]): Conclusion {
  if (conclusions.includes("failure")) return "failure";
  return conclusions.includes("neutral") ? "neutral" : "success";
}

/** Pull requests of one head have the same files, and mostly the same problems. */
function distinct(annotations: readonly Annotation[]): Annotation[] {
  return [...new Map(annotations.map((one) => [JSON.stringify(one), one])).values()];
}

function lacksNote({ verdict }: JudgedPullRequest): boolean {
  return verdict.problems.some(
    ({ rule, severity, fix }) => rule === "note-is-there" && severity !== "hint" && fix !== null,
  );
}
