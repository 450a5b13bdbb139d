/** The real server in a process of its own, with a folder of its own. */

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface RunningServer {
  url: string;
  /** What it printed so far: the log, and what is for people. */
  log(): string;
  out(): string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Started {
  folder: string;
  process: ChildProcess;
  log(): string;
  out(): string;
  exited: Promise<number | null>;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "lockstep-server-"));
}

/** To make a database takes seconds: one serves all servers of a test file, one after the other. */
const data = newFolder();

export function start(environment: Record<string, string>, folder = newFolder()): Started {
  const script = new URL("../../src/server.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    env: { PATH: process.env["PATH"], PORT: "0", LOCKSTEP_DATA: data, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { folder, process: child, log: () => log, out: () => out, exited };
}

/** Settles when it answers by itself. */
export async function run(environment: Record<string, string>, folder = newFolder()): Promise<RunningServer> {
  const started = start(environment, folder);
  const ended = started.exited.then((code) => {
    throw new Error(`the server ended with ${code}: ${started.log()}`);
  });
  ended.catch(() => undefined);
  const url = await Promise.race([
    ended,
    until(() => /"url":"([^"]+)".*(?:Lockstep listens|the first run)/u.exec(started.log())?.[1]),
  ]);
  return {
    url,
    log: started.log,
    out: started.out,
    async stop(signal = "SIGTERM") {
      started.process.kill(signal);
      return await started.exited;
    },
  };
}

/** Looks again and again until there is something. */
export async function until<T>(look: () => Promise<T | null | undefined> | T | null | undefined): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await wait(50);
  }
  throw new Error("it did not come");
}
