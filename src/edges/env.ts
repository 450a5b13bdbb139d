/** The environment, read in one place. */

import { parseEnv } from "node:util";

export interface Environment {
  noColor: boolean;
  /** null: not said. */
  forceColor: boolean | null;
  /** `LOCKSTEP_LOG`: `debug` shows the details of our own faults. */
  log: string | null;
  /** A terminal that knows no escape sequences. */
  dumb: boolean;
}

export function readEnvironment(): Environment {
  const { NO_COLOR, FORCE_COLOR, LOCKSTEP_LOG, TERM } = process.env;
  return {
    noColor: NO_COLOR !== undefined && NO_COLOR !== "",
    forceColor: FORCE_COLOR === undefined ? null : FORCE_COLOR !== "0" && FORCE_COLOR !== "false",
    log: LOCKSTEP_LOG ?? null,
    dumb: TERM === "dumb",
  };
}

/** What a person's command tells GitHub; null: not said. */
export interface PersonEnvironment {
  token: string | null;
  /** Of the API. */
  api: string | null;
}

export function readPersonEnvironment(): PersonEnvironment {
  const { GITHUB_TOKEN, GH_TOKEN, GITHUB_API_URL } = process.env;
  return { token: GITHUB_TOKEN || GH_TOKEN || null, api: GITHUB_API_URL || null };
}

const serverNames = [
  "APP_ID",
  "DATABASE_URL",
  "GHE_HOST",
  "GITHUB_API_URL",
  "HOST",
  "LOCKSTEP_DATA",
  "LOG_LEVEL",
  "PORT",
  "PRIVATE_KEY",
  "PRIVATE_KEY_PATH",
  "WEBHOOK_SECRET",
] as const;

/** What the server is told; null: not said. */
export type ServerEnvironment = Readonly<Record<(typeof serverNames)[number], string | null>>;

/** The process's own environment over what a `.env` file says. An empty value says nothing. */
export function readServerEnvironment(file: string | null): ServerEnvironment {
  const fromFile = file === null ? {} : parseEnv(file);
  const said = serverNames.map((name) => [name, process.env[name] || fromFile[name] || null]);
  return Object.fromEntries(said) as ServerEnvironment;
}

/** What would make git look at another repository, run a program, or write where nobody looks. */
const misleading =
  /^GIT_(DIR|WORK_TREE|COMMON_DIR|PREFIX|NAMESPACE|EXTERNAL_DIFF|DIFF_OPTS|PAGER|EDITOR|SSH|SSH_COMMAND|PROXY_COMMAND|TRACE.*|ATTR_SOURCE|(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS|REPLACE_REF_BASE|REDIRECT_.*)$/;

/** The environment for git: the person's own, without what would point it elsewhere, and with `settings` on top of all configuration.
 * A hook's index and object folders stay: `lockstep check --staged` runs in them. */
export function gitEnvironment(settings: readonly (readonly [string, string])[]): NodeJS.ProcessEnv {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !misleading.test(name)),
  );
  const own = Number(environment["GIT_CONFIG_COUNT"] ?? 0);
  const count = Number.isInteger(own) && own > 0 ? own : 0;
  for (const [index, [key, value]] of settings.entries()) {
    environment[`GIT_CONFIG_KEY_${count + index}`] = key;
    environment[`GIT_CONFIG_VALUE_${count + index}`] = value;
  }
  return {
    ...environment,
    GIT_CONFIG_COUNT: String(count + settings.length),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
    LANGUAGE: "",
  };
}
