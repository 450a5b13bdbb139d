/** Says in clear words what git could not do. */

import { UserError } from "../../core/errors.ts";

/** git needed a content that is not in this repository. */
export class MissingContent extends UserError {}

/** git itself could not be started. */
export function missingGit(cause: Error): Error {
  if ("code" in cause && cause.code === "ENOENT") {
    return new UserError("git was not found. Install it, or put it in the PATH.");
  }
  return new UserError(`git could not be started: ${cause.message}`);
}

/** Something ended git from outside. */
export function stoppedGit(command: string, signal: string | null): UserError {
  return new UserError(
    `\`git ${command}\` was stopped${signal === null ? "" : ` (${signal})`} before it was done. Run it again.`,
  );
}

/** git ended with a failure: the best words for what it printed. */
export function gitTrouble(directory: string, command: string, stderr: string): UserError {
  if (/cannot change to/.test(stderr)) return new UserError(`There is no folder \`${directory}\`.`);
  if (/dubious ownership|unsafe repository/.test(stderr)) {
    return new UserError(
      `\`${directory}\` belongs to another user, so git refuses to read it. If you trust it: git config --global --add safe.directory ${quoted(ownerless(stderr) ?? directory)}`,
    );
  }
  if (/not a git repository/.test(stderr)) {
    return new UserError(
      `\`${directory}\` is no git repository. Run Lockstep inside a checkout, or name one with --repo DIR.`,
    );
  }
  if (/promisor|lazy fetch|fetch_objects|transport '.*' not allowed/.test(stderr)) {
    return new MissingContent(
      "This is a partial clone, and Lockstep fetches nothing. Get the missing contents first: git fetch --refetch --no-filter",
    );
  }
  if (/unable to read [0-9a-f]{40}/.test(stderr)) {
    return new MissingContent(
      `A content is missing from \`${directory}\`: ${stderr.trim()}. Get it first: git fetch --refetch`,
    );
  }
  const words = stderr
    .trim()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("hint:"))
    .slice(0, 3)
    .join(" ");
  return new UserError(`\`git ${command}\` failed in \`${directory}\`: ${words || "it said nothing"}`);
}

/** The path that git names in its own advice. */
function ownerless(stderr: string): string | null {
  return /ownership in repository at '(.+)'/.exec(stderr)?.[1] ?? null;
}

function quoted(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
