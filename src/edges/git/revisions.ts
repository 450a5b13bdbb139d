/** Finds the commits that a range is about: revisions, the merge base, the default branch. */

import { UserError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import type { ObjectReader } from "./object-reader.ts";
import { runGit } from "./run-git.ts";

/** What is known of the repository from the start. */
export interface Place {
  directory: string;
  shallow: boolean;
  objects: ObjectReader;
}

/** The commit's id, null when nothing is called so. */
export async function findCommit(place: Place, revision: string): Promise<string | null> {
  const object = await place.objects.read(`${revision}^{commit}`);
  return object?.type === "commit" ? object.id : null;
}

/** The commit's id. Throws a UserError that says what could be meant. */
export async function resolveCommit(place: Place, revision: string): Promise<string> {
  const found = await findCommit(place, revision);
  if (found !== null) return found;
  if (revision === "HEAD") throw new UserError(`\`${place.directory}\` has no commits yet.`);
  const remote = await findCommit(place, `refs/remotes/origin/${revision}`);
  if (remote !== null) {
    throw new UserError(`Unknown revision \`${revision}\`. Did you mean \`origin/${revision}\`?`);
  }
  const meant = nearest(revision, await refNames(place));
  if (meant !== null) throw new UserError(`Unknown revision \`${revision}\`. Did you mean \`${meant}\`?`);
  const hint = place.shallow
    ? "This clone is shallow, so it may be missing here: git fetch --unshallow"
    : "Check its spelling, or fetch it first: git fetch origin";
  throw new UserError(`Unknown revision \`${revision}\`. ${hint}`);
}

/** The branches and tags, as a person names them. */
async function refNames(place: Place): Promise<string[]> {
  const { stdout } = await runGit(place.directory, [
    "for-each-ref",
    "--format=%(refname:short)",
    "--count=5000",
    "refs/heads",
    "refs/remotes",
    "refs/tags",
  ]);
  return stdout
    .toString("utf8")
    .split("\n")
    .filter((name) => name !== "");
}

/** Where two commits parted; of several the first that git names. */
export async function mergeBase(place: Place, base: string, head: string): Promise<string> {
  const { stdout } = await runGit(place.directory, ["merge-base", "--end-of-options", base, head], {
    answers: [1],
  });
  const found = stdout.toString("latin1").trim();
  if (found !== "") return found;
  throw new UserError(
    place.shallow
      ? "The two revisions have no common commit in this shallow clone. Get the rest of the history: git fetch --unshallow"
      : `The two revisions (${base.slice(0, 10)} and ${head.slice(0, 10)}) have no common commit, so there is no range between them.`,
  );
}

/** The branch that changes go to: what origin says, else what the configuration says, else main or master. */
export async function defaultBranch(place: Place): Promise<{ name: string; id: string }> {
  const remote = await findCommit(place, "refs/remotes/origin/HEAD");
  if (remote !== null) return { name: "origin/HEAD", id: remote };
  const { stdout } = await runGit(place.directory, ["config", "--get", "init.defaultBranch"], {
    answers: [1],
  });
  const configured = stdout.toString("utf8").trim();
  const names = [configured, "main", "master"].filter((name) => name !== "");
  for (const prefix of ["refs/remotes/origin/", "refs/heads/"]) {
    for (const name of names) {
      const id = await findCommit(place, `${prefix}${name}`);
      if (id !== null) return { name: `${prefix}${name}`.replace(/^refs\/(remotes|heads)\//, ""), id };
    }
  }
  throw new UserError(
    "The default branch is not known here. Name the branch that the change goes to: --base REV",
  );
}
