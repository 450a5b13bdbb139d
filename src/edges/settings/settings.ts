/** The server's settings: what the environment says, checked, with words for whoever set it. */

import { resolve } from "node:path";

import { UserError } from "../../core/errors.ts";
import type { ServerEnvironment } from "../env.ts";
import { readPrivateKey } from "./private-key.ts";

/** What proves to GitHub that we are the App, and to us that GitHub speaks. */
export interface Credentials {
  appId: number;
  /** PEM, PKCS #8. */
  privateKey: string;
  webhookSecret: string;
}

/** Where GitHub is: github.com, or a GitHub Enterprise Server. */
export interface GitHubPlace {
  /** Of the REST API, without a slash at its end. */
  api: string;
  /** Of the pages that people see. */
  web: string;
}

export interface Settings {
  /** Null: there are none yet, this is the first run. */
  credentials: Credentials | null;
  github: GitHubPlace;
  /** Null: the queue is embedded, in `dataFolder`. */
  databaseUrl: string | null;
  dataFolder: string;
  host: string;
  port: number;
  logLevel: string;
}

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** Throws a UserError for what cannot be meant. */
export async function readSettings(environment: ServerEnvironment): Promise<Settings> {
  return {
    credentials: await credentialsOf(environment),
    github: placeOf(environment),
    databaseUrl: databaseOf(environment.DATABASE_URL),
    dataFolder: resolve(environment.LOCKSTEP_DATA ?? "data"),
    host: environment.HOST ?? "127.0.0.1",
    port: portOf(environment.PORT),
    logLevel: levelOf(environment.LOG_LEVEL),
  };
}

async function credentialsOf(environment: ServerEnvironment): Promise<Credentials | null> {
  const { APP_ID, PRIVATE_KEY, PRIVATE_KEY_PATH, WEBHOOK_SECRET } = environment;
  const given = {
    APP_ID,
    "PRIVATE_KEY or PRIVATE_KEY_PATH": PRIVATE_KEY ?? PRIVATE_KEY_PATH,
    WEBHOOK_SECRET,
  };
  const missing = Object.entries(given).filter(([, value]) => value === null);
  if (missing.length === 3) return null;
  if (APP_ID === null || WEBHOOK_SECRET === null || missing.length > 0) {
    const names = missing.map(([name]) => name).join(" and ");
    throw new UserError(
      `${names} ${missing.length === 1 ? "is" : "are"} not set, and the rest of the App's credentials is. Set it in the environment or in .env, from the settings page of the App; or remove the rest to register a new App.`,
    );
  }
  if (!/^[1-9]\d{0,15}$/u.test(APP_ID)) {
    throw new UserError(
      "APP_ID is not a number. The settings page of the App shows it as App ID; the Client ID beside it is another thing.",
    );
  }
  return {
    appId: Number(APP_ID),
    privateKey: await readPrivateKey(PRIVATE_KEY, PRIVATE_KEY_PATH),
    webhookSecret: WEBHOOK_SECRET,
  };
}

function placeOf({ GHE_HOST, GITHUB_API_URL }: ServerEnvironment): GitHubPlace {
  if (GITHUB_API_URL !== null) return placeOfApi(GITHUB_API_URL);
  if (GHE_HOST === null) return { api: "https://api.github.com", web: "https://github.com" };
  if (!/^[\w.-]+(?::\d+)?$/u.test(GHE_HOST)) {
    throw new UserError(
      `GHE_HOST is \`${GHE_HOST}\`, which is no host name. Write it as github.example.com, without https:// and without a path.`,
    );
  }
  return { api: `https://${GHE_HOST}/api/v3`, web: `https://${GHE_HOST}` };
}

function placeOfApi(address: string): GitHubPlace {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new UserError(
      `GITHUB_API_URL is \`${address}\`, which is no address. Write it as https://github.example.com/api/v3.`,
    );
  }
  const api = `${url.origin}${url.pathname}`.replace(/\/+$/u, "");
  const host = url.host.replace(/^api\.(?=[^.]+\.)/u, "");
  return { api, web: `${url.protocol}//${host}` };
}

function databaseOf(address: string | null): string | null {
  if (address === null || /^postgres(?:ql)?:\/\//u.test(address)) return address;
  throw new UserError(
    "DATABASE_URL does not start with postgres://. Write it as postgres://user:password@host:5432/database, or remove it to keep the queue in a folder.",
  );
}

function portOf(port: string | null): number {
  if (port === null) return 3000;
  const number = Number(port);
  if (/^\d{1,5}$/u.test(port) && number <= 65_535) return number;
  throw new UserError(`PORT is \`${port}\`, which is no port. Write a number from 1 to 65535.`);
}

function levelOf(level: string | null): string {
  if (level === null || levels.includes(level)) return level ?? "info";
  throw new UserError(`LOG_LEVEL is \`${level}\`, which is no level. Write one of ${levels.join(", ")}.`);
}
