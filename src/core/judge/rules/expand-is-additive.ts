/** An expand phase only adds. */

import { banFindings } from "../phase-ban.ts";
import type { Rule } from "../rule.ts";

export const expandIsAdditive: Rule = {
  name: "expand-is-additive",
  summary: "An expand phase only adds: what drops, renames or alters waits for the contract phase.",
  check: (input) => banFindings(input, "expand"),
};
