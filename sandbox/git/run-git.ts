/** Starts git apart from the settings of the machine that the sandbox runs on. */

import { spawn } from "node:child_process";

const settings = ["-c", "safe.directory=*", "-c", "core.quotePath=false"];

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"] ?? "",
    LC_ALL: "C.UTF-8",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
  };
}

export class GitFailed extends Error {
  readonly code: number | null;

  constructor(args: readonly string[], code: number | null, errors: string) {
    super(`git ${args[0] ?? ""} ended with ${code}: ${errors.trim()}`);
    this.name = "GitFailed";
    this.code = code;
  }
}

/** `answers` are exit codes that are an answer as well, apart from 0. */
export async function runGit(
  directory: string,
  args: readonly string[],
  options: { input?: string | Buffer; answers?: readonly number[] } = {},
): Promise<{ stdout: Buffer; code: number }> {
  const git = startGit(directory, args);
  const out: Buffer[] = [];
  let errors = "";
  git.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  git.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
  // Whoever ends early closes the pipe; its exit code says why.
  git.stdin.on("error", () => undefined);
  git.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    git.on("error", reject);
    git.on("close", resolve);
  });
  if (code !== 0 && (code === null || !options.answers?.includes(code))) {
    throw new GitFailed(args, code, errors);
  }
  return { stdout: Buffer.concat(out), code };
}

export function startGit(directory: string, args: readonly string[]) {
  return spawn("git", [...settings, "-C", directory, ...args], {
    env: environment(),
    stdio: ["pipe", "pipe", "pipe"],
  });
}
