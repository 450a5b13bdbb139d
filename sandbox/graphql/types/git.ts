/** Commits, trees, blobs and tags, and what points at them. */

import { authorsOf, gitActor } from "../authors.ts";
import { blobText, isBinary, isTruncated } from "../blob.ts";
import { page, pageOf } from "../connection.ts";
import type { PageArguments } from "../connection.ts";
import { commitById, entriesOf, entryAt, objectById } from "../git-object.ts";
import { gitOf } from "../resolver.ts";
import type { Context, Table } from "../resolver.ts";
import { need, sees } from "../rights.ts";
import type {
  BlobSource,
  CommitSource,
  EntrySource,
  ObjectSource,
  RefSource,
  TagSource,
  TreeSource,
} from "../sources.ts";
import { suitesOf } from "../suites.ts";
import type { SuiteFilter } from "../suites.ts";
import { stamp } from "../../payloads/dates.ts";
import { htmlUrl } from "../../payloads/repository.ts";
import { webCommitter } from "../../state/accounts.ts";
import { pullRequestsOfCommit } from "../../state/commit-pull-requests.ts";

/** What all of git's objects have. */
function shared<Source extends ObjectSource>(oidOf: (source: Source) => string): Table<Source> {
  return {
    id: (source) => `${source.kind}:${source.repository.node}:${oidOf(source)}`,
    oid: (source) => oidOf(source),
    abbreviatedOid: (source) => oidOf(source).slice(0, 7),
    repository: (source) => source.repository,
    commitUrl: (source, _, context) =>
      `${htmlUrl(context.sandbox, source.repository)}/commit/${oidOf(source)}`,
  };
}

export const commit: Table<CommitSource> = {
  ...shared<CommitSource>((source) => source.commit.oid),
  url: (source, _, context) => `${htmlUrl(context.sandbox, source.repository)}/commit/${source.commit.oid}`,
  message: ({ commit }) => commit.message,
  messageHeadline: ({ commit }) => commit.message.split("\n", 1)[0],
  authoredDate: ({ commit }) => stamp(commit.author.date),
  committedDate: ({ commit }) => stamp(commit.committer.date),
  author: ({ commit }, _, context) => gitActor(context, commit.author),
  committer: ({ commit }, _, context) => gitActor(context, commit.committer),
  committedViaWeb: ({ commit }) => commit.committer.email === webCommitter.email,
  signature: ({ commit }, _, { sandbox }) =>
    sandbox.world.signed.has(commit.oid) ? { kind: "GpgSignature" } : null,
  authors: ({ commit }, args: PageArguments, context) => page(authorsOf(context, commit), args),
  parents: ({ repository, commit }, args: PageArguments, context) =>
    pageOf(commit.parents, args, (oid) => commitById(context, repository, oid)),
  tree: ({ repository, commit }, _, context) => {
    need(context, repository, "contents");
    return objectById(context, repository, commit.tree, "");
  },
  file: (source, { path }: { path: string }, context) => {
    need(context, source.repository, "contents");
    return entryAt(source, path, context);
  },
  checkSuites: ({ repository, commit }, args: PageArguments & { filterBy?: SuiteFilter | null }, context) => {
    need(context, repository, "checks");
    return page(suitesOf(repository, commit.oid, args.filterBy), args);
  },
  associatedPullRequests: async ({ repository, commit }, args: PageArguments, context) => {
    need(context, repository, "pull_requests");
    const found = await pullRequestsOfCommit(context.sandbox, repository, commit.oid);
    return page(
      found.filter((each) => sees(context, each.repository)),
      args,
    );
  },
};

/** GitHub's own: people here sign nothing. */
export const gpgSignature: Table<unknown> = {
  isValid: () => true,
  wasSignedByGitHub: () => true,
  state: () => "VALID",
  email: () => webCommitter.email,
};

export const tree: Table<TreeSource> = {
  ...shared<TreeSource>((source) => source.oid),
  entries: (source, _, context) => entriesOf(context, source),
};

/** `040000` is 16384 here, `100644` is 33188 (assumed: the schema says only that it is a number). */
export const treeEntry: Table<EntrySource> = {
  name: ({ name }) => name,
  path: ({ path }) => path,
  mode: ({ entry }) => Number.parseInt(entry.mode, 8),
  type: ({ entry }) => entry.type,
  oid: ({ entry }) => entry.oid,
  size: async ({ repository, entry }, _, context) =>
    entry.type === "blob" ? ((await gitOf(context, repository).blobById(entry.oid))?.length ?? 0) : 0,
  // The commit of a submodule is in another repository.
  object: ({ repository, entry, path }, _, context) =>
    entry.type === "commit" ? null : objectById(context, repository, entry.oid, path),
  repository: ({ repository }) => repository,
};

export const blob: Table<BlobSource> = {
  ...shared<BlobSource>((source) => source.oid),
  byteSize: ({ bytes }) => bytes.length,
  isBinary: ({ bytes }, _, context) => isBinary(context, bytes),
  isTruncated: ({ bytes }) => isTruncated(bytes),
  text: ({ bytes }, _, context) => blobText(context, bytes),
};

export const tag: Table<TagSource> = {
  ...shared<TagSource>((source) => source.oid),
  name: ({ name }) => name,
  message: ({ message }) => message,
  target: ({ repository, target }, _, context) => objectById(context, repository, target),
};

export const ref: Table<RefSource> = {
  id: ({ repository, name }) => `Ref:${repository.node}:${name}`,
  name: ({ name }) => name.replace(/^refs\/[^/]+\//u, ""),
  prefix: ({ name }) => /^refs\/[^/]+\//u.exec(name)?.[0] ?? "refs/",
  repository: ({ repository }) => repository,
  target: (source, _, context) => targetOf(context, source),
  compare: async ({ repository, name }, { headRef }: { headRef: string }, context) => {
    const git = gitOf(context, repository);
    const [base, head] = await Promise.all([git.resolve(name), git.resolve(headRef)]);
    if (base === null || head === null) return null;
    const { ahead, behind } = await git.distance(base, head);
    return {
      id: `Comparison:${repository.node}:${base}:${head}`,
      aheadBy: ahead,
      behindBy: behind,
      status: comparisonStatus(ahead, behind),
      baseTarget: await commitById(context, repository, base),
      headTarget: await commitById(context, repository, head),
    };
  },
};

async function targetOf(context: Context, { repository, name }: RefSource): Promise<ObjectSource | null> {
  const oid = gitOf(context, repository).refs.get(name);
  return oid === undefined ? null : objectById(context, repository, oid);
}

function comparisonStatus(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return "DIVERGED";
  if (ahead > 0) return "AHEAD";
  return behind > 0 ? "BEHIND" : "IDENTICAL";
}
