/** What was allowed, and what an approving review would allow: exceptions and waivers with their reasons, by whom and by what. */

import type { Exception, Waiver } from "../../verdict.ts";
import { count, operationTitle, shortId } from "../words.ts";
import { fileNames, type FileNames } from "./file-names.ts";
import { type Block, code, link, list, paragraph, strong, type Words } from "./markdown/nodes.ts";
import { stateWords } from "./operations-table.ts";
import type { JudgedPullRequest, PullRequestFacts } from "./pages.ts";
import { shortPlace } from "./place-link.ts";

/** More are counted. */
const mostShown = 300;
const mostPlaces = 3;
const mostNamed = 4;

/** Exceptions in files that nothing fits, and those that ended, are problems, and told there. */
export function exceptionsList({ verdict, facts }: JudgedPullRequest): Block[] {
  const used = verdict.exceptions.filter(
    ({ operations, origin, state }) => operations.length > 0 || (origin === "command" && state === "expired"),
  );
  const nameOf = fileNames(verdict);
  const titles = new Map(verdict.operations.map((one) => [one.id, operationTitle(one)]));
  return [
    ...section("Exceptions:", "exception", used, (one) => [
      code(one.target),
      ...allOf(one, titles),
      ": ",
      ...granting(one),
      ...limits(one),
      ...(one.origin === "command" ? [] : [" ", shortPlace(facts, one.place, nameOf)]),
    ]),
    ...section("Waived:", "waiver", verdict.waivers ?? [], (one) => waiverItem(one, facts, nameOf)),
  ];
}

function section<T>(title: string, noun: string, all: readonly T[], item: (one: T) => Words[]): Block[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, mostShown);
  return [
    paragraph(title),
    list(
      shown.map((one) => [paragraph(...item(one))]),
      { one: noun, more: all.length - shown.length },
    ),
  ];
}

/** What a target stands for that does not say it. */
function allOf({ target, operations }: Exception, titles: ReadonlyMap<string, string>): Words[] {
  if (target !== "all" || operations.length === 0) {
    return operations.length > 1 ? [` (${count(operations.length, "operation")})`] : [];
  }
  const shown = operations.slice(0, mostNamed).map((id) => code(titles.get(id) ?? shortId(id)));
  const more = operations.length - shown.length;
  const names = shown.flatMap((name, at): Words[] => (at === 0 ? [name] : [", ", name]));
  return [" (", ...names, more === 0 ? ")" : ` and ${more} more)`];
}

/** By whom, and by what. */
function granting(exception: Exception): Words[] {
  const { state, origin, grantedBy = [], link: url } = exception;
  if (state === "expired") return [strong("ended"), ...command(url, ", by ")];
  const by = grantedBy.flatMap((login, at): Words[] => [at === 0 ? " by " : ", ", code(login)]);
  if (state !== "granted") return [stateWords(exception), ...by];
  if (origin === "command") return ["granted", ...by, ...command(url)];
  return ["granted", ...by, by.length > 0 ? " with an approving review" : " when it was merged"];
}

function waiverItem(waiver: Waiver, facts: PullRequestFacts, nameOf: FileNames): Words[] {
  const { rule, state, by, link: url, problems } = waiver;
  const shown = problems.slice(0, mostPlaces);
  const more = problems.length - shown.length;
  const places = shown.flatMap(({ place }): Words[] => [" ", shortPlace(facts, place, nameOf)]);
  return [
    code(rule),
    ": ",
    state === "expired" ? strong("ended") : "waived",
    state === "expired" ? ", by " : " by ",
    code(by),
    ...command(url),
    ...limits(waiver),
    ...places,
    more === 0 ? "" : ` and ${more} more`,
  ];
}

function command(url: string | undefined, lead = " with "): Words[] {
  return url === undefined ? [] : [lead, link(url, "a command")];
}

function limits({ until, reason }: Pick<Exception, "until" | "reason">): Words[] {
  return [`${until === null ? "" : ` until ${until}`}, because ${reason}`];
}
