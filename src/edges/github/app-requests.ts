/** What the App asks for itself, with its private key: who it is, what an installation allows, and tokens. */

import { GitHubTrouble } from "../../review/github.ts";
import { clockWords } from "./ask-app.ts";
import { send } from "./http.ts";
import type { Answer, Octokit, Sent } from "./http.ts";
import { at, listAt, needNumber, needText, textAt } from "./json.ts";
import { clockLead, troubleOf, wordsOf } from "./trouble.ts";

/** Rights by GitHub's names: `checks`, `contents`, ... */
export type Permissions = Record<string, "read" | "write">;

export interface CreatedToken {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Ids of the repositories that it opens. */
  repositories: number[];
}

export class AppRequests {
  readonly #octokit: Octokit;
  readonly #now: () => number;

  constructor(octokit: Octokit, now: () => number) {
    this.#octokit = octokit;
    this.#now = now;
  }

  /** Throws `GitHubTrouble`; `forbidden` says what is wrong with the key, the id or the clock. */
  async app(): Promise<{ slug: string; url: string }> {
    const data = await this.#ask({ route: "GET /app", token: null });
    return { slug: needText(data, "slug"), url: needText(data, "html_url") };
  }

  /** What an installation allows. Throws `uninstalled` when it is gone or suspended. */
  async granted(installation: number): Promise<{ permissions: Permissions; hasTeams: boolean }> {
    const data = await this.#ask({
      route: "GET /app/installations/{installation_id}",
      parameters: { installation_id: installation },
      token: null,
    }).catch(asUninstalled);
    if (textAt(data, "suspended_at") !== null)
      throw new GitHubTrouble("uninstalled", "the installation is suspended");
    return {
      permissions: permissionsOf(at(data, "permissions")),
      hasTeams: textAt(data, "target_type") !== "User",
    };
  }

  /** Throws `refused` when the installation does not have what is asked for. */
  async createToken(
    installation: number,
    body: { repository_ids?: number[]; repositories?: string[]; permissions: Permissions },
  ): Promise<CreatedToken> {
    const data = await this.#ask({
      route: "POST /app/installations/{installation_id}/access_tokens",
      parameters: { installation_id: installation },
      body,
      token: null,
    }).catch(asUninstalled);
    return {
      token: needText(data, "token"),
      expiresAt: Date.parse(needText(data, "expires_at")),
      repositories: listAt(data, "repositories").map((repository) => needNumber(repository, "id")),
    };
  }

  /** Tokens and look-ups change nothing, so they can be asked for twice. */
  async #ask(request: Sent): Promise<unknown> {
    let answer = await this.#send(request);
    if (answer.status === 0 || answer.status >= 500) answer = await this.#send(request);
    if (answer.status === 401) throw this.#rejected(answer);
    const trouble = troubleOf(answer, this.#now());
    if (trouble !== null) throw trouble;
    return answer.data;
  }

  async #send(request: Sent): Promise<Answer> {
    const answer = await send(this.#octokit, request);
    if (isKeyFault(answer)) throw new GitHubTrouble("forbidden", unreadableKey);
    return answer;
  }

  #rejected(answer: Answer): GitHubTrouble {
    const clock = clockWords(clockLead(answer, this.#now()));
    return new GitHubTrouble(
      "forbidden",
      clock ??
        `GitHub does not accept the App's private key (${wordsOf(answer.data)}): make sure that it is a key of the App with this id`,
    );
  }
}

const unreadableKey =
  "the App's private key cannot be read: it is the text of the .pem file, from -----BEGIN to -----END";

/** It fails before anything is sent. */
function isKeyFault({ status, failure }: Answer): boolean {
  if (status !== 0 || !(failure instanceof Error)) return false;
  return (
    failure.name !== "HttpError" &&
    /key|asn1|DECODER|PEM|DataError/iu.test(`${failure.name} ${failure.message}`)
  );
}

function asUninstalled(cause: unknown): never {
  if (cause instanceof GitHubTrouble && cause.kind === "gone")
    throw new GitHubTrouble("uninstalled", "the installation is not there any more");
  throw cause;
}

/** `admin` gives what `write` gives. */
function permissionsOf(value: unknown): Permissions {
  const granted: Permissions = {};
  for (const [name, level] of Object.entries(value ?? {}))
    granted[name] = level === "read" ? "read" : "write";
  return granted;
}
