/** A repository, its commits, comparisons, trees and blobs. */

import { commitPayload, filePayloads } from "../payloads/commit.ts";
import { archiveUrl } from "../archives.ts";
import { repositoryPayload, apiUrl, htmlUrl } from "../payloads/repository.ts";
import { shortPullRequest } from "../payloads/pull-request.ts";
import { isVisible } from "../permissions.ts";
import { Refused, notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { pullRequestsOfCommit } from "../state/commit-pull-requests.ts";
import type { Repository } from "../world.ts";
import type { Operation } from "./operation.ts";
import { listReply, pageOf } from "./page.ts";

export const repositoryOperations: readonly Operation[] = [
  {
    route: "GET /repos/{owner}/{repo}",
    about: "repository",
    needs: [["metadata", "read"]],
    handle: ({ sandbox, repository }) => ({
      status: 200,
      body: {
        ...repositoryPayload(sandbox, repository),
        network_count: 0,
        subscribers_count: 0,
      },
    }),
  },
  {
    route: "GET /repos/{owner}/{repo}/compare/{basehead}",
    about: "repository",
    needs: [["contents", "read"]],
    handle: async (asked) => {
      const { sandbox, repository, params } = asked;
      const [, left = "", right = ""] = /^(.+?)\.\.\.(.+)$/u.exec(params["basehead"] ?? "") ?? [];
      const [base, head] = await Promise.all([
        resolveSide(sandbox, repository, left),
        resolveSide(sandbox, repository, right),
      ]);
      return compare(asked, base, head);
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/commits/{ref}",
    about: "repository",
    needs: [["contents", "read"]],
    handle: async (asked) => {
      const { sandbox, repository, params } = asked;
      const git = sandbox.git(repository);
      const oid = await git.resolve(params["ref"] ?? "");
      const commit = oid === null ? null : await git.commit(oid);
      if (commit === null) throw new Refused(422, `No commit found for SHA: ${params["ref"] ?? ""}`);
      const all = await git.diff(commit.parents[0] ?? emptyTree, commit.oid);
      const { items, headers } = pageOf(
        { ...asked, query: { per_page: String(sandbox.limits.pageSize), ...asked.query } },
        all.slice(0, sandbox.limits.commitFiles),
      );
      const additions = all.reduce((count, file) => count + file.additions, 0);
      const deletions = all.reduce((count, file) => count + file.deletions, 0);
      const body = {
        ...commitPayload(sandbox, repository, commit),
        stats: { additions, deletions, total: additions + deletions },
        files: filePayloads(sandbox, repository, commit.oid, items),
      };
      return { status: 200, body, headers };
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls",
    about: "repository",
    needs: [["pull_requests", "read"]],
    handle: async (asked) => {
      const { sandbox, repository, params } = asked;
      const git = sandbox.git(repository);
      const oid = await git.resolve(params["commit_sha"] ?? "");
      if (oid === null) throw new Refused(422, `No commit found for SHA: ${params["commit_sha"] ?? ""}`);
      const all = await pullRequestsOfCommit(sandbox, repository, oid);
      const found = all.filter((each) => isVisible(sandbox.world, asked.authorization, each.repository));
      return listReply(asked, found, (pullRequest) => shortPullRequest(sandbox, pullRequest));
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
    about: "repository",
    needs: [["contents", "read"]],
    handle: async ({ sandbox, repository, params }) => {
      const sha = params["file_sha"] ?? "";
      const bytes = /^[0-9a-f]{40}$/u.test(sha) ? await sandbox.git(repository).blobById(sha) : null;
      if (bytes === null) throw notFound();
      if (bytes.length > sandbox.limits.blobBytes) throw new Refused(403, "This blob is too large.");
      // GitHub breaks the lines of what it encodes.
      const content = bytes.toString("base64").replaceAll(/.{60}/gu, "$&\n");
      const url = `${apiUrl(sandbox, repository)}/git/blobs/${sha}`;
      const body = { sha, node_id: `B_kwDO${sha}`, size: bytes.length, url, content, encoding: "base64" };
      return { status: 200, body };
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
    about: "repository",
    needs: [["contents", "read"]],
    handle: async ({ sandbox, repository, params, query }) => {
      const git = sandbox.git(repository);
      const sha = await git.rootTree(params["tree_sha"] ?? "");
      if (sha === null) throw notFound();
      // Any value at all asks for it, `0` and `false` too.
      const recursive = query["recursive"] !== undefined;
      const entries = recursive
        ? await git.walk(sha)
        : (await git.treeById(sha)).map(({ name, ...entry }) => ({ path: name, ...entry }));
      const url = `${apiUrl(sandbox, repository)}/git/trees/${sha}`;
      const { treeEntries, treeBytes } = sandbox.limits;
      const tree = entries
        .slice(0, treeEntries)
        .map(({ path, mode, type, oid }) => ({ path, mode, type, sha: oid }));
      let bytes = 0;
      const cut = tree.findIndex((entry) => (bytes += JSON.stringify(entry).length) > treeBytes);
      const shown = cut === -1 ? tree : tree.slice(0, cut);
      return { status: 200, body: { sha, url, tree: shown, truncated: shown.length < entries.length } };
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/tarball/{ref}",
    about: "repository",
    needs: [["contents", "read"]],
    handle: async ({ sandbox, repository, params }) => {
      const oid = await sandbox.git(repository).resolve(params["ref"] ?? "");
      if (oid === null) throw notFound();
      return { status: 302, headers: { location: archiveUrl(sandbox, repository, oid) } };
    },
  },
];

/** The tree without files, which git knows without its being stored. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** A branch, tag or commit, also `OWNER:BRANCH` of a fork. */
async function resolveSide(sandbox: Sandbox, repository: Repository, side: string): Promise<string> {
  const [, owner, name = side] = /^([^:]+):(?:[^:]+:)?(.+)$/u.exec(side) ?? [];
  const network = (one: Repository): Repository => (one.parent === null ? one : network(one.parent));
  const from =
    owner === undefined
      ? repository
      : sandbox
          .repositories()
          .find((one) => one.owner.login === owner && network(one) === network(repository));
  const oid = from === undefined ? null : await sandbox.git(from).resolve(name);
  if (oid === null) throw notFound();
  return oid;
}

async function compare(
  asked: Parameters<typeof pageOf>[0] & { repository: Repository; params: Record<string, string> },
  base: string,
  head: string,
) {
  const { sandbox, repository, params } = asked;
  const git = sandbox.git(repository);
  const mergeBase = await git.mergeBase(base, head);
  if (mergeBase === null) throw new Refused(404, `No common ancestor between ${params["basehead"]}.`);
  const [baseCommit, mergeBaseCommit, ahead, behind, files] = await Promise.all([
    git.commit(base),
    git.commit(mergeBase),
    git.commits(base, head),
    git.commits(head, base),
    git.diff(mergeBase, head),
  ]);
  if (baseCommit === null || mergeBaseCommit === null) throw notFound();
  const paged = asked.query["page"] !== undefined || asked.query["per_page"] !== undefined;
  const { items, number, headers } = pageOf(asked, ahead);
  const listed = paged ? items : ahead.slice(0, sandbox.limits.comparedCommits);
  const show = (commit: (typeof ahead)[number]) => commitPayload(sandbox, repository, commit);
  const basehead = encodeURIComponent(params["basehead"] ?? "");
  const html = `${htmlUrl(sandbox, repository)}/compare/${basehead}`;
  const body = {
    url: `${apiUrl(sandbox, repository)}/compare/${basehead}`,
    html_url: html,
    permalink_url: `${htmlUrl(sandbox, repository)}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: show(baseCommit),
    merge_base_commit: show(mergeBaseCommit),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: listed.map(show),
    // Files stand on the first page only.
    files:
      number > 1 ? [] : filePayloads(sandbox, repository, head, files.slice(0, sandbox.limits.comparedFiles)),
  };
  return { status: 200, body, headers: paged ? headers : {} };
}

function statusOf(ahead: number, behind: number): "identical" | "ahead" | "behind" | "diverged" {
  if (ahead === 0) return behind === 0 ? "identical" : "behind";
  return behind === 0 ? "ahead" : "diverged";
}
