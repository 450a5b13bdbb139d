/** A contract phase only takes away. */

import { banFindings } from "../phase-ban.ts";
import type { Rule } from "../rule.ts";

export const contractIsSubtractive: Rule = {
  name: "contract-is-subtractive",
  summary: "A contract phase only takes away: what adds belongs to the expand phase.",
  check: (input) => banFindings(input, "contract"),
};
