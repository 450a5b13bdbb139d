/** An exception says why its operation is safe enough. */

import type { Rule } from "../rule.ts";

export const exceptionHasReason: Rule = {
  name: "exception-has-reason",
  summary: "An exception says why, and not with a placeholder.",
  check: (input) =>
    input.exceptions
      .filter(({ state, reason }) => state !== "granted" && isPlaceholder(reason))
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

const hollow =
  /^(?:todo|tbd|tba|fixme|xxx|wip|n\/?a|none|nothing|no reason|reason|the reason|because|why|placeholder|lorem ipsum.*|foo|bar|test|why is this safe\??)$/iu;

/** No words, a word that stands for words, or a gap in pointed brackets. */
function isPlaceholder(reason: string): boolean {
  const bare = reason.replaceAll(/^[\s"'`*_.,:;!?–—-]+|[\s"'`*_.,:;!?–—-]+$/gu, "");
  if (!/[\p{L}\p{N}]/u.test(bare)) return true;
  return hollow.test(bare) || /^[<[{(][^>\]})]*[>\]})]$/u.test(bare) || reason.includes("<why");
}
