/** The command line's composition root: builds the world that a command runs in, and wires the edges to it. */

import { readFileSync } from "node:fs";

import { faultWords } from "./edges/cli/faults.ts";
import { exitCodes, run } from "./edges/cli/run.ts";
import { openTerminal } from "./edges/cli/terminal.ts";
import { readEnvironment } from "./edges/env.ts";

/** Runs one command line and resolves to its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const environment = readEnvironment();
  const terminal = openTerminal(environment);
  const fault = async (error: unknown): Promise<number> => {
    terminal.err(await faultWords(error, environment, reportTo(), logFault));
    return exitCodes.fault;
  };
  process.on("uncaughtException", (error) => {
    void fault(error).then((code) => process.exit(code));
  });
  try {
    return await run(argv, {
      ...terminal,
      get version() {
        return packageJson().version;
      },
      cwd: process.cwd(),
      today: new Date().toISOString().slice(0, 10),
      tools: {
        reader: async () => new (await import("./edges/isolation/reader.ts")).Reader(),
      },
    });
  } catch (error) {
    return await fault(error);
  }
}

async function logFault(data: { id: string; err: unknown }, message: string): Promise<void> {
  const { createLog } = await import("./edges/log.ts");
  createLog("debug").error(data, message);
}

function reportTo(): string {
  return packageJson().bugs?.url ?? "to whoever maintains Lockstep for you.";
}

function packageJson(): { version: string; bugs?: { url: string } } {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
    bugs?: { url: string };
  };
}
