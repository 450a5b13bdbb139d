/** Rules that an operation breaks for want of an exception. */

const rules: ReadonlySet<string> = new Set([
  "exception-is-there",
  "expand-is-additive",
  "contract-is-subtractive",
]);

export function wantsException(rule: string): boolean {
  return rules.has(rule);
}
