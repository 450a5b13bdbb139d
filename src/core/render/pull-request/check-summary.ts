/** The summary of a check: what to do, what is worth a look, what each operation means. */

import type { Verdict } from "../../verdict.ts";
import { count } from "../words.ts";
import { isAnnotated } from "./annotations.ts";
import { clipped } from "./check-title.ts";
import { closingLines } from "./closing-lines.ts";
import { exceptionsList } from "./exceptions-list.ts";
import { type Block, code, heading, link, list, paragraph, strong } from "./markdown/nodes.ts";
import { mostBytes, toMarkdown } from "./markdown/to-markdown.ts";
import { operationsTable } from "./operations-table.ts";
import type { Annotation, JudgedPullRequest } from "./pages.ts";
import { reviewersWay } from "./reviewers-way.ts";
import { hintsList, thingsList } from "./things-list.ts";
import type { Things } from "./things-to-do.ts";

/** One pull request, with what the parts of its check share. */
export interface Page {
  pull: JudgedPullRequest;
  things: Things;
  title: string;
  annotations: Annotation[];
  leftOut: number;
}

export function summaryOf({ pull, things, title, leftOut }: Page, limit: number): string {
  const { verdict } = pull;
  const { errors, warnings } = things;
  const hints = verdict.problems.filter((one) => one.severity === "hint" && !isAnnotated(one, pull));
  const table = operationsTable(pull);
  const blocks: Block[] = [
    lead(verdict, errors.length, title),
    ...(errors.length === 0 ? [] : [thingsList(errors, pull, true)]),
    ...reviewersWay(verdict),
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

/** Of several pull requests of one head. */
export function severalTitles(pages: readonly Page[]): string {
  return clipped(pages.map(({ pull, title }) => `#${pull.facts.number}: ${title}`).join(" | "));
}

/** A line for each, then each by itself with its share of the room, as far as there is some. */
export function severalSummaries(pages: readonly Page[]): string {
  const lines = pages.map(({ pull, title }) => [
    paragraph(
      link(pull.facts.url, `Pull request ${pull.facts.number}`),
      ` (${pull.verdict.conclusion}): ${title}`,
    ),
  ]);
  const first = paragraph(strong(`${count(pages.length, "open pull request")} have this head:`));
  let summary = toMarkdown([first, list(lines, { one: "pull request" })], { limit: mostBytes / 4 });
  const share = Math.floor((mostBytes - Buffer.byteLength(summary)) / pages.length);
  for (const page of pages) {
    const { number, url } = page.pull.facts;
    const head = toMarkdown([heading(3, link(url, `Pull request ${number}`))]);
    const room = Math.max(share, leastShare) - Buffer.byteLength(head) - gaps;
    const section = `\n\n${head}\n\n${summaryOf(page, room)}`;
    if (Buffer.byteLength(summary + section) > mostBytes) return summary;
    summary += section;
  }
  return summary;
}

/** The empty lines around a heading. */
const gaps = 4;
/** Less room says nothing: the last ones have their line above. */
const leastShare = 4000;
