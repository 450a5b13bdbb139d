/** Many pull requests on the demonstration's GitHub, for figures. */

import * as person from "../../sandbox/person.ts";
import type { PullRequest, Repository } from "../../sandbox/world.ts";
import type { DemoGitHub } from "../demo/github.ts";
import { base, proposed } from "../demo/project.ts";

/** Files of a pull request that has no schema change. */
export const readme = { "README.md": "# Identity\n\nKeeps users.\n" };
/** Files of one that has: it gets two suggestions and a drafted note. */
export const schemaChange = proposed;

/** An hour's work in a minute: the limits of one installation are not what is measured. */
export function liftLimits({ sandbox }: DemoGitHub): void {
  Object.assign(sandbox.limits, {
    contentInMinute: 1e9,
    contentInHour: 1e9,
    restPoints: 1e9,
    graphqlPoints: 1e9,
    hourlyMost: 1e9,
    hourly: 1e9,
  });
}

/** Each has an installation of its own: the App holds itself to GitHub's 80 comments a minute. */
export async function makeRepositories(
  github: DemoGitHub,
  what: string,
  count: number,
): Promise<Repository[]> {
  const { sandbox, app, author, reviewer } = github;
  const repositories: Repository[] = [];
  for (let index = 0; index < count; index++) {
    const login = `${what.replaceAll(/\W+/gu, "-")}-${index}`;
    const organisation = person.createOrganisation(sandbox, login, { members: [author, reviewer] });
    person.installApp(sandbox, author, app, organisation);
    const repository = await person.createRepository(sandbox, organisation, {
      name: "identity",
      files: base,
      by: author,
    });
    for (const account of [author, reviewer]) person.setRole(repository, account, "write");
    repositories.push(repository);
  }
  return repositories;
}

/** With another text each time: nothing is known of it yet. */
export async function openOne(
  { sandbox, author }: DemoGitHub,
  repository: Repository,
  files: Record<string, string>,
  branch: string,
): Promise<PullRequest> {
  const own = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `${text}# ${branch}\n`]));
  await person.push(sandbox, author, repository, { branch, files: own });
  return person.openPullRequest(sandbox, author, repository, { head: branch, title: branch });
}
