/** The command line's composition root: builds the world that a command runs in, and wires the edges to it. */

import { readFileSync } from "node:fs";

import { faultWords } from "./edges/cli/faults.ts";
import { exitCodes, run } from "./edges/cli/run.ts";
import { openTerminal } from "./edges/cli/terminal.ts";
import type { MigrationReader, Tools } from "./edges/cli/tools.ts";
import { readEnvironment, readPersonEnvironment } from "./edges/env.ts";

// One folder up from `src/cli.ts` in a checkout, and from the compiled files in a package.
const packageRoot = new URL("..", import.meta.url);

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
      root: packageRoot,
      cwd: process.cwd(),
      today: new Date().toISOString().slice(0, 10),
      tools,
    });
  } catch (error) {
    return await fault(error);
  }
}

const tools: Tools = {
  reader: newReader,
  async gather(request) {
    const { gatherRange } = await import("./edges/git/gather-range.ts");
    const reader = await newReader();
    try {
      return await gatherRange(request, reader);
    } finally {
      await reader.close();
    }
  },
  async history(request) {
    const { openHistory } = await import("./edges/git/history.ts");
    const reader = await newReader();
    const history = await openHistory(request, reader);
    return {
      ...history,
      async close() {
        history.close();
        await reader.close();
      },
    };
  },
  async merged(request) {
    const { readMerged } = await import("./edges/github/merged-pull-requests.ts");
    const { createLog } = await import("./edges/log.ts");
    const { token, api } = readPersonEnvironment();
    return readMerged({ ...request, token, api: request.api ?? api }, createLog("silent"));
  },
};

async function newReader(): Promise<MigrationReader> {
  return new (await import("./edges/isolation/reader.ts")).Reader();
}

async function logFault(data: { id: string; err: unknown }, message: string): Promise<void> {
  const { createLog } = await import("./edges/log.ts");
  createLog("debug").error(data, message);
}

function reportTo(): string {
  return packageJson().bugs?.url ?? "to whoever maintains Lockstep for you.";
}

function packageJson(): { version: string; bugs?: { url: string } } {
  return JSON.parse(readFileSync(new URL("package.json", packageRoot), "utf8")) as {
    version: string;
    bugs?: { url: string };
  };
}
