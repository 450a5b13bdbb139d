/** What stands for an object of GitHub's schema where the world has none: git's objects, seen in one repository. */

import type { Commit, TreeEntry } from "../git/objects.ts";
import type { BaseChange, HeadForcePush, Issue, Repository } from "../world.ts";

export interface CommitSource {
  kind: "Commit";
  /** The repository that it is looked at in: checks and pull requests are those of this one. */
  repository: Repository;
  commit: Commit;
}

export interface TreeSource {
  kind: "Tree";
  repository: Repository;
  oid: string;
  /** Where it was found; null when by its id alone. */
  path: string | null;
}

export interface BlobSource {
  kind: "Blob";
  repository: Repository;
  oid: string;
  bytes: Buffer;
}

export interface TagSource {
  kind: "Tag";
  repository: Repository;
  oid: string;
  name: string;
  message: string;
  target: string;
}

export type ObjectSource = CommitSource | TreeSource | BlobSource | TagSource;

export interface RefSource {
  kind: "Ref";
  repository: Repository;
  /** In full: `refs/heads/main`. */
  name: string;
}

export interface EntrySource {
  repository: Repository;
  /** Null: the tree was found by its id alone. */
  path: string | null;
  name: string;
  entry: Pick<TreeEntry, "mode" | "type" | "oid">;
}

export interface IssueSource {
  kind: "Issue";
  repository: Repository;
  issue: Issue;
}

const types: Readonly<Record<string, string>> = {
  U: "User",
  O: "Organization",
  BOT: "Bot",
  A: "App",
  R: "Repository",
  PR: "PullRequest",
  I: "Issue",
  IC: "IssueComment",
  PRR: "PullRequestReview",
  PRRC: "PullRequestReviewComment",
  PRRT: "PullRequestReviewThread",
  REA: "Reaction",
  CS: "CheckSuite",
  CR: "CheckRun",
};

/** The name in the schema of what a field of an interface or union type gave. Throws for what has none. */
export function typeName(
  source: ObjectSource | RefSource | IssueSource | BaseChange | HeadForcePush | { node: string },
): string {
  if ("kind" in source) return source.kind;
  return typeOfNode(source.node);
}

/** The type that a node id tells. */
export function typeOfNode(node: string): string {
  const name = types[node.slice(0, node.indexOf("_"))];
  if (name === undefined) throw new Error(`the sandbox has no type for the node ${node}`);
  return name;
}
