/** An exception says why its operation is safe enough. */

import { emptiness } from "../../note/emptiness.ts";
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

/** Words that stand for a reason without being one. */
const hollow = /^(?:n\/?a|none|nothing|no reason|(?:the )?reason|because|why|why is this safe)$/iu;

function isPlaceholder(reason: string): boolean {
  const bare = reason.slice(0, 500).replaceAll(/^[\s"'`*_.,:;!?–—-]+|[\s"'`*_.,:;!?–—-]+$/gu, "");
  if (!/[\p{L}\p{N}]/u.test(bare) || hollow.test(bare)) return true;
  return emptiness(reason.slice(0, 5000), []) !== null;
}
