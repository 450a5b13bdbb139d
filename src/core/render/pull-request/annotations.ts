/** Problems at their lines, as GitHub shows them in the diff: plain text, errors first. */

import { isWholeFile } from "../../place.ts";
import type { Problem, Severity } from "../../problem.ts";
import { annotatedLines } from "../annotated-lines.ts";
import { type SourceLines, sourceLines } from "../excerpt.ts";
import { fixWords } from "../fix-words.ts";
import { visible, visibleLines } from "../visible.ts";
import { clipped } from "./check-title.ts";
import { capitalised, deedsOf } from "./deeds.ts";
import type { Annotation, JudgedPullRequest } from "./pages.ts";
import { withoutSaferWay } from "./things-list.ts";

/** Ten requests of fifty; nobody reads more. */
export const mostAnnotations = 500;
/** Of more files that could not be read at all each would say the same. */
const mostUnread = 4;
/** GitHub takes 64 KB. */
const longestMessage = 60_000;

const levels: Record<Severity, Annotation["level"]> = {
  error: "failure",
  warning: "warning",
  hint: "notice",
};
const order: readonly Severity[] = ["error", "warning", "hint"];

/** `leftOut`: how many there would be more. */
export function annotationsOf(pull: JudgedPullRequest): { annotations: Annotation[]; leftOut: number } {
  const all = pull.plan.annotated.filter((problem) => isAnnotated(problem, pull));
  const unread = all.filter(isUnreadFile);
  const problems = unread.length <= mostUnread ? all : all.filter((problem) => !isUnreadFile(problem));
  const sorted = order.flatMap((severity) => problems.filter((problem) => problem.severity === severity));
  const lines = sourceLines(pull.facts.source);
  const deed = deedsOf(pull.verdict);
  const annotations = sorted.slice(0, mostAnnotations).map((problem): Annotation => {
    const { place, severity } = problem;
    const at = annotatedLines(place);
    const columns = isWholeFile(place) ? { startColumn: null, endColumn: null } : {};
    return {
      path: place.path,
      ...at,
      ...columns,
      level: levels[severity],
      title: clipped(visible(capitalised(deed(problem).replaceAll("`", "")))),
      message: messageOf(problem, lines),
    };
  });
  return { annotations, leftOut: sorted.length - annotations.length };
}

/** The summary lists such files. */
function isUnreadFile({ rule, place }: Problem): boolean {
  return rule === "everything-is-read" && isWholeFile(place);
}

/** GitHub annotates files of the head only: a problem of a file that is gone is told in the summary alone. */
export function isAnnotated({ place }: Problem, { facts, verdict }: JudgedPullRequest): boolean {
  const file = verdict.files.find(({ path }) => path === place.path);
  return file === undefined ? facts.source(place.path) !== null : file.status !== "deleted";
}

function messageOf(problem: Problem, lines: SourceLines): string {
  const [told, saferWay] = withoutSaferWay(problem.message);
  // A whole note is drafted on demand.
  const isDrafted = problem.fix === null || problem.rule === "note-is-there";
  const fix = isDrafted || problem.fix === null ? [] : fixWords(problem.fix, problem, lines);
  const more = saferWay.length === 0 ? [] : ["The check tells a safer way."];
  const all = [...visibleLines(told.join("\n")), ...(fix.length === 0 ? [] : ["", ...fix]), ...more];
  let room = longestMessage;
  const fit = all.findIndex((line) => (room -= Buffer.byteLength(line) + 1) < 0);
  if (fit === -1) return all.join("\n");
  return [...all.slice(0, fit), "... and more: lockstep check --format json has all of it"].join("\n");
}
