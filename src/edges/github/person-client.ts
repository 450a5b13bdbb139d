/** Reads GitHub in the name of a person, with their token; what goes wrong is told in words for them. */

import { setTimeout as pause } from "node:timers/promises";

import { UserError } from "../../core/errors.ts";
import { GitHubTrouble } from "../../review/github.ts";
import type { Logger } from "../log.ts";
import { graphqlAnswer } from "./graphql-answer.ts";
import type { GraphqlAnswer, Tolerated } from "./graphql-answer.ts";
import { graphqlRoute, octokitWithToken, send } from "./http.ts";
import type { Answer, Octokit } from "./http.ts";
import { wordsOf } from "./trouble.ts";

export const publicApi = "https://api.github.com";

/** Milliseconds before it is asked again. */
const pauseLength = 400;

export class PersonClient {
  readonly #octokit: Octokit;
  readonly #api: string;
  readonly #token: string;
  /** What is asked for: `acme/shop`. */
  readonly #about: string;

  /** Throws `UserError` for an address that no token may be sent to. */
  constructor(api: string, token: string, about: string, log: Logger) {
    this.#api = checkedApi(api);
    this.#octokit = octokitWithToken(this.#api, log);
    this.#token = token;
    this.#about = about;
  }

  /** Asks twice when GitHub stumbles. Throws `GitHubTrouble` of the kind `transient`, else `UserError`. */
  async graphql(query: string, variables: object, isTolerated: Tolerated): Promise<GraphqlAnswer> {
    for (let again = false; ; again = true) {
      const route = graphqlRoute(this.#api);
      const answer = await send(this.#octokit, { route, body: { query, variables }, token: this.#token });
      try {
        return graphqlAnswer(answer, Date.now(), isTolerated);
      } catch (cause) {
        if (!(cause instanceof GitHubTrouble)) throw cause;
        if (cause.kind !== "transient") throw new UserError(this.#words(cause, answer), { cause });
        if (again) throw cause;
      }
      await pause(pauseLength);
    }
  }

  /** Of a GitHub that stays silent. */
  silence(trouble: GitHubTrouble): UserError {
    const server =
      this.#api === publicApi ? "" : " Of a GitHub Enterprise Server, it is https://HOST/api/v3.";
    const message = `GitHub does not answer at ${this.#api}: ${trouble.message}. Try again later, or compare the address with --api.${server}`;
    return new UserError(message, { cause: trouble });
  }

  #words(trouble: GitHubTrouble, { status, data }: Answer): string {
    const said = `${trouble.message} ${wordsOf(data)}`;
    const owner = this.#about.slice(0, this.#about.indexOf("/"));
    if (status === 401)
      return "GitHub does not accept the token (GITHUB_TOKEN or GH_TOKEN): it is not complete, has ended, or is for another GitHub.";
    if (trouble.kind === "limited") return `${trouble.message}. ${waitWords(trouble.retryAfter)}`;
    if (/\bSAML\b/u.test(said))
      return `${owner} asks for single sign-on, and the token is not authorised for it. On GitHub, under Settings, Developer settings, find the token and press Configure SSO.`;
    if (status === 404)
      return `There is no GitHub API at ${this.#api}. Of a GitHub Enterprise Server it is https://HOST/api/v3 (--api).`;
    if (trouble.kind === "gone")
      return `There is no repository ${this.#about}, or the token may not see it. A private one needs the scope repo, or read access to pull requests and checks.`;
    const why = /^\w+: read$/u.test(trouble.message) ? `it lacks ${trouble.message}` : trouble.message;
    return `GitHub refuses to show ${this.#about} to this token: ${why}`;
  }
}

function waitWords(seconds: number | null): string {
  if (seconds === null) return "Try again later.";
  return seconds <= 90
    ? `Try again in ${seconds} seconds.`
    : `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}

/** What is sent there is a secret. */
function checkedApi(api: string): string {
  const url = URL.parse(api);
  if (url === null) throw new UserError(`--api is no address: ${api}. Write https://HOST/api/v3.`);
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url.protocol === "https:" || (url.protocol === "http:" && isHere)) return api.replace(/\/+$/u, "");
  throw new UserError(`A token is sent over https only, and not to ${api}.`);
}
