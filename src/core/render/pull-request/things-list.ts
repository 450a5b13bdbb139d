/** What is to be done, as a numbered list: each thing once, with its reason, its place, and the link that does it. */

import type { Problem } from "../../problem.ts";
import { firstSentence } from "../text-problem.ts";
import { shortId } from "../words.ts";
import { capitalised } from "./deeds.ts";
import { fileNames, type FileNames } from "./file-names.ts";
import { type Look, lookReason } from "./looks.ts";
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
import type { Thing } from "./things-to-do.ts";

/** More are counted, not shown. */
const mostShown = 50;
const mostAlike = 20;

/** Hints that no line of the head can show. */
export function hintsList(hints: readonly Problem[], { facts, verdict }: JudgedPullRequest): Block {
  const nameOf = fileNames(verdict);
  const shown = hints.slice(0, mostShown);
  return list(
    shown.map(({ message, place }) => [
      paragraph(...prose(`${firstSentence(message)[0]}. `), shortPlace(facts, place, nameOf)),
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

function entry({ group, deed, reason, looks }: Thing, pull: JudgedPullRequest): Block[] {
  const { facts, verdict } = pull;
  const { problems, operation, alike, files } = group;
  const [first] = problems;
  if (first === undefined) return [];
  const nameOf = fileNames(verdict);
  if (looks !== undefined) return lookEntry(deed, looks, pull, nameOf);
  const told = reason === undefined ? problems.flatMap((problem) => linesOf(problem, pull, deed)) : [reason];
  const place = operation?.place ?? first.place;
  const head = paragraph(
    strong(...prose(`${capitalised(deed)}.`)),
    ...prose(` ${told[0] ?? ""} `.replace(/^ {2}$/, " ")),
    shortPlace(facts, place, nameOf),
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
    ...files.slice(0, mostAlike).map((one): Inline[] => [shortPlace(facts, one, nameOf)]),
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

function lookEntry(
  deed: string,
  looks: readonly Look[],
  { facts, commands }: JudgedPullRequest,
  nameOf: FileNames,
): Block[] {
  const items = looks.map(({ words, places }) => {
    const shown = places.slice(0, mostAlike);
    const links = shown.flatMap((place, at): Inline[] => [
      text(at === 0 ? " " : ", "),
      shortPlace(facts, place, nameOf),
    ]);
    const more = places.length - shown.length;
    return [paragraph(...prose(words), ...links, more === 0 ? "" : ` and ${more} more`)];
  });
  return [
    paragraph(strong(...prose(`${capitalised(deed)}.`)), ` ${lookReason(looks, commands)}`),
    list(items, { one: "reason" }),
  ];
}

/** What a problem says here: the reason, and what to write where no link writes it. Long advice is told below. */
function linesOf({ id, message }: Problem, { plan }: JudgedPullRequest, deed: string): string[] {
  const [lines] = withoutSaferWay(message);
  const [said = "", ...others] = lines;
  const first = withoutDeed(said, deed);
  const named = /^`[^`]*`(?= [a-z])/.exec(first)?.[0];
  const reason = named !== undefined && deed.includes(named) ? `It${first.slice(named.length)}` : first;
  if (plan.links.has(id)) return reason === "" ? [] : [`${firstSentence(reason)[0]}.`];
  return reason === "" ? others : [reason, ...others];
}

/** Where the deed is what the message begins with, the rest of it tells more. */
function withoutDeed(message: string, deed: string): string {
  const [sentence, rest] = firstSentence(message);
  return deed.toLowerCase().endsWith(sentence.toLowerCase()) ? rest : message;
}

/** The lines of a message, and those of the safer way at its end. */
export function withoutSaferWay(message: string): [string[], string[]] {
  const lines = message.split("\n");
  const at = lines.findIndex((line) => /^(?:Safer|Instead):/.test(line));
  return at === -1 ? [lines, []] : [lines.slice(0, at), lines.slice(at)];
}

/** What the link does, where no suggestion does the thing itself. */
const linkWords: Readonly<Record<string, string>> = {
  "note-is-there": "add the note",
  "expand-is-additive": "or exempt it",
  "contract-is-subtractive": "or exempt it",
};

function applied(problems: readonly Problem[], { plan }: JudgedPullRequest): Inline[] {
  const links = new Map<string, string>();
  for (const { id, rule } of problems) {
    const url = plan.links.get(id);
    if (url !== undefined) links.set(url, linkWords[rule] ?? "apply the suggestion");
  }
  return [...links].flatMap(([url, words]) => [text(" · "), link(url, strong(words))]);
}
