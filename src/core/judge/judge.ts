/** Is that enough? Runs the rules, and says what the mode makes of what they find. */

import { createHash } from "node:crypto";

import { comparePlaces } from "../place.ts";
import type { Finding, Problem } from "../problem.ts";
import type { Conclusion } from "../verdict.ts";
import type { Mode, Policy } from "./policy.ts";
import { registry } from "./registry.ts";
import type { JudgeInput } from "./rule.ts";
import { unswitchable } from "./unswitchable.ts";

/** All problems, sorted by place. Each has an id that stays while the problem stays. */
export function judge(input: JudgeInput): Problem[] {
  return problemsOf(
    registry.flatMap((rule) => rule.check(input)),
    input.policy,
  );
}

/** Findings with ids and the severities of the policy, sorted by place; those that it switches off are left out. */
export function problemsOf(findings: readonly Finding[], policy: Policy): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  for (const finding of findings) {
    const severity = severityOf(finding, policy);
    if (severity === "off") continue;
    const subject = `${finding.rule}\n${finding.subject}`;
    const ordinal = seen.get(subject) ?? 0;
    seen.set(subject, ordinal + 1);
    problems.push(asProblem(finding, severity, ordinal === 0 ? subject : `${subject}\n${ordinal}`));
  }
  return problems.toSorted((a, b) => comparePlaces(a.place, b.place));
}

/** `neutral` where the mode only looks; else errors fail. */
export function conclude(problems: readonly Pick<Problem, "severity">[], mode: Mode): Conclusion {
  if (mode !== "enforce") return "neutral";
  return problems.some(({ severity }) => severity === "error") ? "failure" : "success";
}

function severityOf(finding: Finding, policy: Policy): Problem["severity"] | "off" {
  if (unswitchable.includes(finding.rule) || !Object.hasOwn(policy.rules, finding.rule)) {
    return finding.severity;
  }
  return policy.rules[finding.rule] ?? finding.severity;
}

function asProblem(finding: Finding, severity: Problem["severity"], subject: string): Problem {
  const { rule, message, place, related = [], operation = null, fix = null } = finding;
  const id = createHash("sha256").update(subject).digest("hex").slice(0, 32);
  return { id, rule, severity, message, place, related, operation, fix };
}
