/** Nothing in a migration is left unread that nobody has looked at. */

import { whyNotRead } from "../../detect/other-frameworks.ts";
import type { Kind } from "../../operation.ts";
import type { Finding } from "../../problem.ts";
import type { MigrationChange } from "../../verdict.ts";
import { goOn, lookNeeded, otherEngine } from "../look-words.ts";
import type { Policy } from "../policy.ts";
import { approvalsOf } from "../approvals.ts";
import { unreadKey } from "../keys.ts";
import type { JudgeInput, Rule } from "../rule.ts";

export const everythingIsRead: Rule = {
  name: "everything-is-read",
  summary: "What could not be read in a migration has been looked at by someone else than the author.",
  check: (input) => [
    ...input.migrations
      .filter((migration) => !isSeen(input, migration))
      .flatMap((migration) => unreadIn(migration, input.policy)),
    ...input.operations.flatMap((operation): Finding[] => {
      if (operation.kind !== "unknown_statement" || operation.direction !== "up") return [];
      if (isApproved(input, operation.place.path, [operation.id], operation.kind)) return [];
      const message = `Not understood: ${sentence(operation.details.reason)}\n${goOn}`;
      const { id, place } = operation;
      return [{ rule: "everything-is-read", severity: "error", subject: id, message, place, operation: id }];
    }),
  ],
};

function isSeen(input: JudgeInput, { path, unread }: MigrationChange): boolean {
  return isApproved(
    input,
    path,
    unread.map(({ id }) => id),
    null,
  );
}

/** Somebody else has looked at these places of the file as it is now. What is no operation has no kind: whoever may grant any kind may look at it. */
function isApproved(
  { approvals = [], sources }: JudgeInput,
  path: string,
  ids: readonly string[],
  kind: Kind | null,
): boolean {
  const keys = ids.map((id) => unreadKey(id, path, sources?.get(path)));
  return approvalsOf(approvals, keys).some(
    ({ kinds }) => kinds === undefined || (kind === null ? kinds.size > 0 : kinds.has(kind)),
  );
}

/** One problem for a file, however many places of it were not read. */
function unreadIn(migration: MigrationChange, policy: Policy): Finding[] {
  const { path, unread } = migration;
  const [first, ...others] = unread;
  if (first === undefined) return [];
  const advice = adviceOn(first.reason, migration, policy);
  const more =
    others.length === 0
      ? ""
      : ` ${others.length} more ${others.length === 1 ? "place" : "places"} of this file could not be read either.`;
  return [
    {
      rule: "everything-is-read",
      severity: "error",
      subject: `${path} ${unread.map(({ id }) => id).join(" ")}`,
      message: `Not read: ${sentence(first.reason)}${more}\n${advice}`,
      place: first.place,
      related: others.map(({ place, reason }) => ({ place, message: reason })),
    },
  ];
}

function adviceOn(reason: string, { path, framework }: MigrationChange, policy: Policy): string {
  if (reason === whyNotRead(framework)) return frameworkUnread(path, policy);
  return reason.startsWith("it is written for ") ? otherEngine : goOn;
}

/** The author can write such a migration in no other way: someone looks at it, or the whole folder is left out. */
function frameworkUnread(path: string, { ignore }: Policy): string {
  const glob = folderGlob(path);
  const entry =
    ignore.length === 0
      ? `with \`ignore: [${glob}]\` in the base's policy`
      : `with \`- ${glob}\` below those that stand under \`ignore:\` in the base's policy`;
  return `${lookNeeded}All of this folder is left out ${entry}.`;
}

/** As YAML takes it in a list; what means more than itself in a glob stands for any one character. */
function folderGlob(path: string): string {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const glob = `${folder.replaceAll(/[^\p{L}\p{N}\w ./-]/gu, (letter) => "?".repeat(letter.length))}**`;
  return /^[\w./][\w./-]*\*\*$/u.test(glob) ? glob : JSON.stringify(glob);
}

function sentence(text: string): string {
  return text.replace(/\.?$/u, ".");
}
