/** An operation that cannot run online has a written exception. */

import { engineLine } from "../../engine-line.ts";
import { exemptAdvice, exemptFix } from "../exempt-comment.ts";
import { isExempted } from "../exemption-state.ts";
import type { Operation } from "../../operation.ts";
import { consequence, named, saferLines } from "../operation-words.ts";
import { banSpeaks } from "../phase-ban.ts";
import type { Rule } from "../rule.ts";
import { usageSentence } from "../../usage/usage-words.ts";

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
      .map((operation) => ({
        rule: "exception-is-there",
        severity: "error",
        subject: operation.id,
        message: [
          `${named(operation)} ${consequence(operation)}${because(operation)}.`,
          ...stillNamed(operation),
          exemptLine(operation),
          ...saferLines("Safer", operation.impact.saferWay),
        ].join("\n"),
        place: operation.place,
        operation: operation.id,
        fix: exemptFix(operation, input.sources),
      })),
};

function exemptLine(operation: Operation): string {
  const { where, text } = exemptAdvice(operation);
  return `Exempt it ${where}, and someone else grants it: \`${text}\``;
}

/** Where the outage would come from, or why nobody can tell. */
function stillNamed({ usage, impact }: Operation): string[] {
  if (usage === undefined || !impact.breaksOldCode) return [];
  const sentence = usageSentence(usage);
  return [`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`];
}

/** A break is the same on every engine; what else it does is said of each. */
function because(operation: Operation): string {
  const { impact } = operation;
  const line = impact.breaksOldCode ? null : engineLine(operation);
  if (line !== null) return `: ${line}`;
  const [first] = impact.reasons;
  return first === undefined || !impact.offline ? "" : `: ${first.replace(/\.$/u, "")}`;
}
