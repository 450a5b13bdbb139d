/** The real service as a process of its own, connected to the sandbox as it would be to GitHub. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const server = join(import.meta.dirname, "..", "..", "src", "server.ts");
/** Milliseconds. */
const patience = 30_000;

export interface Service {
  /** Where it listens. */
  url: string;
  /** Its process. */
  pid: number;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  appId: number;
  privateKey: string;
  webhookSecret: string;
  /** The address of GitHub's API. */
  api: string;
  /** For the queue. A `.env` is looked for here and nowhere else. */
  folder: string;
}

/** Rejects, with what it printed, when it does not listen in time. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const child = spawn(process.execPath, [server], {
    cwd: options.folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env["PATH"],
      APP_ID: String(options.appId),
      PRIVATE_KEY: options.privateKey,
      WEBHOOK_SECRET: options.webhookSecret,
      GITHUB_API_URL: options.api,
      LOCKSTEP_DATA: join(options.folder, "queue"),
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "info",
    },
  });
  const ended = once(child, "exit");
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const printed: string[] = [];
  const url = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      printed.push(`${line}\n`);
      const address = addressIn(line);
      if (address !== null) resolve(address);
    });
    const fail = (): void => reject(new Error(`The service did not start.\n${printed.join("")}`));
    child.on("exit", fail);
    setTimeout(fail, patience).unref();
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    process.off("exit", kill);
  };
  try {
    return { url: await url, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Of the line that says that the service listens, and of no other. */
function addressIn(line: string): string | null {
  if (!line.startsWith("{")) return null;
  const { msg, url } = JSON.parse(line) as { msg?: unknown; url?: unknown };
  return msg === "Lockstep listens" && typeof url === "string" ? url : null;
}
