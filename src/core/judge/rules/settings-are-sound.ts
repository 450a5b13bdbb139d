/** The policy and reno's configuration can be read. */

import type { Rule } from "../rule.ts";

/** What reading the settings found is passed on under the names that their readers gave. */
export const settingsAreSound: Rule = {
  name: "settings-are-sound",
  summary: "The policy and reno's configuration can be read, and say only what is known.",
  check: ({ findings, migrations }) =>
    findings
      .filter((finding) => finding.rule !== "exception-is-sound")
      // A change without migrations passes, so that a broken policy can be mended.
      .map((finding) =>
        finding.rule === "policy-is-sound" && migrations.length === 0
          ? { ...finding, severity: "warning" }
          : finding,
      ),
};
