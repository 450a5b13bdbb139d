/** Requests with the rights of one installation to one repository: counted, within limits, and tried again where that harms nothing. */

import type { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

import { GitHubTrouble } from "../../review/github.ts";
import type { CallCount } from "../../review/github.ts";
import type { RepositoryId } from "../../review/job.ts";
import { graphqlAnswer } from "./graphql-answer.ts";
import type { GraphqlAnswer, Tolerated } from "./graphql-answer.ts";
import { downloadFrom, send } from "./http.ts";
import type { Answer, Octokit, Sent } from "./http.ts";
import type { Limits, Resource } from "./limits.ts";
import { rights } from "./tokens.ts";
import type { Right, Token, Tokens } from "./tokens.ts";
import { troubleOf } from "./trouble.ts";

/** What all clients share. */
export interface Connection {
  octokit: Octokit;
  tokens: Tokens;
  /** By installation. */
  limits: (installation: number) => Limits;
  /** `POST /graphql`. */
  graphql: string;
  now: () => number;
}

/** How a request is counted, and what it may do. */
export interface Manner {
  count: keyof CallCount;
  right: Right;
  /** Asking twice does no harm: it is asked again when GitHub stumbles. */
  again: boolean;
  /** So many comments are made. */
  creates?: number;
}

/** Milliseconds before it is asked again. */
const pauses = [400];

export class Client {
  readonly calls: CallCount = { reads: 0, writes: 0, others: 0 };
  readonly id: RepositoryId;
  readonly #connection: Connection;

  constructor(id: RepositoryId, connection: Connection) {
    this.id = id;
    this.#connection = connection;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#connection.now();
  }

  /** The data of an answer. Throws `GitHubTrouble`. */
  async rest(request: Omit<Sent, "token">, manner: Manner): Promise<unknown> {
    const answer = await this.#ask(request, manner, "core");
    const trouble = troubleOf(answer, this.#connection.now());
    if (trouble !== null) throw this.#told(trouble, answer, "core");
    return answer.data;
  }

  /** The bytes of a file as they come. The token goes to GitHub's API alone. Throws `GitHubTrouble`. */
  async download(request: Omit<Sent, "token" | "body">, { right, count }: Manner): Promise<IncomingMessage> {
    const { octokit, limits, now } = this.#connection;
    limits(this.id.installation).enter("core");
    const { token } = await this.#token(right);
    this.calls[count]++;
    const { url } = octokit.request.endpoint(request.route, request.parameters);
    const answer = await downloadFrom(url, token);
    const trouble = troubleOf(answer, now());
    if (trouble !== null) throw this.#told(trouble, answer, "core");
    return answer.body as IncomingMessage;
  }

  /** Throws `GitHubTrouble` when there is no data, or when fields are missing for an error that is not tolerated. */
  async graphql(
    query: string,
    variables: object,
    manner: Manner,
    isTolerated: Tolerated = () => false,
  ): Promise<GraphqlAnswer> {
    const request = { route: this.#connection.graphql, body: { query, variables } };
    const answer = await this.#ask(request, manner, "graphql");
    try {
      return graphqlAnswer(answer, this.#connection.now(), isTolerated);
    } catch (cause) {
      throw cause instanceof GitHubTrouble ? this.#told(cause, answer, "graphql") : cause;
    }
  }

  /** Whether the installation has the organisation's `.github` repository. */
  async hasOrganisation(): Promise<boolean> {
    return (await this.#token("reading")).organisation;
  }

  async #ask(request: Omit<Sent, "token">, manner: Manner, resource: Resource): Promise<Answer> {
    const limits = this.#connection.limits(this.id.installation);
    let answer = await this.#withToken(request, manner, limits, resource, manner.count);
    for (const milliseconds of manner.again ? pauses : []) {
      if (answer.status !== 0 && answer.status < 500) break;
      await pause(milliseconds);
      answer = await this.#withToken(request, manner, limits, resource, "others");
    }
    return answer;
  }

  /** A token may end before its time: then another one is taken, once. */
  async #withToken(
    request: Omit<Sent, "token">,
    { right, creates = 0 }: Manner,
    limits: Limits,
    resource: Resource,
    count: keyof CallCount,
  ): Promise<Answer> {
    const { octokit, tokens } = this.#connection;
    limits.enter(resource);
    const { token } = await this.#token(right);
    if (creates > 0) limits.create(creates);
    this.calls[count]++;
    const answer = await send(octokit, { ...request, token });
    if (answer.status !== 401) return answer;
    tokens.drop(this.id, right);
    const { token: other } = await this.#token(right);
    this.calls.others++;
    return send(octokit, { ...request, token: other });
  }

  #token(right: Right): Promise<Token> {
    return this.#connection.tokens.take(this.id, right, () => {
      this.calls.others++;
    });
  }

  /** What others of the installation should know of a trouble. */
  #told(trouble: GitHubTrouble, { headers }: Answer, resource: Resource): GitHubTrouble {
    const { limits, tokens } = this.#connection;
    const { installation } = this.id;
    if (trouble.kind === "limited" && trouble.retryAfter !== null) {
      const primary =
        String(headers["x-ratelimit-remaining"]) === "0" && headers["retry-after"] === undefined;
      limits(installation).close(primary ? resource : "both", trouble.retryAfter);
    }
    if (trouble.kind === "forbidden") {
      tokens.forget(installation);
      for (const right of rights) tokens.drop(this.id, right);
    }
    return trouble;
  }
}
