/** What is to be done, as a numbered list: each thing once, with its reason, its place, and the link that does it. */

import type { Problem } from "../../problem.ts";
import type { Verdict } from "../../verdict.ts";
import { type ProblemGroup, groupProblems } from "../problem-groups.ts";
import { firstSentence } from "../text-problem.ts";
import { shortId } from "../words.ts";
import { capitalised, deedsOf } from "./deeds.ts";
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
  /** The reason, where it is said of several problems together. */
  reason?: string;
}

/** More are counted, not shown. */
const mostShown = 50;
const mostAlike = 20;

export interface Things {
  /** Groups with an error: what is to be done. */
  errors: Thing[];
  /** What is worth a look. */
  warnings: Thing[];
}

/** What a verdict asks for, one after the other. Operations that are alike are one. */
export function thingsToDo(verdict: Verdict): Things {
  const { problems, operations } = verdict;
  const deed = deedsOf(verdict);
  const things: Things = { errors: [], warnings: [] };
  for (const group of groupProblems(
    problems.filter(({ severity }) => severity !== "hint"),
    operations,
  )) {
    const more = group.alike.length + group.files.length;
    const deeds = [...new Set(group.problems.map(deed))].join(", ");
    const isError = group.problems.some(({ severity }) => severity === "error");
    things[isError ? "errors" : "warnings"].push({
      group,
      deed: more === 0 ? deeds : `${deeds} and ${more} more like it`,
    });
  }
  return { ...things, errors: grantsLast(things.errors) };
}

/** What somebody else grants comes last, and together: one approving review grants all of it. */
function grantsLast(errors: readonly Thing[]): Thing[] {
  const isGrant = ({ group }: Thing): boolean =>
    group.problems.every(({ rule }) => rule === "exception-is-granted");
  const grants = errors.filter(isGrant);
  const own = errors.filter((thing) => !isGrant(thing));
  const [first, second] = grants;
  if (first === undefined || second === undefined) return [...own, ...grants];
  const groups = grants.map(({ group }) => group);
  const all = groups.reduce((sum, { alike }) => sum + 1 + alike.length, 0);
  const names = groups.slice(0, mostAlike).map(({ problems }) => targetIn(problems[0]));
  const more = all - names.length;
  const others = more === 0 ? "" : `, and ${more} more`;
  const group: ProblemGroup = {
    operation: first.group.operation,
    problems: groups.flatMap(({ problems }) => problems),
    alike: [],
    files: [],
  };
  const reason = `One approving review by someone who may push, and who is no author of this, grants ${names.join(", ")}${others}.`;
  return [...own, { group, deed: `get ${all} exceptions granted`, reason }];
}

/** The name that the message of such a problem gives to its exception. */
function targetIn(problem: Problem | undefined): string {
  return /`[^`]+`/u.exec(problem?.message ?? "")?.[0] ?? "it";
}

/** Hints that no line of the head can show. */
export function hintsList(hints: readonly Problem[], { facts }: JudgedPullRequest): Block {
  const shown = hints.slice(0, mostShown);
  return list(
    shown.map(({ message, place }) => [
      paragraph(...prose(`${firstSentence(message)[0]}. `), shortPlace(facts, place)),
    ]),
    { one: "hint", more: hints.length - shown.length },
  );
}

export function thingsList(things: readonly Thing[], pull: JudgedPullRequest, ordered: boolean): Block {
  const shown = things.slice(0, mostShown);
  return list(
    shown.map((thing) => entry(thing, pull)),
    { ordered, one: "thing to do", many: "things to do", more: things.length - shown.length },
  );
}

function entry({ group, deed, reason }: Thing, pull: JudgedPullRequest): Block[] {
  const { facts } = pull;
  const { problems, operation, alike, files } = group;
  const [first] = problems;
  if (first === undefined) return [];
  const told = reason === undefined ? problems.flatMap((problem) => linesOf(problem, pull, deed)) : [reason];
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
  return plan.links.has(id) ? [`${firstSentence(reason)[0]}.`] : [reason, ...others];
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
