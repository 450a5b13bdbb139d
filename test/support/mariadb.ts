/** A real MariaDB for a test file or a measurement: started once, on a socket in a folder of its own, gone afterwards. */

import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** What a script gave: the rows of all its statements, and the errors by the line on which a statement ends. */
export interface Answer {
  /** Cells as text, `NULL` where there is none. */
  rows: string[][];
  errors: { line: number; code: number; message: string }[];
}

export interface MariadbServer {
  /** Runs statements one after another, and goes on after one that fails; a statement a line. */
  run(script: string, user?: string): Answer;
  /** The same in a session that stays open after the last statement until `close` is called. */
  hold(script: string): Promise<{ close(): Promise<void> }>;
  /** `10.11.6`. */
  version: string;
  stop(): Promise<void>;
}

/** The user `nobody`: the server refuses to run as root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};
const path = `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/local/sbin`;
const environment = { ...process.env, PATH: path };

/** Why there is no MariaDB on this machine, false when there is one; where `LOCKSTEP_MARIADB=required` says so a test must not be left out. */
export function withoutMariadb(): string | false {
  const found = ["mariadbd", "mariadb", "mariadb-install-db"].every(
    (program) => spawnSync(program, ["--no-defaults", "--version"], { env: environment }).error === undefined,
  );
  if (found || process.env["LOCKSTEP_MARIADB"] === "required") return false;
  return "MariaDB is not installed";
}

export async function startMariadb(settings: readonly string[] = []): Promise<MariadbServer> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-mariadb-"));
  const data = join(folder, "data");
  mkdirSync(data);
  if (isRoot) for (const one of [folder, data]) chownSync(one, nobody, nobody);
  const made = spawnSync(
    "mariadb-install-db",
    [
      "--no-defaults",
      `--datadir=${data}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
      "--skip-name-resolve",
    ],
    // Its temporary files have the same names in every process of its kind.
    { ...identity, env: { ...environment, TMPDIR: folder }, cwd: folder },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${String(made.stderr ?? made.error)}`);
  const socket = join(folder, "socket");
  const server = spawn(
    "mariadbd",
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${join(folder, "pid")}`,
      `--tmpdir=${folder}`,
      "--skip-networking",
      "--skip-log-bin",
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-buffer-pool-size=64M",
      "--innodb-log-file-size=32M",
      ...settings,
    ],
    { ...identity, env: environment, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  process.once("exit", () => server.kill("SIGKILL"));
  const client = (user: string): string[] => [
    "--no-defaults",
    `--socket=${socket}`,
    `--user=${user}`,
    "--batch",
    "--raw",
    "--force",
    "--skip-column-names",
    "--unbuffered",
  ];
  const run: MariadbServer["run"] = (script, user = "root") => {
    const { stdout, stderr, error } = spawnSync("mariadb", client(user), {
      env: environment,
      input: script,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    // A client that is refused ends before it has read the script.
    if (error !== undefined && (error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
    return { rows: rowsOf(stdout), errors: errorsOf(stderr) };
  };
  await reach(run, server).catch((error: unknown) => {
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const sessions: ChildProcess[] = [];
  return {
    run,
    hold: (script) => hold(client("root"), script, sessions),
    version: (run("SELECT version();").rows[0]?.[0] ?? "").replace(/-.*$/u, ""),
    stop: async () => {
      // Those of a test that failed are open still.
      for (const session of sessions) session.kill("SIGKILL");
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function rowsOf(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => line.split("\t"));
}

function errorsOf(text: string): Answer["errors"] {
  const found = text.matchAll(/^ERROR (\d+) \(\w+\) at line (\d+)(?: in file: '[^']*')?: (.*)$/gmu);
  return [...found].map((match) => ({
    code: Number(match[1]),
    line: Number(match[2]),
    message: match[3] ?? "",
  }));
}

/** A session that has run all of the script when this is fulfilled. */
async function hold(
  args: readonly string[],
  script: string,
  sessions: ChildProcess[],
): Promise<{ close(): Promise<void> }> {
  const session = spawn("mariadb", args, { env: environment, stdio: ["pipe", "pipe", "inherit"] });
  sessions.push(session);
  const done = "every statement has run";
  session.stdin.write(`${script}\nSELECT '${done}';\n`);
  let seen = "";
  await new Promise<void>((resolve, reject) => {
    session.once("error", reject);
    session.once("exit", () => reject(new Error(`the session ended: ${seen}`)));
    session.stdout.on("data", (chunk: Buffer) => {
      seen = (seen + chunk.toString()).slice(-200);
      if (seen.includes(done)) resolve();
    });
  });
  return {
    close: () =>
      new Promise((resolve) => {
        session.once("close", () => resolve());
        session.stdin.end();
      }),
  };
}

async function reach(run: MariadbServer["run"], server: ChildProcess): Promise<void> {
  let log = "";
  server.stderr?.on("data", (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)));
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) break;
    if (run("SELECT 1;").rows.length > 0) return;
    await wait(50);
  }
  throw new Error(`MariaDB did not start: ${log}`);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await gone;
}
