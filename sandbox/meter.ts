/** Counts how much each installation asked, and answers with GitHub's limits. */

import type { Authorization } from "./authorization.ts";
import { contentCreating } from "./limits.ts";
import { installationsOn } from "./permissions.ts";
import { Refused } from "./refused.ts";
import type { Sandbox } from "./sandbox.ts";

interface Window {
  used: number;
  /** Milliseconds since the epoch. */
  resetAt: number;
}

interface Use {
  at: number;
  restPoints: number;
  graphqlPoints: number;
  content: number;
}

interface Account {
  core: Window;
  graphql: Window;
  /** In the last minute. */
  recent: Use[];
  /** When content was created in the last hour. */
  created: number[];
  concurrent: number;
}

export interface Request {
  route: string;
  writes: boolean;
  /** Of GraphQL, null for REST. */
  query: string | null;
}

const minute = 60_000;
const hour = 3_600_000;

export class Meter {
  readonly #sandbox: Sandbox;
  readonly #accounts = new Map<string, Account>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Counts the request, or throws what GitHub answers instead. Returns what is to be called when it is answered. */
  admit(authorization: Authorization, request: Request): () => void {
    const { limits, clock } = this.#sandbox;
    const account = this.#account(authorization);
    const now = clock.now();
    const window = this.#window(account, request, now);
    if (window.used >= this.#hourly(authorization)) {
      throw new Refused(403, `API rate limit exceeded for ${nameOf(authorization)}.`, {
        headers: { ...this.headers(authorization, request), "x-ratelimit-remaining": "0" },
      });
    }
    const use = useOf(request, now, limits.writePoints);
    account.recent = account.recent.filter(({ at }) => at > now - minute);
    account.created = account.created.filter((at) => at > now - hour);
    const { recent, created } = account;
    const exceeds =
      account.concurrent >= limits.concurrent ||
      sum(recent, "restPoints") + use.restPoints > limits.restPoints ||
      sum(recent, "graphqlPoints") + use.graphqlPoints > limits.graphqlPoints ||
      (use.content > 0 && sum(recent, "content") + use.content > limits.contentInMinute) ||
      (use.content > 0 && created.length + use.content > limits.contentInHour);
    if (exceeds) throw secondaryLimit(limits.retryAfter);
    recent.push(use);
    for (let each = 0; each < use.content; each++) created.push(now);
    window.used++;
    account.concurrent++;
    return () => account.concurrent--;
  }

  /** More points of the hourly limit than the one that `admit` counted. */
  spend(authorization: Authorization, points: number): void {
    const account = this.#account(authorization);
    this.#window(account, { query: "" }, this.#sandbox.clock.now()).used += points - 1;
  }

  headers(authorization: Authorization, request: Pick<Request, "query">): Record<string, string> {
    const window = this.#window(this.#account(authorization), request, this.#sandbox.clock.now());
    const limit = this.#hourly(authorization);
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(Math.max(0, limit - window.used)),
      "x-ratelimit-used": String(window.used),
      "x-ratelimit-reset": String(Math.ceil(window.resetAt / 1000)),
      "x-ratelimit-resource": request.query === null ? "core" : "graphql",
    };
  }

  /** What is known of an account: for `rateLimit` of GraphQL. */
  graphql(authorization: Authorization): { limit: number; used: number; resetAt: Date } {
    const window = this.#window(this.#account(authorization), { query: "" }, this.#sandbox.clock.now());
    return { limit: this.#hourly(authorization), used: window.used, resetAt: new Date(window.resetAt) };
  }

  #account(authorization: Authorization): Account {
    const key = nameOf(authorization);
    const fresh = (): Window => ({ used: 0, resetAt: 0 });
    const known = this.#accounts.get(key);
    if (known !== undefined) return known;
    const account = { core: fresh(), graphql: fresh(), recent: [], created: [], concurrent: 0 };
    this.#accounts.set(key, account);
    return account;
  }

  #window(account: Account, { query }: Pick<Request, "query">, now: number): Window {
    const window = query === null ? account.core : account.graphql;
    if (window.resetAt <= now) {
      window.used = 0;
      window.resetAt = now + hour;
    }
    return window;
  }

  #hourly(authorization: Authorization): number {
    const { limits, world } = this.#sandbox;
    if (authorization.kind !== "installation") return limits.hourly;
    const { installation } = authorization.token;
    const repositories = this.#sandbox
      .repositories()
      .filter((repository) => installationsOn(world, repository).includes(installation)).length;
    const users = world.members.get(installation.account.login)?.size ?? 0;
    const more = Math.max(0, repositories - limits.hourlyFree) + Math.max(0, users - limits.hourlyFree);
    return Math.min(limits.hourly + more * limits.hourlyForEach, Math.max(limits.hourly, limits.hourlyMost));
  }
}

/** GitHub answers with either status. */
export function secondaryLimit(retryAfter: number, status: 403 | 429 = 403): Refused {
  const words = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  return new Refused(status, words, { headers: { "retry-after": String(retryAfter) } });
}

function useOf({ route, writes, query }: Request, at: number, writePoints: number): Use {
  const points = writes ? writePoints : 1;
  if (query === null) {
    const content = contentCreating.rest.has(route) ? 1 : 0;
    return { at, restPoints: points, graphqlPoints: 0, content };
  }
  const creating = contentCreating.graphql.map((field) => new RegExp(`\\b${field}\\s*\\(`, "gu"));
  const content = creating.reduce((count, field) => count + (query.match(field)?.length ?? 0), 0);
  return { at, restPoints: 0, graphqlPoints: points, content };
}

function sum(uses: readonly Use[], of: "restPoints" | "graphqlPoints" | "content"): number {
  return uses.reduce((total, use) => total + use[of], 0);
}

function nameOf(authorization: Authorization): string {
  switch (authorization.kind) {
    case "anonymous":
      return "anonymous";
    case "app":
      return `app ID ${authorization.app.id}`;
    case "installation":
      return `installation ID ${authorization.token.installation.id}`;
    case "person":
      return `user ID ${authorization.account.id}`;
  }
}
