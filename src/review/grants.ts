/** Whose approval counts: somebody who may push, and is not an author of what is judged. */

import type { InspectInput } from "../core/inspect.ts";
import type { Approval } from "../core/judge/approvals.ts";
import { policyPath } from "../gather/settings.ts";
import { mayExempt, whoMay, whoMayThese } from "../core/judge/authority.ts";
import { listed } from "../core/judge/operation-words.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { JudgedPullRequest } from "../core/render/pull-request/pages.ts";
import type { Verdict } from "../core/verdict.ts";
import { isAuthor } from "./authors.ts";
import { personIn } from "./commands/people.ts";
import type { KnownPerson } from "./commands/people.ts";
import type { ChangeAnswer, GitHubRepository } from "./github.ts";
import type { PullRequestState } from "./pull-request.ts";

export interface Grants {
  approvals: Approval[];
  /** Approvals that do not count, and commits that nobody can be asked about. */
  remarks: string[];
}

/** Who may grant: those whom GitHub lets push, or where the policy names others, those. */
export interface Granters {
  policy: Policy;
  /** By login: those whom the policy asks about. */
  people: ReadonlyMap<string, KnownPerson>;
  /** Somebody grants by a command. */
  said: boolean;
}

/** `paths`: the migrations, notes, exceptions and policy files of the change, under old and new names; null: nobody knows all of its files. */
export async function grantsOf(
  state: PullRequestState,
  paths: readonly string[] | null,
  repository: Pick<GitHubRepository, "touches">,
  granters: Granters,
): Promise<Grants> {
  const approvals: Approval[] = [];
  const remarks: string[] = [];
  for (const { by, mayPush, head, seen, discounted, at } of state.approvals) {
    if (by === state.author) continue;
    if (discounted !== undefined)
      remarks.push(`The approval by ${by} grants nothing: ${discounts[discounted]}.`);
    else if (!isNamed(granters.policy) && !mayPush)
      remarks.push(`The approval by ${by} grants nothing: ${by} may not push to this repository.`);
    else if (state.commitsCut) remarks.push(tooMany);
    else if (await isAuthor(by, state.commits, paths, repository)) {
      remarks.push(`The approval by ${by} grants nothing: ${by} is an author of what it would grant.`);
    } else {
      const kinds = kindsFor(by, granters);
      const covers = head === state.head.oid ? "head" : seen === null ? null : new Set(seen);
      if (kinds !== "all" && kinds.size === 0) {
        const who = whoMay("exempt", null, granters.policy);
        remarks.push(`The approval by ${by} grants nothing: exceptions are granted by ${who}.`);
      } else if (covers !== null) approvals.push({ by, at, covers, ...(kinds === "all" ? {} : { kinds }) });
    }
  }
  return { approvals, remarks: [...new Set([...remarks, ...strangers(state, granters.said)])].slice(0, 10) };
}

/** The policy says who may, and GitHub's own word on an approval will not do. */
export function isNamed({ commands }: Policy): boolean {
  return commands.who.length > 0 || commands.emergency.length > 0;
}

/** For pages: who may, where the policy says it. */
export function namedIn(policy: Policy): Pick<JudgedPullRequest, "commands"> {
  return isNamed(policy) ? { commands: policy.commands } : {};
}

/** What approvals leave because the policy has its kind granted by others. */
export function leftByApprovals(
  approvals: readonly Approval[],
  { exceptions, operations }: Pick<Verdict, "exceptions" | "operations">,
  policy: Policy,
): string[] {
  const proposed = new Set(exceptions.flatMap((one) => (one.state === "proposed" ? one.operations : [])));
  const open = operations.filter(({ id }) => proposed.has(id));
  return approvals.flatMap(({ by, kinds }) => {
    const left = kinds === undefined ? [] : open.filter(({ kind }) => !kinds.has(kind));
    if (left.length === 0) return [];
    const ids = left.map(({ id }) => id);
    const named = [...new Set(left.map(({ kind }) => `\`${kind}\``))].slice(0, 5);
    return `The approval by ${by} grants nothing of ${listed(named)}: that is for ${whoMayThese("exempt", ids, { operations }, policy)}.`;
  });
}

function kindsFor(by: string, { policy, people }: Granters): ReturnType<typeof mayExempt> {
  if (!isNamed(policy)) return "all";
  return mayExempt({ ...personIn(people, by), isAuthor: false }, policy);
}

export const nothingGranted: Grants = { approvals: [], remarks: [] };

/** Files whose authors cannot grant: those that were judged. Null: nobody knows all files of the change. */
export function authoredPaths(
  { migrations, notes, exceptionsFile }: Pick<InspectInput, "migrations" | "notes" | "exceptionsFile">,
  unlisted: ChangeAnswer["unlisted"],
): string[] | null {
  if (unlisted !== null) return null;
  const files = [...migrations, ...notes].flatMap(({ path, oldPath }) => [
    path,
    ...(oldPath === null ? [] : [oldPath]),
  ]);
  return [...new Set([...files, exceptionsFile.path, policyPath])];
}

/** Where something may be granted, a commit of nobody known may be the own one of who grants it. */
function strangers({ approvals, commits }: PullRequestState, said: boolean): string[] {
  if (approvals.length === 0 && !said) return [];
  return commits.flatMap(({ oid, unknown }) =>
    unknown.map(
      (name) =>
        `GitHub links the author of ${oid.slice(0, 10)} (${name}) to no account: look whose commit it is.`,
    ),
  );
}

const discounts = {
  "no person": "only persons can grant",
  "another base":
    "since then the base of this pull request changed, and with it what it brings; approve it again",
} as const;

const tooMany =
  "This pull request has more commits than are looked at, so nobody can tell whose they all are: approvals grant nothing here.";
