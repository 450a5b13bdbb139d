/** What an App on GitHub lacks of its manifest: somebody removed it, or registered the App before it was asked for. */

import { fields, items } from "./payload.ts";
import type { AppManifest } from "./setup-manifest.ts";

/** What does not work without a permission. */
export const permissionUses: Readonly<Record<string, string>> = {
  checks: "no result can be shown",
  pull_requests: "no comment can be written, and no event of a pull request arrives",
  contents: "no migration, note or policy can be read",
  issues: "no command in a comment arrives, and linked issues are not read for the rationale",
  metadata: "nothing can be read",
  members: "who is in a team is not known, so that no exception can be granted by a team",
  merge_queues: "entries of a merge queue wait for a check that never comes",
};

/** What does not work without an event. */
export const eventUses: Readonly<Record<string, string>> = {
  pull_request: "pull requests are not reviewed when they are opened or pushed to",
  pull_request_review: "an approval does not grant exceptions by itself: the check must be re-run",
  pull_request_review_comment: "commands in answers to review comments are not seen",
  pull_request_review_thread: "threads that are resolved by hand are noticed late",
  issue_comment: "commands in the conversation are not seen",
  check_run: "Re-run and the buttons of the check do nothing",
  check_suite: "Re-run all checks does nothing",
  merge_group: "entries of a merge queue wait for a check that never comes",
  push: "a changed policy is noticed late",
  repository: "a repository that was renamed, moved or archived is noticed late",
};

const ranks: Readonly<Record<string, number>> = { read: 1, write: 2, admin: 3 };

/** One sentence each. */
export function lacksOf(manifest: AppManifest, permissions: unknown, events: unknown): string[] {
  const has = fields(permissions);
  const rank = (level: unknown) => (typeof level === "string" ? (ranks[level] ?? 0) : 0);
  const lacking = Object.entries(manifest.default_permissions)
    .filter(([name, level]) => rank(has[name]) < rank(level))
    .map(
      ([name, level]) =>
        `The App lacks the permission ${name}: ${level}. Without it, ${permissionUses[name]}.`,
    );
  const gets = new Set(items(events));
  const unheard = manifest.default_events
    .filter((event) => !gets.has(event))
    .map((event) => `The App does not get the event ${event}. Without it, ${eventUses[event]}.`);
  return [...lacking, ...unheard];
}
