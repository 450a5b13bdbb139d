/** An answer of GitHub's GraphQL interface: data, and what is missing of it and why. */

import { GitHubTrouble } from "../../review/github.ts";
import type { Answer } from "./http.ts";
import { at, listAt, textAt } from "./json.ts";
import { troubleOf, wordsOf } from "./trouble.ts";

export interface FieldError {
  /** `NOT_FOUND`, `FORBIDDEN`, ...; null when GitHub gives none. */
  type: string | null;
  /** Of the field that is null because of it: `node.pullRequest`. Empty: of all. */
  path: string;
  message: string;
}

export interface GraphqlAnswer {
  data: unknown;
  errors: FieldError[];
}

/** Which errors leave an answer usable. */
export type Tolerated = (error: FieldError) => boolean;

/** Throws `GitHubTrouble` when something is missing whose error is not tolerated. */
export function graphqlAnswer(answer: Answer, now: number, isTolerated: Tolerated): GraphqlAnswer {
  const trouble = troubleOf(answer, now);
  if (trouble !== null) throw trouble;
  const data = at(answer.data, "data") ?? null;
  const errors = listAt(answer.data, "errors").map(fieldError);
  if (errors.some(isLimit)) throw limit(answer, now);
  const others = errors.filter((error) => !isTolerated(error));
  if (data === null || others.length > 0) throw troubleOfErrors(others.length > 0 ? others : errors);
  return { data, errors };
}

/** What is said of a field may quote a name from the pull request: it must not stop the whole installation. */
function isLimit({ type, path, message }: FieldError): boolean {
  return type === "RATE_LIMITED" || (path === "" && /\brate limit\b/iu.test(message));
}

function fieldError(error: unknown): FieldError {
  const path = at(error, "path");
  const message = wordsOf(error);
  // GitHub says so of a file or folder that is not there, and does not always give the type.
  const missing = message.startsWith("Could not resolve file for path") ? "NOT_FOUND" : null;
  return {
    type: textAt(error, "type") ?? missing,
    path: Array.isArray(path) ? path.join(".") : "",
    message,
  };
}

/** GraphQL's own limit comes with HTTP 200. */
function limit({ headers }: Answer, now: number): GitHubTrouble {
  const reset = Number(headers["x-ratelimit-reset"]);
  const after = Number(headers["retry-after"] ?? (Number.isFinite(reset) ? reset - now / 1000 : 60));
  return new GitHubTrouble("limited", "GitHub's rate limit of GraphQL is reached", {
    retryAfter: Math.max(1, Math.ceil(after)),
  });
}

/** What the errors of fields that are needed come to. */
function troubleOfErrors(errors: readonly FieldError[]): GitHubTrouble {
  const [first] = errors;
  if (first === undefined) return new GitHubTrouble("transient", "GitHub answered a query with nothing");
  if (first.type === "NOT_FOUND") return new GitHubTrouble("gone", first.message);
  if (first.type === "FORBIDDEN") return new GitHubTrouble("forbidden", permissionFor(first));
  if (first.type === "INSUFFICIENT_SCOPES") return new GitHubTrouble("forbidden", first.message);
  if (first.type === "UNPROCESSABLE") return new GitHubTrouble("refused", first.message);
  if (first.type === null || passing.has(first.type)) return new GitHubTrouble("transient", first.message);
  throw new Error(`GitHub refuses a query: ${first.type} ${first.message}`);
}

/** GraphQL does not name the permission that a field needs. */
function permissionFor({ path, message }: FieldError): string {
  if (/check(?:Suites|Runs)/u.test(path)) return "checks: read";
  if (/pullRequests?\b|\bpage\b/u.test(path) && !/\b(?:policy|exceptions|baseRef)\b/u.test(path))
    return "pull_requests: read";
  return path.startsWith("node.") ? "contents: read" : message;
}

const passing = new Set(["RESOURCE_LIMITS_EXCEEDED", "SERVICE_UNAVAILABLE", "INTERNAL", "TIMEOUT"]);

/** The error for which a field, or something that it stands in, is null; undefined: it is simply not there. */
export function errorAt(errors: readonly FieldError[], path: string): FieldError | undefined {
  return errors.find(
    (error) => path === error.path || path.startsWith(`${error.path}.`) || error.path === "",
  );
}
