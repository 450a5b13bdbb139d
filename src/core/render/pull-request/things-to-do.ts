/** What is to be done, as a numbered list: each thing once, with its reason, its place, and the link that does it. */

import type { Operation } from "../../operation.ts";
import type { Problem } from "../../problem.ts";
import type { Verdict } from "../../verdict.ts";
import { type ProblemGroup, groupProblems } from "../problem-groups.ts";
import { shortId } from "../words.ts";
import { capitalised, deedOf } from "./deeds.ts";
import {
  type Block,
  code,
  type Inline,
  link,
  list,
  paragraph,
  prose,
  strong,
  text,
} from "./markdown/nodes.ts";
import type { JudgedPullRequest } from "./pages.ts";
import { placeLink, shortPlace } from "./place-link.ts";

export interface Thing {
  group: ProblemGroup;
  /** `` exempt `drop_column user.legacy_id` ``. */
  deed: string;
}

/** More are counted, not shown. */
const mostShown = 50;
const mostAlike = 20;

/** The errors, or the warnings, as they are to be dealt with one after the other. Operations that are alike are one. */
export function thingsToDo({ problems, operations }: Verdict, severity: "error" | "warning"): Thing[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const groups = groupProblems(
    problems.filter((problem) => problem.severity !== "hint"),
    operations,
  );
  return groups
    .filter(({ problems: own }) => own.some((one) => one.severity === "error") === (severity === "error"))
    .map((group) => ({ group, deed: deedsOf(group, byId) }));
}

function deedsOf({ problems, alike, files }: ProblemGroup, byId: ReadonlyMap<string, Operation>): string {
  const deeds = problems.map((problem) => deedOf(problem, byId.get(problem.operation ?? "") ?? null));
  const more = alike.length + files.length;
  return [...new Set(deeds)].join(", ") + (more === 0 ? "" : ` and ${more} more like it`);
}

export function thingsList(things: readonly Thing[], pull: JudgedPullRequest, ordered: boolean): Block {
  const shown = things.slice(0, mostShown);
  return list(
    shown.map((thing) => entry(thing, pull)),
    { ordered, one: "thing to do", many: "things to do", more: things.length - shown.length },
  );
}

function entry({ group, deed }: Thing, pull: JudgedPullRequest): Block[] {
  const { facts } = pull;
  const { problems, operation, alike, files } = group;
  const [first] = problems;
  if (first === undefined) return [];
  const told = problems.flatMap((problem) => linesOf(problem, pull, deed));
  const place = operation?.place ?? first.place;
  const head = paragraph(
    strong(...prose(`${capitalised(deed)}.`)),
    ...prose(` ${told[0] ?? ""} `.replace(/^ {2}$/, " ")),
    shortPlace(facts, place),
    ...applied(problems, pull),
  );
  const others = [
    ...alike
      .slice(0, mostAlike)
      .map((one): Inline[] => [
        placeLink(facts, one.place, `line ${one.place.line}`),
        text(" "),
        code(shortId(one.id)),
      ]),
    ...files.slice(0, mostAlike).map((one): Inline[] => [shortPlace(facts, one)]),
  ];
  const more = alike.length + files.length - others.length;
  return [
    head,
    ...told.slice(1).map((line) => paragraph(...prose(line))),
    ...(others.length === 0
      ? []
      : [
          paragraph(
            "The same holds for ",
            ...others.flatMap((one, at): Inline[] => [text(at === 0 ? "" : ", "), ...one]),
            more === 0 ? "." : ` and ${more} more.`,
          ),
        ]),
  ];
}

/** What a problem says here: the reason, and what to write where no link writes it. Long advice is told below. */
function linesOf({ id, message }: Problem, { plan }: JudgedPullRequest, deed: string): string[] {
  const [lines] = withoutSaferWay(message);
  const [first = "", ...others] = lines;
  const named = /^`[^`]*`(?= [a-z])/.exec(first)?.[0];
  const reason = named !== undefined && deed.includes(named) ? `It${first.slice(named.length)}` : first;
  return [reason, ...(plan.links.has(id) ? [] : others)];
}

/** The lines of a message, and those of the safer way at its end. */
export function withoutSaferWay(message: string): [string[], string[]] {
  const lines = message.split("\n");
  const at = lines.findIndex((line) => /^(?:Safer|Instead):/.test(line));
  return at === -1 ? [lines, []] : [lines.slice(0, at), lines.slice(at)];
}

function applied(problems: readonly Problem[], { plan }: JudgedPullRequest): Inline[] {
  const links = new Map<string, string>();
  for (const { id, rule } of problems) {
    const url = plan.links.get(id);
    if (url !== undefined) links.set(url, rule === "note-is-there" ? "add the note" : "apply the suggestion");
  }
  return [...links].flatMap(([url, words]) => [text(" · "), link(url, strong(words))]);
}
