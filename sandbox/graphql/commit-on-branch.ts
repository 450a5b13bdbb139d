/** `createCommitOnBranch`: commits files for whoever asks, where the branch still has the head that they know. */

import { Failure, NotInSandbox } from "./failure.ts";
import { commitById } from "./git-object.ts";
import type { Context } from "./resolver.ts";
import { gitOf } from "./resolver.ts";
import type { CommitSource, RefSource } from "./sources.ts";
import { findRepository } from "./types/repository.ts";
import { writer } from "./writing.ts";
import type { FileChange } from "../git/write-objects.ts";
import { RuleViolation } from "../state/branch-rules.ts";
import { commitOnPage } from "../state/commits.ts";
import type { Repository } from "../world.ts";

export interface CommitInput {
  branch: { id?: string | null; repositoryNameWithOwner?: string | null; branchName?: string | null };
  expectedHeadOid: string;
  message: { headline: string; body?: string | null };
  fileChanges?: {
    additions?: readonly { path: string; contents: string }[] | null;
    deletions?: readonly { path: string }[] | null;
  } | null;
}

export async function commitOnBranch(
  context: Context,
  input: CommitInput,
): Promise<{ commit: CommitSource | null; ref: RefSource }> {
  const { repository, branch } = branchOf(context, input);
  const actor = writer(context, repository, "contents");
  const tip = gitOf(context, repository).branch(branch);
  // The words of both are assumed.
  if (tip === null) throw new Failure("NOT_FOUND", `Could not resolve to a Ref with the name '${branch}'.`);
  if (tip !== input.expectedHeadOid) {
    // Both spaces are GitHub's (planetscale/ghcommit#153, ministryofjustice/modernisation-platform#11985).
    const words = `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`;
    throw new Failure("STALE_DATA", words);
  }
  const files = await filesOf(context, repository, input);
  const { headline, body } = input.message;
  const message = body == null || body === "" ? headline : `${headline}\n\n${body}`;
  const change = { files, message, coAuthors: [] };
  const oid = await commitOnPage(context.sandbox, repository, branch, actor, change).catch(told);
  const ref = { kind: "Ref", repository, name: `refs/heads/${branch}` } as const;
  return { commit: await commitById(context, repository, oid), ref };
}

function branchOf(context: Context, { branch }: CommitInput): { repository: Repository; branch: string } {
  if (branch.id != null) throw new NotInSandbox("CommittableBranch.id");
  const [owner = "", name = ""] = (branch.repositoryNameWithOwner ?? "").split("/");
  const repository = findRepository(context, owner, name);
  return { repository, branch: (branch.branchName ?? "").replace(/^refs\/heads\//u, "") };
}

async function filesOf(
  context: Context,
  repository: Repository,
  { fileChanges, expectedHeadOid }: CommitInput,
): Promise<Record<string, FileChange>> {
  const files: Record<string, FileChange> = {};
  for (const { path } of fileChanges?.deletions ?? []) {
    if ((await gitOf(context, repository).entry(expectedHeadOid, path)) === null) {
      const words = `A path was requested for deletion which does not exist as of commit oid \`${expectedHeadOid}\``;
      throw new Failure("UNPROCESSABLE", words);
    }
    files[path] = null;
  }
  for (const { path, contents } of fileChanges?.additions ?? []) {
    const parts = path.split("/");
    if (parts.some((part) => part === "" || part === "." || part === ".." || part.toLowerCase() === ".git")) {
      throw new Failure("UNPROCESSABLE", "A path requested for addition is not valid");
    }
    files[path] = Buffer.from(contents, "base64");
  }
  return files;
}

/** Protections have a type of their own; of rulesets it is known only that theirs is another (Thinkmill/keystatic#1598). */
function told(error: unknown): never {
  if (!(error instanceof RuleViolation)) throw error;
  const type = error.of === "protection" ? "BRANCH_PROTECTION_RULE_VIOLATION" : "UNPROCESSABLE";
  throw new Failure(type, error.message);
}
