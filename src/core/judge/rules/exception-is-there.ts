/** An operation that cannot run online has a written exception. */

import { exemptComment, exemptFix } from "../exempt-comment.ts";
import { isExempted } from "../exemption-state.ts";
import { consequence, named } from "../operation-words.ts";
import { banSpeaks } from "../phase-ban.ts";
import type { Rule } from "../rule.ts";

export const exceptionIsThere: Rule = {
  name: "exception-is-there",
  summary: "An operation that cannot run online has a written exception.",
  check: (input) =>
    input.operations
      .filter(
        (operation) =>
          operation.direction === "up" &&
          operation.demand === "note_and_exception" &&
          // What the engine refuses must change in any case, and a ban says the same as this rule and more.
          operation.impacts.every((impact) => impact.refused === null) &&
          !banSpeaks(operation, input.policy) &&
          !isExempted(input, operation),
      )
      .map((operation) => {
        const safer = operation.impact.saferWay;
        return {
          rule: "exception-is-there",
          severity: "error",
          subject: operation.id,
          message:
            `Exempt ${named(operation)}, which ${consequence(operation)}: put \`${exemptComment(operation)}\` above it, and someone else grants that.` +
            (safer === null ? "" : `\nOr take the safer way: ${safer.replace(/\.?$/u, ".")}`),
          place: operation.place,
          operation: operation.id,
          fix: exemptFix(operation, input.sources?.get(operation.place.path)),
        };
      }),
};
