/** One request to GitHub with a time limit, and its answer as text: nothing is tried again here. */

import type { IncomingMessage } from "node:http";

import { ProbotOctokit } from "probot";

import type { Logger } from "../log.ts";
import { download } from "./download.ts";
import { keptFetch } from "./kept-fetch.ts";
import { quietLog } from "./quiet-log.ts";

export type Octokit = InstanceType<typeof ProbotOctokit>;

export interface Sent {
  /** `GET /repos/{owner}/{repo}`. */
  route: string;
  parameters?: Record<string, string | number>;
  /** JSON. */
  body?: object;
  /** Null: the App itself asks. */
  token: string | null;
}

export interface Answer {
  /** 0: there was none. */
  status: number;
  headers: Readonly<Record<string, string | number | undefined>>;
  /** JSON where GitHub sent some; of a refusal its words. */
  data: unknown;
  /** Why there was no answer. */
  failure: unknown;
}

/** Milliseconds after which an answer is not waited for any longer. */
const timeLimit = 15_000;

/** The same for a whole archive, until its last byte. */
const downloadLimit = 120_000;

/** Octokit's own throttling would let one comment pass in three seconds. */
const shared = {
  throttle: { enabled: false },
  retry: { enabled: false },
  userAgent: "lockstep",
  request: { fetch: keptFetch },
};

export interface Identity {
  appId: number;
  privateKey: string;
}

/** One for requests with a token, one for those of the App itself, which gets its JSON web tokens from octokit. */
export function octokitsFor(
  identity: Identity,
  apiUrl: string | null,
  log: Logger,
): { withToken: Octokit; asApp: Octokit } {
  const { appId, privateKey } = identity;
  return {
    withToken: octokitWithToken(apiUrl, log),
    asApp: new ProbotOctokit({ ...optionsFor(apiUrl, log), auth: { appId, privateKey } }),
  };
}

/** For requests that bring their token. */
export function octokitWithToken(apiUrl: string | null, log: Logger): Octokit {
  return new ProbotOctokit({ ...optionsFor(apiUrl, log), authStrategy: undefined });
}

function optionsFor(apiUrl: string | null, log: Logger) {
  const base = apiUrl === null ? {} : { baseUrl: apiUrl.replace(/\/+$/u, "") };
  return { ...shared, log: quietLog(log), ...base };
}

/** Never rejects for what GitHub says, or for a GitHub that says nothing. */
export async function send(octokit: Octokit, { route, parameters, body, token }: Sent): Promise<Answer> {
  try {
    const { status, headers, data } = await octokit.request(route, {
      ...parameters,
      // Octokit's own reading and writing of JSON looks for big integers, and takes several times as long.
      ...(body === undefined ? {} : { data: JSON.stringify(body) }),
      headers: {
        accept: "application/vnd.github+json",
        "x-github-api-version": "2022-11-28",
        ...(token === null ? {} : { authorization: `token ${token}` }),
      },
      request: { signal: AbortSignal.timeout(timeLimit), parseSuccessResponseBody: false },
    });
    const text = typeof data === "string" ? data : "";
    return { status, headers, data: text === "" ? null : JSON.parse(text), failure: null };
  } catch (failure) {
    const { response } = failure as {
      response?: { status: number; headers: Answer["headers"]; data: unknown };
    };
    if (response === undefined) return { status: 0, headers: {}, data: null, failure };
    return { status: response.status, headers: response.headers, data: response.data, failure };
  }
}

/** The bytes of a file, as they come; an answer without them says why there are none. */
export async function downloadFrom(
  url: string,
  token: string,
): Promise<Answer & { body: IncomingMessage | null }> {
  const headers = { "user-agent": "lockstep", "x-github-api-version": "2022-11-28" };
  try {
    const signal = AbortSignal.timeout(downloadLimit);
    const {
      status,
      headers: given,
      body,
    } = await download(
      url,
      { ...headers, accept: "application/vnd.github+json", authorization: `token ${token}` },
      signal,
    );
    const flat = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
    if (status === 200) return { status, headers: flat, data: null, failure: null, body };
    body.destroy();
    return { status, headers: flat, data: null, failure: null, body: null };
  } catch (failure) {
    return { status: 0, headers: {}, data: null, failure, body: null };
  }
}

/** The path of GraphQL: on GitHub Enterprise Server it lies beside that of REST. */
export function graphqlRoute(apiUrl: string | null): string {
  const base = apiUrl?.replace(/\/+$/u, "") ?? "";
  return base.endsWith("/api/v3") ? `POST ${base.slice(0, -"/v3".length)}/graphql` : "POST /graphql";
}
