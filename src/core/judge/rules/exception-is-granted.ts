/** Where exceptions must be granted, a proposal is not enough. */

import type { Rule } from "../rule.ts";

export const exceptionIsGranted: Rule = {
  name: "exception-is-granted",
  summary: "Where exceptions must be granted, someone else than the author has granted each.",
  check: (input) => {
    if (!input.requireGranted || input.policy.exceptions.grant === "author") return [];
    return input.exceptions
      .filter(({ state }) => state === "proposed")
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
