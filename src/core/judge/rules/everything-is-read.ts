/** Nothing in a migration is left unread that nobody has looked at. */

import type { Finding } from "../../problem.ts";
import type { MigrationChange } from "../../verdict.ts";
import type { Rule } from "../rule.ts";

const goOn =
  "Write it so that it can be read, or let someone else than the author look at it: an approving review says that they did, " +
  "on the command line an `ignore` entry for the file in the base's policy.";

export const everythingIsRead: Rule = {
  name: "everything-is-read",
  summary: "What could not be read in a migration has been looked at by someone else than the author.",
  check: (input) => [
    ...input.migrations.flatMap(unreadIn),
    ...input.operations.flatMap((operation): Finding[] => {
      if (operation.kind !== "unknown_statement" || operation.direction !== "up") return [];
      const message = `Not understood: ${sentence(operation.details.reason)}\n${goOn}`;
      const { id, place } = operation;
      return [{ rule: "everything-is-read", severity: "error", subject: id, message, place, operation: id }];
    }),
  ],
};

/** One problem for a file, however many places of it were not read. */
function unreadIn({ path, unread }: MigrationChange): Finding[] {
  const [first, ...others] = unread;
  if (first === undefined) return [];
  const more =
    others.length === 0
      ? ""
      : ` ${others.length} more ${others.length === 1 ? "place" : "places"} of this file could not be read either.`;
  return [
    {
      rule: "everything-is-read",
      severity: "error",
      subject: `${path} ${unread.map(({ id }) => id).join(" ")}`,
      message: `Not read: ${sentence(first.reason)}${more}\n${goOn}`,
      place: first.place,
      related: others.map(({ place, reason }) => ({ place, message: reason })),
    },
  ];
}

function sentence(text: string): string {
  return text.replace(/\.?$/u, ".");
}
