/** Which rules a reviewer may waive. */

/** What is about one operation is exempted instead. */
const byException: ReadonlySet<string> = new Set([
  "exception-is-there",
  "exception-is-granted",
  "expand-is-additive",
  "contract-is-subtractive",
]);

const never: Readonly<Record<string, string>> = {
  "everything-is-read":
    "what could not be read needs somebody other than the author who looks at it, and says so with an approving review",
  "engine-accepts": "the engine will fail the statement, whoever allows it",
  "settings-are-sound": "what a broken setting asks for is not known: mend the file",
  "policy-is-sound": "what a broken policy asks for is not known: mend the file",
};

/** A clause that says why the rule cannot be waived; null: it can. It does not ask whether there is such a rule. */
export function whyNotWaivable(rule: string): string | null {
  if (Object.hasOwn(never, rule)) return never[rule] ?? null;
  if (byException.has(rule)) {
    return "it is about one operation: `/lockstep exempt KIND TARGET because REASON` allows that";
  }
  return rule.startsWith("exception-")
    ? "it is about an exception that is wrong itself: mend that, or take it out"
    : null;
}
