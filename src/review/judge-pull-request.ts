/** From a pull request as it is now to its verdict. */

import { inspect } from "../core/inspect.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { StandingCommand } from "../core/judge/standing.ts";
import { readPolicy } from "../core/judge/policy-schema.ts";
import { defaultNoteSettings } from "../core/note/default-settings.ts";
import { wholeFile } from "../core/place.ts";
import type { Finding } from "../core/problem.ts";
import { hunksOf } from "../core/render/pull-request/diff-lines.ts";
import { rationaleOf } from "../core/render/pull-request/rationale.ts";
import type { PullRequestFacts } from "../core/render/pull-request/pages.ts";
import type { Verdict } from "../core/verdict.ts";
import { mayConcern } from "../gather/candidates.ts";
import { Gatherer } from "../gather/gatherer.ts";
import type { Shared } from "../gather/gatherer.ts";
import { policyPath } from "../gather/settings.ts";
import type { ChangeSource } from "../gather/source.ts";
import { standingRemarks } from "./commands/remarks.ts";
import { isSaidStanding } from "./commands/said.ts";
import { standingCommands } from "./commands/standing.ts";
import type { Turn } from "./commands/turn.ts";
import type { ChangeAnswer, GitHubRepository } from "./github.ts";
import { authoredPaths, grantsOf, leftByApprovals, nothingGranted } from "./grants.ts";
import { namedNotes } from "./named-notes.ts";
import type { PullRequestState } from "./pull-request.ts";

/** A pull request with its verdict, before it is known what of it is shown where. */
export interface Judged {
  state: PullRequestState;
  facts: PullRequestFacts;
  verdict: Verdict;
  remarks: string[];
  /** The commands that count in the verdict. */
  standing: readonly StandingCommand[];
  /** Somebody pushed while it was read. */
  moved: boolean;
  /** The first day on which an exception no longer holds is the one after this; null: none ends. */
  until: string | null;
}

/** Throws `GitHubTrouble`. */
export async function judgePullRequest(
  state: PullRequestState,
  repository: GitHubRepository,
  shared: Shared,
  today: string,
  turn: Turn,
): Promise<Judged> {
  const policy = policyOf(state);
  const answer = mayChange(state, policy) ? await repository.change(state) : null;
  const source = answer?.source ?? withoutChange(state);
  const gatherer = new Gatherer(shared, { notes: namedNotes(state.body), requireGranted: true, today });
  const { input, texts } = await gatherer.gather(source);
  const missed = answer?.unlisted ?? null;
  const mayGrant = input.migrations.length > 0 || missed !== null;
  const paths = authoredPaths(input, missed);
  const said = turn.said.commands.some(isSaidStanding);
  const granters = { policy, people: turn.people, said };
  const { approvals, remarks } = mayGrant
    ? await grantsOf(state, paths, repository, granters)
    : nothingGranted;
  const standing = await standingCommands(turn, state, policy, paths, repository);
  const approved = approvals.some(({ covers }) => covers === "head");
  const verdict = inspect({
    ...input,
    approvals,
    commands: standing,
    rationale: rationaleOf(state.title, state.body, state.issues),
    findings: [...input.findings, ...(approved ? [] : unlisted(state, answer))],
  });
  const head = answer?.headNow ?? state.head.oid;
  return {
    state,
    facts: factsOf(state, answer, (path) => texts.get(path) ?? null),
    verdict,
    standing,
    // Where nothing was to be granted, nobody asks who may.
    remarks: [
      ...(missed !== null || (verdict.grantable ?? []).length > 0 ? remarks : []),
      ...leftByApprovals(approvals, verdict, policy),
      ...standingRemarks(turn, standing, verdict, policy),
    ],
    moved: head !== state.head.oid,
    until: nextEnd(verdict, today),
  };
}

/** Policies by their texts: most pull requests have the same few. */
const known = new Map<string, Policy>();
const mostKnown = 200;

/** The policy as its layers say it, for what must be known before anything is read. */
export function policyOf({ policy }: Pick<PullRequestState, "policy">): Policy {
  const key = JSON.stringify(policy);
  let read = known.get(key);
  if (read === undefined) {
    if (known.size >= mostKnown) known.clear();
    known.set(key, (read = readLayers(policy)));
  }
  return read;
}

function readLayers({ organisation, repository }: PullRequestState["policy"]): Policy {
  return readPolicy([
    ...(organisation === null ? [] : [{ ...organisation, organisation: true }]),
    ...(repository === null ? [] : [repository]),
  ]).policy;
}

/** Where the mode `off` is written, with a link. */
export function offAt({ policy, repository, base }: PullRequestState): { path: string; url: string } {
  const own = policy.repository ?? policy.organisation;
  const path = own?.path ?? policyPath;
  const owner = repository.url.slice(0, repository.url.lastIndexOf("/"));
  const file =
    policy.repository === null
      ? `${owner}/.github/blob/HEAD`
      : `${repository.url}/blob/${encodeURIComponent(base.ref)}`;
  return { path, url: `${file}/${policyPath}` };
}

/** A renamed file has no old name here, and a list that is cut off says nothing of the rest. */
function mayChange({ files, fileCount }: PullRequestState, policy: Policy): boolean {
  const notes = {
    ...defaultNoteSettings,
    directories: policy.notes.directories ?? defaultNoteSettings.directories,
  };
  return (
    files.length < fileCount ||
    files.some(({ path, change }) => change === "renamed" || mayConcern(path, policy, notes))
  );
}

/** Nothing in it can bear on a verdict: only its policy is looked at. */
function withoutChange({ policy }: PullRequestState): ChangeSource {
  return {
    files: [],
    tree: { paths: [], entry: () => null },
    content: () => Promise.reject(new Error("nothing is read of a change without candidates")),
    tip: (path) =>
      Promise.resolve(
        path === policyPath && policy.repository !== null ? { text: policy.repository.text } : null,
      ),
    release: () => Promise.resolve(null),
    organisation: policy.organisation,
  };
}

/** Files that nobody has seen: said until somebody has looked. */
export function unlisted({ files }: PullRequestState, answer: ChangeAnswer | null): Finding[] {
  if (answer === null || answer.unlisted === null) return [];
  const { count, reason } = answer.unlisted;
  return [
    {
      rule: "everything-is-read",
      severity: "error",
      subject: "files that GitHub does not list",
      message: `Not read: ${count} more files of this change, because ${reason}.\nSplit the change, or let someone else than the author look at it: an approving review says that they did.`,
      place: wholeFile(files[0]?.path ?? policyPath),
    },
  ];
}

export function factsOf(
  state: PullRequestState,
  answer: ChangeAnswer | null,
  source: PullRequestFacts["source"],
): PullRequestFacts {
  const { number, url, title, body, issues, draft, head, base, repository } = state;
  const patches = [...(answer?.patches ?? [])];
  return {
    number,
    url,
    title,
    body,
    issues,
    draft,
    head: {
      oid: head.oid,
      ref: head.ref,
      url: head.repository?.url ?? null,
      exists: head.exists && head.repository !== null,
    },
    base: { ref: base.ref, url: repository.url },
    hunks: new Map(patches.map(([path, patch]) => [path, hunksOf(patch)])),
    source,
  };
}

function nextEnd({ exceptions, waivers = [] }: Verdict, today: string): string | null {
  const ends = [...exceptions, ...waivers].flatMap(({ until }) =>
    until !== null && until >= today ? [until] : [],
  );
  return ends.toSorted()[0] ?? null;
}
