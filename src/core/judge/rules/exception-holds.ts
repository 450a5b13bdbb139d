/** A new exception has not expired. */

import type { Rule } from "../rule.ts";

export const exceptionHolds: Rule = {
  name: "exception-holds",
  summary: "A new exception has not expired.",
  check: (input) =>
    input.exceptions
      // What a command allowed until a day is not the author's to mend.
      .filter(({ state, origin }) => state === "expired" && origin !== "command")
      .map(({ target, until, place }) => ({
        rule: "exception-holds",
        severity: "error",
        subject: `${place.path} ${target}`,
        message: `The exception for \`${target}\` held until ${until ?? "an earlier day"}, and today is ${input.today}. Give it a later day, or take it out.`,
        place,
      })),
};
