/** Commits new files to the branch of a pull request, where it still has the head that they were written for. */

import { GitHubTrouble } from "../../review/github.ts";
import type { FileCommit } from "../../review/github.ts";
import type { RepositoryState } from "../../review/pull-request.ts";
import type { Client, Manner } from "./client.ts";
import type { FieldError } from "./graphql-answer.ts";
import { textAt } from "./json.ts";

export const commitMutation = `mutation Commit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** Asked again after GitHub stumbled, it would be refused: the branch has another head then. */
const manner: Manner = { count: "writes", right: "writing", again: false, creates: 1 };

/** Throws `GitHubTrouble`. */
export async function commitFiles(
  client: Client,
  { owner, name }: Pick<RepositoryState, "owner" | "name">,
  { branch, head, files, headline, body }: FileCommit,
): Promise<void> {
  const additions = files.map(({ path, text }) => ({
    path,
    contents: Buffer.from(text).toString("base64"),
  }));
  const input = {
    branch: { repositoryNameWithOwner: `${owner}/${name}`, branchName: branch },
    expectedHeadOid: head,
    message: { headline, body },
    fileChanges: { additions },
  };
  const { data, errors } = await client.graphql(commitMutation, { input }, manner, ({ path }) =>
    path.startsWith("createCommitOnBranch"),
  );
  if (textAt(data, "createCommitOnBranch", "commit", "oid") === null) throw troubleOf(errors);
}

/** By GitHub's types; its own words may hold the name of the branch. */
const reasons = new Map<string | null | undefined, string>([
  ["STALE_DATA", "somebody pushed to the branch meanwhile"],
  ["NOT_FOUND", "the branch is not there any more"],
  ["BRANCH_PROTECTION_RULE_VIOLATION", "the branch is protected"],
]);

function troubleOf([error]: readonly FieldError[]): GitHubTrouble {
  if (error?.type === "FORBIDDEN") return new GitHubTrouble("forbidden", "contents: write");
  return new GitHubTrouble("refused", reasons.get(error?.type) ?? "GitHub did not take the commit");
}
