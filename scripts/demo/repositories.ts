/** The pull requests of the demonstration: of its own project, or of any repository on this machine. */

import { spawnSync } from "node:child_process";
import { basename, resolve } from "node:path";

import * as person from "../../sandbox/person.ts";
import type { PullRequest } from "../../sandbox/world.ts";
import { UserError } from "../../src/core/errors.ts";
import type { DemoGitHub } from "./github.ts";
import { base, proposed } from "./project.ts";

/** The demonstration's project with its proposed change, without a pull request yet. */
export async function openProject(github: DemoGitHub): Promise<() => Promise<PullRequest>> {
  const { sandbox, organisation, author, reviewer } = github;
  const repository = await person.createRepository(sandbox, organisation, {
    name: "identity",
    files: base,
    by: author,
    collaborators: { [author.login]: "write", [reviewer.login]: "write" },
  });
  await person.tag(sandbox, author, repository, "7.0.0", "main");
  await person.push(sandbox, author, repository, {
    branch: "drop-legacy-id",
    files: proposed,
    message: "Drop user.legacy_id",
  });
  return () =>
    person.openPullRequest(sandbox, author, repository, {
      head: "drop-legacy-id",
      title: "Drop user.legacy_id",
      body: "The identifiers belong to a service that was retired in 6.2. Nothing has read them since 7.0.",
    });
}

/** Commits of a repository on this machine. */
export interface LocalRange {
  path: string;
  base: string;
  head: string;
}

/** Throws a UserError for what is no range of the repository. */
export function readRange(path: string, range: string): LocalRange {
  const [from, to] = range.split(/\.{2,3}/u);
  if (from === undefined || from === "" || to === undefined || to === "") {
    throw new UserError("Say what to show: npm run demo -- PATH BASE..HEAD");
  }
  return { path, base: commitOf(path, from), head: commitOf(path, to) };
}

/** The repository is read and never written. */
export async function importRange(
  github: DemoGitHub,
  { path, base, head }: LocalRange,
): Promise<() => Promise<PullRequest>> {
  const { sandbox, organisation, author, reviewer } = github;
  await givePolicy(github);
  const repository = await person.importRepository(sandbox, organisation, path, {
    name: basename(resolve(path)).replaceAll(/[^\w.-]/gu, "-"),
    defaultBranch: "demo-base",
    collaborators: { [author.login]: "write", [reviewer.login]: "write" },
  });
  await person.pushBranch(sandbox, author, repository, "demo-base", base);
  await person.pushBranch(sandbox, author, repository, "demo-head", head);
  const title = git(path, "log", "-1", "--format=%s", head);
  const body = git(path, "log", "-1", "--format=%b", head);
  return () => person.openPullRequest(sandbox, author, repository, { head: "demo-head", title, body });
}

/** Without any policy the App only watches; the organisation's makes it comment. */
async function givePolicy({ sandbox, organisation, author }: DemoGitHub): Promise<void> {
  await person.createRepository(sandbox, organisation, {
    name: ".github",
    files: { ".github/lockstep.yml": "mode: warn\n" },
    by: author,
  });
}

function commitOf(path: string, revision: string): string {
  return git(path, "rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
}

function git(path: string, ...args: string[]): string {
  const { status, stdout } = spawnSync("git", ["-C", path, ...args], { encoding: "utf8" });
  if (status === 0) return stdout.trim();
  throw new UserError(
    `There is no \`${args.at(-1)?.replace("^{commit}", "") ?? ""}\` in ${path}, or it is no git repository.`,
  );
}
