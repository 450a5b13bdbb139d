/** What is to be done: each thing once, what others must do after what the author does. */

import { whoMayThese } from "../../judge/authority.ts";
import type { Problem } from "../../problem.ts";
import { type ProblemGroup, groupProblems } from "../problem-groups.ts";
import { deedsOf } from "./deeds.ts";
import { fileNames, type FileNames } from "./file-names.ts";
import type { JudgedPullRequest } from "./pages.ts";
import { isLook, type Look, lookDeed, looksOf } from "./looks.ts";

export interface Thing {
  group: ProblemGroup;
  /** `` exempt `drop_column user.legacy_id` ``. */
  deed: string;
  /** The reason, where it is said of several problems together. */
  reason?: string;
  /** What somebody else must look at. */
  looks?: Look[];
}

/** More are counted, not shown. */
const mostNamed = 20;

export interface Things {
  /** Groups with an error: what is to be done. */
  errors: Thing[];
  /** What is worth a look. */
  warnings: Thing[];
}

/** What a verdict asks for, one after the other. Operations that are alike are one. */
export function thingsToDo({ verdict, commands }: Pick<JudgedPullRequest, "verdict" | "commands">): Things {
  const { problems, operations } = verdict;
  const granted = (what: string, groups: readonly ProblemGroup[]): string => {
    if (commands === undefined) return `${review} ${what}.`;
    const ids = groups.flatMap(({ operation, alike }) => [
      ...(operation === null ? [] : [operation.id]),
      ...alike.map(({ id }) => id),
    ]);
    return `One approving review grants ${what}. It is for ${whoMayThese("exempt", ids, verdict, { commands })}.`;
  };
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
  return { ...things, errors: grantsLast(looksLast(things.errors, fileNames(verdict)), granted) };
}

/** The author can do nothing about what could not be read, and one look does for all of it. */
function looksLast(errors: readonly Thing[], nameOf: FileNames): Thing[] {
  const groups = errors.map(({ group }) => group).filter(isLook);
  const [first] = groups;
  if (first === undefined) return [...errors];
  const looks = looksOf(groups);
  const group = { ...first, problems: groups.flatMap(({ problems }) => problems), alike: [], files: [] };
  const own = errors.filter((thing) => !isLook(thing.group));
  return [...own, { group, deed: lookDeed(looks, nameOf), looks }];
}

/** What somebody else grants comes last, and together: one approving review grants all of it. */
function grantsLast(
  errors: readonly Thing[],
  granted: (what: string, groups: readonly ProblemGroup[]) => string,
): Thing[] {
  const isGrant = ({ group }: Thing): boolean =>
    group.problems.every(({ rule }) => rule === "exception-is-granted");
  const grants = errors.filter(isGrant);
  const own = errors.filter((thing) => !isGrant(thing));
  const [first, ...others] = grants;
  if (first === undefined) return own;
  if (others.length === 0 && first.group.alike.length === 0) {
    return [...own, { ...first, reason: granted("it", [first.group]) }];
  }
  const groups = grants.map(({ group }) => group);
  const all = groups.reduce((sum, { alike }) => sum + 1 + alike.length, 0);
  const names = groups.slice(0, mostNamed).map(({ problems }) => targetIn(problems[0]));
  const more = all - names.length;
  const rest = more === 0 ? "" : `, and ${more} more`;
  const group: ProblemGroup = {
    operation: first.group.operation,
    problems: groups.flatMap(({ problems }) => problems),
    alike: [],
    files: [],
  };
  const reason = granted(`${names.join(", ")}${rest}`, groups);
  return [...own, { group, deed: `get ${all} exceptions granted`, reason }];
}

const review = "One approving review by someone who may push, and who is no author of this, grants";

/** The name that the message of such a problem gives to its exception. */
function targetIn(problem: Problem | undefined): string {
  return /`[^`]+`/u.exec(problem?.message ?? "")?.[0] ?? "it";
}
