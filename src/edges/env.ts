/** The environment, read in one place. */

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

// Where git would look for a repository other than the one that it is told, and what it would start or trace.
const gitRedirections =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|CEILING_DIRECTORIES|EXTERNAL_DIFF|DIFF_OPTS|PAGER|EDITOR|SSH|SSH_COMMAND|ASKPASS|PROXY_COMMAND|CONFIG_PARAMETERS|CONFIG_COUNT|CONFIG_KEY_\d+|CONFIG_VALUE_\d+|TRACE.*|LITERAL_PATHSPECS|GLOB_PATHSPECS|NOGLOB_PATHSPECS|ICASE_PATHSPECS|GRAFT_FILE|SHALLOW_FILE|REPLACE_REF_BASE)$/;

/** The environment for git's processes: ours without what redirects git, with these settings, in English, and never asking. */
export function gitEnvironment(settings: readonly (readonly [string, string])[]): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!gitRedirections.test(name)) environment[name] = value;
  }
  environment.LC_ALL = "C.UTF-8";
  environment.LANGUAGE = "";
  environment.GIT_TERMINAL_PROMPT = "0";
  environment.GIT_OPTIONAL_LOCKS = "0";
  environment.GIT_PAGER = "cat";
  environment.GIT_NO_REPLACE_OBJECTS = "1";
  environment.GIT_CONFIG_COUNT = String(settings.length);
  for (const [index, [key, value]] of settings.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return environment;
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
