/** Runs git: never through a shell, with nothing in its configuration that could start another program. */

import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";

import { gitEnvironment } from "../env.ts";
import { gitTrouble, missingGit, stoppedGit } from "./trouble.ts";

/** Settings that would run a program or change what is printed. They come in by the environment, which wins over all files. */
const settings: (readonly [string, string])[] = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["core.quotePath", "false"],
  ["core.sshCommand", "false"],
  ["core.gitProxy", ""],
  ["core.pager", "cat"],
  ["diff.external", ""],
  ["diff.relative", "false"],
  ["log.showSignature", "false"],
  ["submodule.recurse", "false"],
  ["i18n.logOutputEncoding", "UTF-8"],
];

export interface GitOptions {
  /** What git reads on its standard input. */
  input?: string;
  /** Exit codes besides 0 that are an answer, not a failure. */
  answers?: readonly number[];
  /** More settings, as pairs of key and value. */
  settings?: readonly (readonly [string, string])[];
}

export interface GitResult {
  code: number;
  stdout: Buffer;
}

/** Starts git in a folder. The caller listens to `error` and `close`. */
export function startGit(
  directory: string,
  args: readonly string[],
  more: GitOptions["settings"] = [],
): ChildProcessWithoutNullStreams {
  const child = spawn("git", ["-C", directory, "--no-pager", ...args], {
    env: gitEnvironment([...settings, ...more]),
    windowsHide: true,
  });
  // A git that ends early closes its input; `close` tells what happened.
  child.stdin.on("error", () => undefined);
  return child;
}

/** Runs git to its end. Throws a UserError in git's words, or in ours where they are clearer. */
export function runGit(
  directory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const child = startGit(directory, args, options.settings);
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => reject(missingGit(cause)));
    child.on("close", (code, signal) => {
      const command = args[0] ?? "";
      if (code === null) reject(stoppedGit(command, signal));
      else if (code === 0 || options.answers?.includes(code)) resolve({ code, stdout: Buffer.concat(out) });
      else reject(gitTrouble(directory, command, Buffer.concat(errors).toString("utf8")));
    });
  });
}
