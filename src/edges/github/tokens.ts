/** Tokens of installations, each narrowed to what a step needs, and to one repository unless it is for teams, and kept for as long as they are good. */

import { GitHubTrouble } from "../../review/github.ts";
import type { RepositoryId } from "../../review/job.ts";
import type { Logger } from "../log.ts";
import type { AppRequests, Permissions } from "./app-requests.ts";
import { RecentMap } from "./recent-map.ts";

export const rights = ["reading", "writing", "teams"] as const;

/** What a token is for. */
export type Right = (typeof rights)[number];

export interface Token {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** It opens the organisation's `.github` repository too. */
  organisation: boolean;
}

const wanted: Record<Right, Permissions> = {
  reading: {
    metadata: "read",
    contents: "read",
    pull_requests: "read",
    checks: "read",
    issues: "read",
    merge_queues: "read",
  },
  // Only who may write contents may resolve threads.
  writing: { metadata: "read", checks: "write", pull_requests: "write", contents: "write" },
  // Narrowed to a repository, GitHub knows no member of any team.
  teams: { members: "read" },
};
/** Nothing is missed without them. */
const optional: Record<Right, string[]> = { reading: [], writing: ["contents"], teams: [] };

const minute = 60_000;
const hour = 60 * minute;
const kept = 5_000;

interface Installed {
  permissions: Permissions;
  /** The account is an organisation, which has teams. */
  hasTeams: boolean;
  /** The number of the organisation's `.github` repository; null: it is not in the installation. */
  organisation: number | null;
  until: number;
}

export class Tokens {
  readonly #app: AppRequests;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #tokens = new RecentMap<string, Promise<Token>>(kept);
  readonly #installed = new RecentMap<number, Promise<Installed>>(kept);

  constructor(app: AppRequests, log: Logger, now: () => number) {
    this.#app = app;
    this.#log = log;
    this.#now = now;
  }

  /** Throws `GitHubTrouble`; for teams `forbidden` where the installation may not read them, and `gone` where there can be none. `count` is called for each request that this takes. */
  async take(id: RepositoryId, right: Right, count: () => void): Promise<Token> {
    const key = keyOf(id, right);
    const known = await this.#tokens.get(key);
    if (known !== undefined && known.expiresAt - minute > this.#now()) return known;
    const created =
      right === "teams" ? this.#createForTeams(id.installation, count) : this.#create(id, right, count);
    return keep(this.#tokens, key, created);
  }

  /** GitHub does not accept it any more. */
  drop(id: RepositoryId, right: Right): void {
    this.#tokens.delete(keyOf(id, right));
  }

  /** What the installation allows may have changed. */
  forget(installation: number): void {
    this.#installed.delete(installation);
  }

  async #createForTeams(installation: number, count: () => void): Promise<Token> {
    const { permissions, hasTeams } = await this.#installation(installation, count);
    if (!hasTeams) throw new GitHubTrouble("gone", "the account of a person has no teams");
    if (permissions["members"] === undefined) throw new GitHubTrouble("forbidden", "members: read");
    count();
    const { token, expiresAt } = await this.#app.createToken(installation, { permissions: wanted.teams });
    return { token, expiresAt, organisation: false };
  }

  async #create(id: RepositoryId, right: Right, count: () => void): Promise<Token> {
    try {
      return await this.#ask(id, right, count);
    } catch (cause) {
      if (!(cause instanceof GitHubTrouble) || cause.kind !== "refused") throw cause;
      // What the installation allows is an hour old at most, and may be less now.
      this.forget(id.installation);
      return this.#ask(id, right, count).catch((again: unknown): never => {
        if (again instanceof GitHubTrouble && again.kind === "refused")
          throw new GitHubTrouble("gone", "the installation does not have the repository");
        throw again;
      });
    }
  }

  async #ask(id: RepositoryId, right: Right, count: () => void): Promise<Token> {
    const { permissions, organisation } = await this.#installation(id.installation, count);
    const also = right === "reading" && organisation !== null && organisation !== id.id ? [organisation] : [];
    const asked: Permissions = {};
    const missing: string[] = [];
    for (const [name, level] of Object.entries(wanted[right])) {
      const has = permissions[name];
      if (has === level || has === "write") asked[name] = level;
      else if (!optional[right].includes(name)) missing.push(`${name}: ${level}`);
    }
    if (missing.length > 0) {
      this.#log.warn({ installation: id.installation, missing }, "the installation lacks permissions");
    }
    count();
    const { token, expiresAt } = await this.#app.createToken(id.installation, {
      repository_ids: [id.id, ...also],
      permissions: asked,
    });
    return { token, expiresAt, organisation: organisation !== null };
  }

  async #installation(installation: number, count: () => void): Promise<Installed> {
    const known = await this.#installed.get(installation);
    if (known !== undefined && known.until > this.#now()) return known;
    return keep(this.#installed, installation, this.#look(installation, count));
  }

  async #look(installation: number, count: () => void): Promise<Installed> {
    count();
    const granted = await this.#app.granted(installation);
    count();
    const organisation = await this.#organisation(installation);
    return { ...granted, organisation, until: this.#now() + hour };
  }

  /** A token by the name of a repository tells its number, or that the installation does not have it. */
  async #organisation(installation: number): Promise<number | null> {
    try {
      const narrowed = { repositories: [".github"], permissions: { metadata: "read" } as const };
      return (await this.#app.createToken(installation, narrowed)).repositories[0] ?? null;
    } catch (cause) {
      if (cause instanceof GitHubTrouble && cause.kind === "refused") return null;
      throw cause;
    }
  }
}

function keyOf({ installation, id }: RepositoryId, right: Right): string {
  return right === "teams" ? `${installation} teams` : `${installation} ${id} ${right}`;
}

/** Whoever asks meanwhile waits for the same answer; a failure is not kept. */
async function keep<Key, Value>(
  map: RecentMap<Key, Promise<Value>>,
  key: Key,
  value: Promise<Value>,
): Promise<Value> {
  map.set(key, value);
  try {
    return await value;
  } catch (cause) {
    map.delete(key);
    throw cause;
  }
}
