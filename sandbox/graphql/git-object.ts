/** git's objects as GitHub's schema shows them. */

import type { Repository } from "../world.ts";
import { gitOf } from "./resolver.ts";
import type { Context } from "./resolver.ts";
import type { CommitSource, EntrySource, ObjectSource, TagSource, TreeSource } from "./sources.ts";

/** Null: there is no such object. */
export async function objectById(
  context: Context,
  repository: Repository,
  oid: string,
  path: string | null = null,
): Promise<ObjectSource | null> {
  const object = await gitOf(context, repository).object(oid);
  if (object === null) return null;
  if (object.type === "commit") return commitById(context, repository, oid);
  if (object.type === "tree") return { kind: "Tree", repository, oid, path };
  if (object.type === "blob") return { kind: "Blob", repository, oid, bytes: object.bytes };
  return readTag(repository, oid, object.bytes);
}

export async function commitById(
  context: Context,
  repository: Repository,
  oid: string,
): Promise<CommitSource | null> {
  const commit = await gitOf(context, repository).commit(oid);
  return commit === null ? null : { kind: "Commit", repository, commit };
}

function readTag(repository: Repository, oid: string, bytes: Buffer): TagSource {
  const text = bytes.toString("utf8");
  const header = (name: string): string => new RegExp(`^${name} (.*)$`, "mu").exec(text)?.[1] ?? "";
  const end = text.indexOf("\n\n");
  return {
    kind: "Tag",
    repository,
    oid,
    name: header("tag"),
    message: end === -1 ? "" : text.slice(end + 2),
    target: header("object"),
  };
}

/** What `REVISION:PATH` or `REVISION` names. Null: nothing. */
export async function objectByExpression(
  context: Context,
  repository: Repository,
  expression: string,
): Promise<ObjectSource | null> {
  const git = gitOf(context, repository);
  const colon = expression.indexOf(":");
  if (colon !== -1) {
    const path = expression.slice(colon + 1).replace(/\/+$/u, "");
    const entry = await git.entry(expression.slice(0, colon), path);
    return entry === null ? null : objectById(context, repository, entry.oid, path);
  }
  const tag = git.refs.get(expression) ?? git.refs.get(`refs/tags/${expression}`);
  const oid = (await git.resolve(expression)) ?? tag ?? expression;
  const named = git.branch(expression) === null && tag !== undefined ? tag : oid;
  return /^[0-9a-f]{40}$/u.test(named) ? objectById(context, repository, named) : null;
}

/** The entry at a path of a commit; null: there is none. */
export async function entryAt(
  source: CommitSource,
  path: string,
  context: Context,
): Promise<EntrySource | null> {
  const { repository, commit } = source;
  const entry = await gitOf(context, repository).entry(commit.oid, path);
  if (entry === null || path === "") return null;
  return { repository, path, name: path.slice(path.lastIndexOf("/") + 1), entry };
}

/** The entries of a tree, in git's order. */
export async function entriesOf(
  context: Context,
  { repository, oid, path }: TreeSource,
): Promise<EntrySource[]> {
  const entries = await gitOf(context, repository).treeById(oid);
  const at = (name: string): string | null => {
    if (path === null) return null;
    return path === "" ? name : `${path}/${name}`;
  };
  return entries.map((entry) => ({ repository, path: at(entry.name), name: entry.name, entry }));
}
