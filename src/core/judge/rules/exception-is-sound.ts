/** New exceptions can be read. */

import type { Rule } from "../rule.ts";

export const exceptionIsSound: Rule = {
  name: "exception-is-sound",
  summary: "A comment that speaks to Lockstep, and every entry of the exceptions file, can be read.",
  check: (input) => input.findings.filter((finding) => finding.rule === "exception-is-sound"),
};
