/** Why a change is made, as far as its pull request says it. Nobody is taken at their word: the draft asks the author to confirm it. */

import { plainly } from "../visible.ts";
import { firstProse, isProse } from "./first-prose.ts";

/** More issues than these are not looked at. */
const mostIssues = 3;

/** One line of prose: from the text of the pull request, else from an issue that it closes, else its title. Null where none of them says anything. */
export function rationaleOf(
  title: string,
  body: string,
  issues: readonly { title: string; body: string }[],
): string | null {
  for (const text of [body, ...issues.slice(0, mostIssues).map((issue) => issue.body)]) {
    const said = firstProse(text);
    if (said !== null) return said;
  }
  return fromTitle(title);
}

/** What titles carry besides their words: the kind of the change, and numbers. */
const prefixes = [
  /^\[[^\]]{1,40}\]\s*/u,
  /^\([^)]{1,40}\)\s*/u,
  /^(?:wip|draft)\b[:\s-]*/iu,
  /^(?:build|chore|ci|db|docs|feat|feature|fix|hotfix|bugfix|perf|refactor|revert|schema|migrations?|style|tests?)(?:\([^)]{1,60}\))?!?:\s*/iu,
  /^[a-z][a-z-]{1,20}\([^)]{1,60}\)!?:\s*/iu,
  /^[A-Z][A-Z\d]+-\d+\b[:\s-]*/u,
  /^#\d+\b[:\s-]*/u,
];

/** Titles that a tool wrote. */
const empty =
  /^(?:(?:update|create|delete|add|rename|patch|edit) \S+\.\w{1,5}|merge (?:branch|pull request|remote).*|patch[- ]?\d+)$/iu;

function fromTitle(title: string): string | null {
  let words = plainly(title.slice(0, 500));
  for (let before = ""; before !== words;) {
    before = words;
    for (const prefix of prefixes) words = words.replace(prefix, "");
  }
  words = words.replace(/\s*\(?(?:[\w.-]+\/[\w.-]+)?#\d+\)?/gu, "").trim();
  if (empty.test(words) || words.split(" ").length < 3 || !isProse(words)) return null;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replace(/[.\s]*$/u, ".");
}
