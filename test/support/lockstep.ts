/** Runs the command line as a real process. */

import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join } from "node:path";

const bin = join(import.meta.dirname, "..", "..", "bin", "lockstep.js");

export interface RunOptions {
  cwd?: string;
  input?: string | Uint8Array;
  env?: Record<string, string>;
}

export function lockstep(args: readonly string[], options: RunOptions = {}): SpawnSyncReturns<string> {
  const { NO_COLOR: _, FORCE_COLOR: __, LOCKSTEP_LOG: ___, ...environment } = process.env;
  return spawnSync(process.execPath, [bin, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    // A command that hangs must fail its test, not stop the run.
    timeout: 60_000,
    killSignal: "SIGKILL",
    cwd: options.cwd,
    input: options.input ?? "",
    env: { ...environment, ...options.env },
  });
}
