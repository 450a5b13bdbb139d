/** Where exceptions must be granted, a proposal is not enough. */

import { brokenBan } from "../phase-ban.ts";
import type { Rule } from "../rule.ts";

export const exceptionIsGranted: Rule = {
  name: "exception-is-granted",
  summary: "Where exceptions must be granted, someone else than the author has granted each.",
  check: (input) => {
    if (!input.requireGranted || input.policy.exceptions.grant === "author") return [];
    const needing = new Set(
      input.operations
        .filter((one) => one.demand === "note_and_exception" || brokenBan(one, input.policy) !== null)
        .map(({ id }) => id),
    );
    return input.exceptions
      .filter(({ state, operations }) => state === "proposed" && operations.some((id) => needing.has(id)))
      .map(({ target, place, operations }) => ({
        rule: "exception-is-granted",
        severity: "error",
        subject: `${place.path} ${target}`,
        message: `The exception for \`${target}\` is proposed, and nobody has granted it. An approving review by someone with the authority who is not the author grants it.`,
        place,
        operation: operations[0] ?? null,
      }));
  },
};
