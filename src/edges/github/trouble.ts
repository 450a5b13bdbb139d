/** Why GitHub did not do what was asked, told from its answer. */

import { GitHubTrouble } from "../../review/github.ts";
import type { Answer } from "./http.ts";
import { at, textAt } from "./json.ts";

/** Where a limit of GitHub's comes without a time, in seconds. */
const pause = 60;
/** So much of GitHub's words is told. */
const wordLimit = 500;

/** Null: GitHub did what was asked. */
export function troubleOf(answer: Answer, now: number): GitHubTrouble | null {
  const { status } = answer;
  if (status >= 200 && status < 300 && answer.failure === null) return null;
  const words = wordsOf(answer.data);
  if (status === 0 || (status >= 200 && status < 300)) return silent(answer.failure);
  if (status >= 500) return new GitHubTrouble("transient", `GitHub answered ${status}`);
  if (status === 429 || status === 403) {
    const seconds = waitOf(answer, words, now);
    if (seconds !== null)
      return new GitHubTrouble("limited", "GitHub's rate limit is reached", { retryAfter: seconds });
  }
  if (status === 403) return refusal(answer, words);
  if (status === 401) return new GitHubTrouble("forbidden", `GitHub does not accept the token: ${words}`);
  if (status === 404 || status === 410 || status === 451) return new GitHubTrouble("gone", words);
  if (status === 409 || status === 413 || status === 422) return new GitHubTrouble("refused", words);
  throw new Error(`GitHub answered ${status}: ${words}`);
}

function silent(failure: unknown): GitHubTrouble {
  let cause = failure;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  if (cause instanceof Error && cause.name === "TimeoutError")
    return new GitHubTrouble("transient", "no answer in time");
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return new GitHubTrouble("transient", `no connection${code}`);
}

/** Seconds to wait, null when it is no limit. */
function waitOf({ headers, status }: Answer, words: string, now: number): number | null {
  const after = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(after)) return Math.max(1, Math.ceil(after));
  const reset = Number(headers["x-ratelimit-reset"]);
  if (String(headers["x-ratelimit-remaining"]) === "0" && Number.isFinite(reset))
    return Math.max(1, Math.ceil(reset - now / 1000));
  return status === 429 || /rate limit|abuse detection/iu.test(words) ? pause : null;
}

function refusal({ headers }: Answer, words: string): GitHubTrouble {
  if (/suspended/iu.test(words)) return new GitHubTrouble("uninstalled", words);
  const needed = headers["x-accepted-github-permissions"];
  if (/not accessible by integration/iu.test(words) && typeof needed === "string" && needed !== "")
    return new GitHubTrouble("forbidden", needed.replaceAll("=", ": ").replaceAll(";", " or"));
  return new GitHubTrouble("forbidden", words);
}

/** GitHub's message, with what it says of each field, and never the value of one. */
export function wordsOf(data: unknown): string {
  const message = typeof data === "string" ? "" : (textAt(data, "message") ?? "");
  const errors = at(data, "errors");
  const more = (Array.isArray(errors) ? errors : []).flatMap((error: unknown) => {
    if (typeof error === "string") return error;
    const said = textAt(error, "message");
    return (
      said ??
      [textAt(error, "resource"), textAt(error, "field"), textAt(error, "code")].filter(Boolean).join(" ")
    );
  });
  return [message, ...more]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, wordLimit);
}

/** How far this machine's clock is ahead of GitHub's, in seconds; null when GitHub does not say. */
export function clockLead({ headers }: Answer, now: number): number | null {
  const date = Date.parse(String(headers["date"]));
  return Number.isNaN(date) ? null : Math.round((now - date) / 1000);
}
