/** A new exception is for an operation that the change makes. */

import { nearest } from "../../nearest.ts";
import type { Operation } from "../../operation.ts";
import { exemptText } from "../exempt-comment.ts";
import { listedShort, named } from "../operation-words.ts";
import type { JudgeInput, Rule } from "../rule.ts";
import type { Exception } from "../../verdict.ts";

export const exceptionMatches: Rule = {
  name: "exception-matches",
  summary: "A new exception is for an operation of the change.",
  check: (input) =>
    input.exceptions
      .filter(({ state }) => state === "unmatched")
      .map((exception, at) => ({
        rule: "exception-matches",
        severity: "error",
        subject: `${exception.place.path} ${exception.target}`,
        message: `The exception for \`${exception.target}\` fits no operation of this change. ${at < mostAdvice ? advice(input, exception) : "Name an operation of it, or take it out."}`,
        place: exception.place,
      })),
};

/** Each is compared with every operation; whoever has more of them has another problem than their names. */
const mostAdvice = 20;

function advice(input: JudgeInput, { target, origin, place }: Exception): string {
  const own = input.operations.filter(
    (operation) =>
      operation.direction === "up" && (origin !== "migration" || operation.place.path === place.path),
  );
  const partly = own.filter(
    (operation) =>
      plain(operation).startsWith(`${target.toLowerCase()}.`) ||
      plain(operation).startsWith(`${target.toLowerCase()}:`),
  );
  if (partly.length > 1) return `It fits ${listedShort(partly.map(named))}: name one.`;
  const byText = new Map(own.map((operation) => [plain(operation), operation]));
  const guess = byText.get(nearest(target, byText.keys()) ?? "");
  if (guess !== undefined) return `Did you mean \`${exemptText(guess)}\`?`;
  const demanding = own.filter((operation) => operation.demand === "note_and_exception");
  if (demanding.length > 0) return `Those that need one: ${listedShort(demanding.map(named))}.`;
  return "No operation here needs one: take it out.";
}

function plain(operation: Operation): string {
  return named(operation).slice(1, -1).toLowerCase();
}
