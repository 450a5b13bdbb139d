/** Where exceptions must be granted, a proposal is not enough. */

import { idsCovered } from "../exemption-state.ts";
import { needsException } from "../needs-exception.ts";
import type { Rule } from "../rule.ts";

export const exceptionIsGranted: Rule = {
  name: "exception-is-granted",
  summary: "Where exceptions must be granted, someone else than the author has granted each.",
  check: (input) => {
    if (!input.requireGranted || input.policy.exceptions.grant === "author") return [];
    // A command, or an earlier merge, may have allowed what is proposed here as well.
    const granted = idsCovered(input.exceptions, ["granted"]);
    const needing = new Set(
      input.operations
        .filter((one) => needsException(one, input.policy) && !granted.has(one.id))
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
