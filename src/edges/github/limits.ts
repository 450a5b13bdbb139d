/** Keeps one installation within GitHub's limits, so that it is seldom told to wait, and does not ask while it was. */

import { GitHubTrouble } from "../../review/github.ts";

/** Comments, reviews and checks: so many in so many seconds. GitHub documents the numbers, not what exactly counts. */
export const contentLimits = [
  { count: 80, seconds: 60 },
  { count: 500, seconds: 3600 },
] as const;

/** REST and GraphQL are counted apart. */
export type Resource = "core" | "graphql";

export class Limits {
  readonly #now: () => number;
  readonly #created: number[] = [];
  readonly #closed: Record<Resource, number> = { core: 0, graphql: 0 };

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Throws `limited` while GitHub wants no requests. */
  enter(resource: Resource): void {
    const left = this.#closed[resource] - this.#now();
    if (left > 0) throw limited(left);
  }

  /** GitHub asked to wait. A secondary limit holds for both. */
  close(resource: Resource | "both", seconds: number): void {
    const until = this.#now() + seconds * 1000;
    for (const one of resource === "both" ? (["core", "graphql"] as const) : [resource])
      this.#closed[one] = Math.max(this.#closed[one], until);
  }

  /** Takes places for so many pieces of content. Throws `limited` when there are not enough; then none is taken. */
  create(count: number): void {
    const now = this.#now();
    const longest = Math.max(...contentLimits.map(({ seconds }) => seconds));
    while (this.#created[0] !== undefined && this.#created[0] <= now - longest * 1000) this.#created.shift();
    for (const limit of contentLimits) {
      const recent = this.#created.filter((time) => time > now - limit.seconds * 1000);
      // More at once than ever fits is let pass by itself.
      const over = recent.length + Math.min(count, limit.count) - limit.count;
      const free = over > 0 ? recent[over - 1] : undefined;
      if (free !== undefined) throw limited(free + limit.seconds * 1000 - now);
    }
    for (let each = 0; each < count; each++) this.#created.push(now);
  }
}

function limited(milliseconds: number): GitHubTrouble {
  return new GitHubTrouble("limited", "GitHub's rate limit is reached", {
    retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)),
  });
}
