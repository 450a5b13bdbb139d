/** Why nothing may be committed to the branch of a pull request. */

import { GitHubTrouble } from "../../review/github.ts";
import type { FileCommit } from "../../review/github.ts";
import type { RepositoryState } from "../../review/pull-request.ts";
import { modeOf } from "./blob.ts";
import type { Client, Manner } from "./client.ts";
import type { FieldError } from "./graphql-answer.ts";
import { at, isAt, textAt } from "./json.ts";
import { foldersAbove } from "./migration-roots.ts";

const manner: Manner = { count: "others", right: "reading", again: true };

/** A clause; null: it may. Throws `GitHubTrouble`. */
export async function whyNotCommit(
  client: Client,
  place: Pick<RepositoryState, "owner" | "name">,
  { branch, head, files }: Pick<FileCommit, "branch" | "head" | "files">,
): Promise<string | null> {
  const paths = files.map(({ path }) => path);
  if (!paths.every(isPlain)) return "a path is not one that a file can have";
  const folders = [...new Set(paths.flatMap(foldersAbove))].filter((folder) => folder !== "");
  const asked = [...folders, ...paths];
  const { query, variables } = pathsQuery(client.id.node, head, asked);
  const { data } = await client.graphql(query, variables, manner, isMissed);
  const node = at(data, "node");
  if (textAt(node, "defaultBranchRef", "name") === branch) return "the branch is the default branch";
  const commit = at(node, "object");
  if (commit === null || commit === undefined) return "the head of the branch is not there any more";
  for (const [index, path] of asked.entries()) {
    const entry = at(commit, `p${index}`) ?? null;
    if (entry === null) continue;
    if (index >= folders.length) return `${path} is there already`;
    const mode = modeOf(entry);
    if (mode !== "040000") return `${path} is ${notFolder[mode] ?? "a file"}`;
  }
  return whyProtected(client, place, branch);
}

const notFolder: Readonly<Record<string, string>> = { "120000": "a symbolic link", "160000": "a submodule" };

function isPlain(path: string): boolean {
  return path.split("/").every((name) => !["", ".", ".."].includes(name) && name.toLowerCase() !== ".git");
}

/** Exported for the test that compares it with GitHub's schema. */
export function pathsQuery(
  node: string,
  head: string,
  paths: readonly string[],
): { query: string; variables: Record<string, string> } {
  const declared = paths.map((_, index) => `, $p${index}: String!`).join("");
  const entries = paths.map((_, index) => `p${index}: file(path: $p${index}) { mode }`).join("\n");
  return {
    query: `query Paths($node: ID!, $head: GitObjectID!${declared}) {
  node(id: $node) {
    ... on Repository {
      defaultBranchRef { name }
      object(oid: $head) { ... on Commit { ${entries} } }
    }
  }
}`,
    variables: { node, head, ...Object.fromEntries(paths.map((path, index) => [`p${index}`, path])) },
  };
}

/** What is not there is what we hope for. */
function isMissed({ path, type }: FieldError): boolean {
  return type === "NOT_FOUND" && path.startsWith("node.object");
}

const untold = "GitHub does not tell whether the branch is protected";

/** Any rule at all counts: most say who may push, or how. */
async function whyProtected(
  client: Client,
  { owner, name }: Pick<RepositoryState, "owner" | "name">,
  branch: string,
): Promise<string | null> {
  const parameters = { owner, repo: name, branch };
  const ask = (route: string): Promise<unknown> => client.rest({ route, parameters }, manner);
  try {
    if (isAt(await ask("GET /repos/{owner}/{repo}/branches/{branch}"), "protected"))
      return "the branch is protected";
    const rules = await ask("GET /repos/{owner}/{repo}/rules/branches/{branch}").catch(asNoRules);
    if (!Array.isArray(rules)) return untold;
    return rules.length > 0 ? "the branch is under rules of the repository" : null;
  } catch (cause) {
    if (!(cause instanceof GitHubTrouble)) throw cause;
    if (cause.kind === "gone") return "the branch is not there any more";
    if (cause.kind === "forbidden" || cause.kind === "refused") return untold;
    throw cause;
  }
}

/** Private repositories of a free plan have no rules, which GitHub says with 403 (github/branch-deploy#345). */
function asNoRules(cause: unknown): unknown[] {
  if (!(cause instanceof GitHubTrouble) || cause.kind !== "forbidden") throw cause;
  if (!cause.message.startsWith("Upgrade to ")) throw cause;
  return [];
}
