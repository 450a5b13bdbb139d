/** What an operation does on several engines at once, in one line. */

import { numberings } from "./engine-version.ts";
import type { Impact } from "./impact.ts";
import { qualified } from "./operation.ts";
import type { AssessedOperation } from "./operation.ts";

/** `PostgreSQL 14 or later`. */
export function engineTitle({ engine, version }: Pick<Impact, "engine" | "version">): string {
  return `${numberings[engine].title} ${version}`;
}

/** ``MariaDB 10.11: instant; PostgreSQL 12: blocks writes while it scans `t` ``; null where there is one engine. */
export function engineLine(operation: AssessedOperation): string | null {
  const { impacts, schema, table } = operation;
  if (impacts.length < 2) return null;
  const target = table === null ? "the table" : `\`${qualified(schema, table)}\``;
  const byWords = new Map<string, string[]>();
  for (const impact of impacts) {
    const words = wordsOf(impact, target);
    byWords.set(words, [...(byWords.get(words) ?? []), engineTitle(impact)]);
  }
  return [...byWords].map(([words, titles]) => `${titles.join(", ")}: ${words}`).join("; ");
}

const verbs: Record<Impact["work"], string> = {
  none: "does nothing to",
  metadata: "changes",
  scan: "scans",
  rewrite: "rewrites",
  data: "changes rows of",
  unknown: "runs on",
};

function wordsOf(impact: Impact, target: string): string {
  if (impact.refused !== null) return "refuses it";
  const kinds = (["reads", "writes"] as const).filter((one) =>
    impact.locks.some((lock) => lock.blocks.includes(one)),
  );
  const blocked = kinds.join(" and ");
  if (impact.work === "unknown") return "its effect cannot be read";
  const work = `${verbs[impact.work]} ${target}`;
  if (impact.grows && blocked !== "") return `blocks ${blocked} while it ${work}`;
  if (impact.grows && impact.offline) return `keeps the locks of its transaction while it ${work}`;
  if (impact.grows) return `${work}, and blocks neither reads nor writes`;
  if (impact.algorithm?.toLowerCase() === "instant") return "instant";
  return blocked === "" ? "blocks nothing" : `blocks ${blocked} briefly`;
}
