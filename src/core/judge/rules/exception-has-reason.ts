/** An exception says why its operation is safe enough. */

import { isPlaceholder } from "../placeholder-reason.ts";
import type { Rule } from "../rule.ts";

export const exceptionHasReason: Rule = {
  name: "exception-has-reason",
  summary: "An exception says why, and not with a placeholder.",
  check: (input) =>
    input.exceptions
      .filter(
        ({ state, reason, origin }) => state !== "granted" && origin !== "command" && isPlaceholder(reason),
      )
      .map(({ target, reason, place }) => ({
        rule: "exception-has-reason",
        severity: "error",
        subject: `${place.path} ${target}`,
        message:
          reason === ""
            ? `The exception for \`${target}\` gives no reason. Write \`because\` and why it is safe, or why it cannot be avoided.`
            : `The exception for \`${target}\` has a placeholder for a reason: "${reason.slice(0, 100)}". Say why it is safe, or why it cannot be avoided.`,
        place,
      })),
};
