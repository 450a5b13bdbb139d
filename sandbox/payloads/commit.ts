/** Commits and changed files as the API shows them. */

import type { DiffFile } from "../git/diff.ts";
import type { Commit, Signature } from "../git/objects.ts";
import type { AdjustableLimits } from "../limits.ts";
import type { Sandbox } from "../sandbox.ts";
import { accountOfEmail } from "../state/accounts.ts";
import type { Repository } from "../world.ts";
import { accountPayload } from "./account.ts";
import { stamp } from "./dates.ts";
import { apiUrl, htmlUrl } from "./repository.ts";

export function commitPayload(sandbox: Sandbox, repository: Repository, commit: Commit) {
  const url = `${apiUrl(sandbox, repository)}/commits/${commit.oid}`;
  const html = `${htmlUrl(sandbox, repository)}/commit/${commit.oid}`;
  return {
    sha: commit.oid,
    node_id: `C_kwDO${commit.oid}`,
    url,
    html_url: html,
    comments_url: `${url}/comments`,
    commit: {
      url: `${apiUrl(sandbox, repository)}/git/commits/${commit.oid}`,
      author: signaturePayload(commit.author),
      committer: signaturePayload(commit.committer),
      message: commit.message.replace(/\n+$/u, ""),
      comment_count: 0,
      tree: { sha: commit.tree, url: `${apiUrl(sandbox, repository)}/git/trees/${commit.tree}` },
      verification: verification(sandbox, commit),
    },
    author: linked(sandbox, commit.author),
    committer: linked(sandbox, commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${apiUrl(sandbox, repository)}/commits/${sha}`,
      html_url: `${htmlUrl(sandbox, repository)}/commit/${sha}`,
    })),
  };
}

/** The signature itself is not made: nobody could check it. */
function verification({ world }: Sandbox, { oid, committer }: Commit) {
  const verified = world.signed.has(oid);
  return {
    verified,
    reason: verified ? "valid" : "unsigned",
    payload: null,
    signature: null,
    verified_at: verified ? stamp(committer.date) : null,
  };
}

function signaturePayload({ name, email, date }: Signature) {
  return { name, email, date: stamp(date) };
}

/** Null: GitHub knows no account with the address. */
function linked(sandbox: Sandbox, { email }: Signature) {
  const account = accountOfEmail(sandbox.world, email);
  return account === null ? null : accountPayload(sandbox, account);
}

/** How a push and a check suite name a commit. */
export function webhookCommit(commit: Commit) {
  const person = ({ name, email }: Signature) => ({ name, email });
  return {
    id: commit.oid,
    tree_id: commit.tree,
    message: commit.message.replace(/\n+$/u, ""),
    timestamp: stamp(commit.committer.date),
    author: person(commit.author),
    committer: person(commit.committer),
  };
}

/** Rows of changed files. Where GitHub would have to send too much, it leaves out patches, and counts with them. */
export function filePayloads(
  sandbox: Sandbox,
  repository: Repository,
  head: string,
  files: readonly DiffFile[],
) {
  const budget = { lines: sandbox.limits.diffLines, bytes: sandbox.limits.diffBytes };
  return files.map((file) => filePayload(sandbox, repository, head, file, budget));
}

function filePayload(
  sandbox: Sandbox,
  repository: Repository,
  head: string,
  file: DiffFile,
  budget: { lines: number; bytes: number },
) {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const html = htmlUrl(sandbox, repository);
  const lines = file.additions + file.deletions;
  const bytes = file.patch === null ? 0 : Buffer.byteLength(file.patch);
  const spent = budget.lines <= 0 || budget.bytes <= 0;
  const shown =
    !spent && fits(sandbox.limits, lines, bytes) && lines <= budget.lines && bytes <= budget.bytes;
  if (file.patch !== null && !spent) {
    budget.lines -= lines;
    budget.bytes -= bytes;
  }
  const uncounted = file.patch !== null && (spent || (!shown && fits(sandbox.limits, lines, bytes)));
  return {
    sha: file.newOid ?? file.oldOid,
    filename: file.path,
    status: file.status,
    additions: uncounted ? 0 : file.additions,
    deletions: uncounted ? 0 : file.deletions,
    changes: uncounted ? 0 : lines,
    blob_url: `${html}/blob/${head}/${path}`,
    raw_url: `${html}/raw/${head}/${path}`,
    contents_url: `${apiUrl(sandbox, repository)}/contents/${path}?ref=${head}`,
    ...(shown && file.patch !== null ? { patch: file.patch } : {}),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

function fits(limits: AdjustableLimits, lines: number, bytes: number): boolean {
  return lines <= limits.fileDiffLines && bytes <= limits.fileDiffBytes;
}
