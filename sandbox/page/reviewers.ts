/** What each reviewer thinks now. */

import type { PullRequest } from "../world.ts";

export interface Opinion {
  login: string;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED";
}

/** The last review of each person; a mere comment does not take an approval back. */
export function reviewersOf(pull: PullRequest): Opinion[] {
  const opinions = new Map<string, Opinion>();
  for (const { author, state } of pull.reviews) {
    if (state === "DISMISSED" || author.type === "Bot" || author === pull.author) continue;
    if (state === "COMMENTED" && opinions.has(author.login)) continue;
    opinions.set(author.login, { login: author.login, state });
  }
  return [...opinions.values()];
}
