/** A repository in an answer, with the policy of its organisation. */

import { policyPath, unreadable } from "../../gather/settings.ts";
import type { NamedPolicy } from "../../gather/source.ts";
import { GitHubTrouble } from "../../review/github.ts";
import type { RepositoryState } from "../../review/pull-request.ts";
import { errorAt } from "./graphql-answer.ts";
import type { FieldError } from "./graphql-answer.ts";
import { at, isAt, needNumber, needText } from "./json.ts";
import { policyText } from "./policy-file.ts";

/** Throws `gone` where there is none. */
export function repositoryState(node: unknown): RepositoryState {
  if (node === null || node === undefined)
    throw new GitHubTrouble("gone", "the repository is not there any more");
  return {
    id: needNumber(node, "databaseId"),
    node: needText(node, "id"),
    owner: needText(node, "owner", "login"),
    name: needText(node, "name"),
    url: needText(node, "url"),
    archived: isAt(node, "isArchived"),
  };
}

const policies = ["node", "owner", "policies"];

/** Whether a field is part of the settings of a repository, of which none need be there. `tip`: where the answer has the tip of the base. */
export function isPolicyPath(path: string, tip: readonly string[]): boolean {
  const places = [policies.join("."), `${tip.join(".")}.policy`, `${tip.join(".")}.exceptions`];
  return places.some((place) => path === place || path.startsWith(`${place}.`));
}

/** The organisation's policy and the repository's own, which stands at the place `tip`. `readable`: the installation has the organisation's `.github` repository. */
export function policiesOf(
  data: unknown,
  errors: readonly FieldError[],
  { owner, name }: RepositoryState,
  tip: readonly string[],
  readable: boolean,
): { organisation: NamedPolicy | null; repository: NamedPolicy | null } {
  // The branch may be gone, and with it what was asked for.
  const own = at(data, ...tip) == null ? unreadable : policyText(data, errors, [...tip, "policy"]);
  const above = { path: `${owner}/.github/${policyPath}` };
  // In the organisation's own `.github` repository both are one file, and it may lock settings.
  if (name === ".github")
    return { organisation: own === null ? null : { ...above, text: own }, repository: null };
  const forbidden = errorAt(errors, policies.join("."))?.type === "FORBIDDEN";
  const text =
    forbidden && !readable
      ? null
      : policyText(data, errors, [...policies, "defaultBranchRef", "target", "policy"]);
  return {
    organisation: text === null ? null : { ...above, text },
    repository: own === null ? null : { path: policyPath, text: own },
  };
}
