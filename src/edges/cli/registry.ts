/** The commands, in the order of the help. */

import type { Command } from "./command.ts";

export interface CommandEntry {
  name: string;
  /** One line for the help. */
  summary: string;
  load: () => Promise<Command>;
}

/** One entry each, loaded only when it is run. */
export const commands: readonly CommandEntry[] = [
  {
    name: "check",
    summary: "Say what a change of the schema still needs before it can be merged.",
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    name: "operations",
    summary: "List what migration files do to a running system.",
    load: async () => (await import("./commands/operations.ts")).operations,
  },
  {
    name: "draft",
    summary: "Write the release note as far as the migrations can say it.",
    load: async () => (await import("./commands/draft.ts")).draft,
  },
  {
    name: "lint",
    summary: "Check every release note of a tree by itself.",
    load: async () => (await import("./commands/lint.ts")).lint,
  },
  {
    name: "replay",
    summary: "Say of every change of a history what it would have needed.",
    load: async () => (await import("./commands/replay.ts")).replay,
  },
  {
    name: "exceptions",
    summary: "List the exceptions of a checkout: what is in force, and what is stale.",
    load: async () => (await import("./commands/exceptions.ts")).exceptions,
  },
  {
    name: "audit",
    summary: "List what was allowed in merged pull requests, and which records are missing.",
    load: async () => (await import("./commands/audit.ts")).audit,
  },
  {
    name: "explain",
    summary: "Explain a rule, or a kind of operation and the safer way.",
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    name: "init",
    summary: "Write the policy file and the note template of a repository.",
    load: async () => (await import("./commands/init.ts")).init,
  },
];
