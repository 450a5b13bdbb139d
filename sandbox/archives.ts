/** Archives of commits: GitHub sends them from another address, to whoever has the link, for a short time. */

import { gzipSync } from "node:zlib";

import type { Answer } from "./api.ts";
import { runGit } from "./git/run-git.ts";
import { fullName } from "./names.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Repository } from "./world.ts";

interface Ticket {
  repository: Repository;
  oid: string;
  until: number;
}

const lasting = 5 * 60_000;
const tickets = new WeakMap<Sandbox, Map<string, Ticket>>();

/** The address that the API leads to. */
export function archiveUrl(sandbox: Sandbox, repository: Repository, oid: string): string {
  const known = tickets.get(sandbox) ?? new Map<string, Ticket>();
  tickets.set(sandbox, known);
  const ticket = `T${String(known.size + 1).padStart(8, "0")}`;
  known.set(ticket, { repository, oid, until: sandbox.clock.now() + lasting });
  return `${sandbox.url}/codeload/${fullName(repository)}/legacy.tar.gz/${oid}?token=${ticket}`;
}

/** Null: it is no such address. A token of the API is refused here: it was sent to somebody else. */
export async function archiveAt(
  sandbox: Sandbox,
  url: URL,
  authorization: string | undefined,
): Promise<Answer | null> {
  if (!url.pathname.startsWith("/codeload/")) return null;
  const ticket = tickets.get(sandbox)?.get(url.searchParams.get("token") ?? "");
  if (ticket === undefined || ticket.until < sandbox.clock.now())
    return { status: 404, type: "text/plain", body: "404: Not Found" };
  if (authorization !== undefined) return { status: 400, type: "text/plain", body: "400: Bad Request" };
  const { repository, oid } = ticket;
  const prefix = `${fullName(repository).replace("/", "-")}-${oid.slice(0, 7)}/`;
  const { directory } = sandbox.git(repository);
  const { stdout } = await runGit(directory, ["archive", "--format=tar", `--prefix=${prefix}`, oid]);
  return { status: 200, type: "application/x-gzip", body: gzipSync(stdout) };
}
