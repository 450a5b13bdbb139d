/** Asks GitHub who we are: whether it accepts the credentials, and what the App may do. */

import { ProbotOctokit } from "probot";

import type { Logger } from "../log.ts";
import type { Credentials, GitHubPlace } from "../settings/settings.ts";
import { lacksOf } from "./app-lacks.ts";
import { fields, textOf } from "./payload.ts";
import { quietLog } from "./quiet-log.ts";
import type { AppManifest } from "./setup-manifest.ts";

/** The App as people see it. */
export interface KnownApp {
  slug: string;
  name: string;
  /** Its public page. */
  url: string;
}

export interface AppAnswer {
  /** Null: GitHub does not accept us, or was not reached. */
  app: KnownApp | null;
  /** Why there is none, in words; null when there is one. */
  trouble: string | null;
  /** It will not get better by itself. */
  lasting: boolean;
  /** By how many seconds our clock is ahead of GitHub's; null when GitHub did not say. */
  ahead: number | null;
  /** What the App lacks of its manifest, and what does not work without it. */
  lacks: readonly string[];
}

/** From so many seconds on, a clock is off. GitHub refuses what is signed more than a minute ahead. */
export const clockLimit = 30;

/** Asks once, with one request. Never rejects. */
export function appAsker(
  credentials: Credentials,
  github: GitHubPlace,
  manifest: AppManifest,
  log: Logger,
): () => Promise<AppAnswer> {
  const { appId, privateKey } = credentials;
  const octokit = new ProbotOctokit({
    auth: { appId, privateKey },
    baseUrl: github.api,
    log: quietLog(log),
    throttle: { enabled: false },
  });
  return async () => {
    try {
      const { data, headers } = await octokit.request("GET /app", {
        request: { retries: 0, signal: AbortSignal.timeout(8_000) },
      });
      const told = fields(data);
      const slug = textOf(told["slug"]) ?? "";
      const app = {
        slug,
        name: textOf(told["name"]) ?? slug,
        url: textOf(told["html_url"]) ?? `${github.web}/apps/${slug}`,
      };
      const lacks = lacksOf(manifest, told["permissions"], told["events"]);
      return { app, trouble: null, lasting: false, ahead: aheadOf(headers.date), lacks };
    } catch (error) {
      const { status, response } = error as { status?: number; response?: { headers: { date?: string } } };
      const ahead = aheadOf(response?.headers.date);
      // Without an answer, the libraries say 500.
      const trouble = wordsFor(response === undefined ? null : (status ?? null), ahead, appId, github);
      return { app: null, ...trouble, ahead, lacks: [] };
    }
  };
}

function aheadOf(date: string | undefined): number | null {
  const theirs = Date.parse(date ?? "");
  return Number.isNaN(theirs) ? null : Math.round((Date.now() - theirs) / 1000);
}

/** Null: the clock is right. */
export function clockWords(ahead: number | null): string | null {
  if (ahead === null || Math.abs(ahead) < clockLimit) return null;
  const how = ahead > 0 ? "ahead of" : "behind";
  return `The clock of this machine is ${Math.abs(ahead)} seconds ${how} GitHub's, which refuses what was signed at another time. Set it, best by NTP.`;
}

function wordsFor(status: number | null, ahead: number | null, appId: number, github: GitHubPlace) {
  if (status === null) {
    return { trouble: `GitHub cannot be reached at ${github.api}. It is tried again.`, lasting: false };
  }
  const clock = clockWords(ahead);
  if (status === 401 && clock !== null) return { trouble: clock, lasting: true };
  if (status === 401) {
    const trouble = `GitHub refuses the private key for App ${appId}: it is the key of another App, or was deleted there. Compare APP_ID with the settings page of the App, generate a key under Private keys, and set PRIVATE_KEY or PRIVATE_KEY_PATH to it.`;
    return { trouble, lasting: true };
  }
  if (status === 404) {
    const trouble = `GitHub at ${github.api} knows no App ${appId}. Compare APP_ID with the settings page of the App; for a GitHub Enterprise Server set GHE_HOST.`;
    return { trouble, lasting: true };
  }
  return { trouble: `GitHub answers ${status}. It is tried again.`, lasting: false };
}
