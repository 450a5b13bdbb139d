/** Operations that may not stand in their phase. */

import type { Operation, Phase } from "../operation.ts";
import type { Finding } from "../problem.ts";
import { exemptAdvice, exemptFix } from "./exempt-comment.ts";
import { isExempted } from "./exemption-state.ts";
import { named } from "./operation-words.ts";
import type { Policy } from "./policy.ts";
import type { JudgeInput } from "./rule.ts";

const rules = { expand: "expand-is-additive", contract: "contract-is-subtractive" } as const;

/** The ban that it breaks, null when none. What the change itself creates may be altered in any phase. */
export function brokenBan(operation: Operation, policy: Policy): "expand" | "contract" | null {
  const { phase, kind } = operation;
  if (operation.direction !== "up" || operation.newTable) return null;
  if (phase !== "expand" && phase !== "contract") return null;
  const banned = policy.phases.banned[phase];
  return banned.includes(kind) || (banned.includes("seed_rows") && addsRows(operation)) ? phase : null;
}

/** Rows that stand in the migration itself. */
function addsRows(operation: Operation): boolean {
  if (operation.kind !== "change_data") return false;
  const { statement, rows, sources } = operation.details;
  return (statement === "insert" || statement === "copy") && rows !== null && sources.length === 0;
}

/** The ban that another rule may leave the talking to: it is reported as an error. */
export function banSpeaks(operation: Operation, policy: Policy): boolean {
  const phase = brokenBan(operation, policy);
  return phase !== null && (policy.rules[rules[phase]] ?? "error") === "error";
}

/** The findings of one phase's ban. An exception lifts it. */
export function banFindings(input: JudgeInput, phase: "expand" | "contract"): Finding[] {
  const what =
    phase === "expand"
      ? "an expand phase, which only adds: the old code still runs after it"
      : "a contract phase, which only takes away";
  const instead: Phase = phase === "expand" ? "contract" : "expand";
  return input.operations
    .filter((operation) => brokenBan(operation, input.policy) === phase && !isExempted(input, operation))
    .map((operation) => ({
      rule: rules[phase],
      severity: "error",
      subject: operation.id,
      message:
        `${named(operation)} stands in ${what}.\n` +
        `Move it to the ${instead} phase. If it must stand here, exempt it ${exemptAdvice(operation).where}: \`${exemptAdvice(operation).text}\``,
      place: operation.place,
      operation: operation.id,
      fix: exemptFix(operation, input.sources),
    }));
}
