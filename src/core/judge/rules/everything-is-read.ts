/** Nothing in a migration is left unread that nobody has looked at. */

import type { Finding } from "../../problem.ts";
import type { Rule } from "../rule.ts";

const goOn =
  "Write it so that it can be read, or let someone else look at it: an approving review by someone with the authority who is not the author is that look. " +
  "On the command line nobody can have looked: change it, or name the file under `ignore` in the policy of the base.";

export const everythingIsRead: Rule = {
  name: "everything-is-read",
  summary: "What could not be read in a migration has been looked at by someone else than the author.",
  check: (input) => {
    const findings: Finding[] = [];
    for (const { path, unread } of input.migrations) {
      for (const { id, place, reason } of unread) {
        const message = `Not read: ${reason.replace(/\.?$/u, ".")} ${goOn}`;
        findings.push({
          rule: "everything-is-read",
          severity: "error",
          subject: `${path} ${id}`,
          message,
          place,
        });
      }
    }
    for (const operation of input.operations) {
      if (operation.kind !== "unknown_statement" || operation.direction !== "up") continue;
      findings.push({
        rule: "everything-is-read",
        severity: "error",
        subject: operation.id,
        message: `Not understood: ${operation.details.reason.replace(/\.?$/u, ".")} ${goOn}`,
        place: operation.place,
        operation: operation.id,
      });
    }
    return findings;
  },
};
