/** Commits that people make, on their machine or on a page of GitHub's. */

import type { Signature } from "../git/objects.ts";
import type { FileChange } from "../git/write-objects.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, Repository } from "../world.ts";
import { privateEmail, webCommitter } from "./accounts.ts";
import { pushRef } from "./pushes.ts";

/** Somebody whom GitHub may or may not know. */
export type Person = Account | { name: string; email: string };

export interface NewCommit {
  files: Record<string, FileChange>;
  message: string;
  author: Person;
  committer: Person;
  coAuthors: readonly Person[];
}

export function signatureOf(person: Person, date: Date): Signature {
  return { name: person.name, email: emailOf(person), date };
}

/** Commits onto `parents` and returns the commit; no branch moves. */
export async function writeCommit(
  sandbox: Sandbox,
  repository: Repository,
  parents: readonly string[],
  { files, message, author, committer, coAuthors }: NewCommit,
): Promise<string> {
  const date = sandbox.clock.date();
  const trailers = coAuthors
    .map((person) => `Co-authored-by: ${person.name} <${emailOf(person)}>\n`)
    .join("");
  return sandbox.git(repository).write({
    parents,
    changes: new Map(Object.entries(files)),
    message: trailers === "" ? `${message}\n` : `${message}\n\n${trailers}`,
    author: signatureOf(author, date),
    committer: signatureOf(committer, date),
  });
}

/** Commits files to a branch as GitHub does for a person or an App: on a page, or asked for by `createCommitOnBranch`. */
export async function commitOnPage(
  sandbox: Sandbox,
  repository: Repository,
  branch: string,
  by: Account,
  commit: Pick<NewCommit, "files" | "message" | "coAuthors">,
): Promise<string> {
  const tip = sandbox.git(repository).branch(branch);
  const oid = await writeCommit(sandbox, repository, tip === null ? [] : [tip], {
    ...commit,
    author: by,
    committer: webCommitter,
  });
  sandbox.world.signed.add(oid);
  await pushRef(sandbox, repository, `refs/heads/${branch}`, oid, by);
  return oid;
}

function emailOf(person: Person): string {
  return person.email ?? privateEmail(person as Account);
}
