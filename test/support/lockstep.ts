/** Runs the command line as a real process. */

import { spawn, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const bin = join(import.meta.dirname, "..", "..", "bin", "lockstep.js");

export interface RunOptions {
  cwd?: string;
  input?: string | Uint8Array;
  env?: Record<string, string>;
}

export function lockstep(args: readonly string[], options: RunOptions = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [bin, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    // A command that hangs must fail its test, not stop the run.
    timeout: 60_000,
    killSignal: "SIGKILL",
    cwd: options.cwd,
    input: options.input ?? "",
    env: environmentFor(options),
  });
}

/** The same while this process goes on, and answers it. */
export async function runLockstep(
  args: readonly string[],
  options: Pick<RunOptions, "cwd" | "env"> = {},
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [bin, ...args], {
    timeout: 60_000,
    killSignal: "SIGKILL",
    cwd: options.cwd,
    env: environmentFor(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve)),
  ]);
  return { status, stdout, stderr };
}

function environmentFor({ env }: RunOptions): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, LOCKSTEP_LOG: ___, ...environment } = process.env;
  return { ...environment, ...env };
}
