/** The verdict as workflow commands, which GitHub shows as annotations, and what it would not show as plain lines. */

import type { Problem, Severity } from "../problem.ts";
import type { Verdict } from "../verdict.ts";
import { annotatedLines } from "./annotated-lines.ts";
import { where } from "./text-problem.ts";
import { visible, visibleLines, withoutCommands } from "./visible.ts";
import { count, ignoredLine } from "./words.ts";

/** GitHub shows this many annotations of each level per step. */
const shownPerLevel = 10;

const commands: Record<Severity, "error" | "warning" | "notice"> = {
  error: "error",
  warning: "warning",
  hint: "notice",
};

/** `first`: the line above all others. */
export function renderGithub(verdict: Verdict, first: string): string {
  const lines: string[] = [withoutCommands(visible(first))];
  for (const severity of ["error", "warning", "hint"] as const) {
    const problems = verdict.problems.filter((problem) => problem.severity === severity);
    lines.push(...problems.slice(0, shownPerLevel).map(annotation));
    const more = problems.slice(shownPerLevel);
    if (more.length === 0) continue;
    lines.push(
      `::group::${count(more.length, `more ${commands[severity]}`)} that GitHub shows no annotation for`,
    );
    lines.push(...more.flatMap(plainLines));
    lines.push("::endgroup::");
  }
  const ignored = ignoredLine(verdict.counts);
  if (ignored !== null) lines.push(ignored);
  return `${lines.join("\n")}\n`;
}

function plainLines({ place, message }: Problem): string[] {
  const [first = "", ...others] = visibleLines(message);
  return [`${where(place)}  ${first}`, ...others.map((line) => `    ${line}`)].map(withoutCommands);
}

function annotation(problem: Problem): string {
  const { place } = problem;
  const { endLine, startColumn, endColumn } = annotatedLines(place);
  const properties = {
    file: place.path,
    line: place.line,
    ...(startColumn === null || endColumn === null ? { endLine } : { col: startColumn, endColumn }),
    title: `Lockstep: ${problem.rule}`,
  };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${commands[problem.severity]} ${written.join(",")}::${data(withoutCommands(visibleLines(problem.message).join("\n")))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(withoutCommands(visible(text)))
    .replaceAll(":", "%3A")
    .replaceAll(",", "%2C");
}
