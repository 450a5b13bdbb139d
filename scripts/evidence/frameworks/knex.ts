/**
 * Runs the migrations of a repository with Knex itself on a client that only records, and compares what Lockstep reads in them:
 * `node scripts/evidence/frameworks/knex.ts REPOSITORY COMMIT KNEX [pg|mysql2] [--list]`. KNEX is a folder with Knex in its node_modules.
 * The migrations run in this process, with stubs for all that they load: give it only repositories that you would run.
 */

import { createRequire } from "node:module";
import { resolve } from "node:path";

import { knex as detector } from "../../../src/core/detect/detectors/knex.ts";
import { compare, compiled } from "./recorded-script.ts";

type Anything = (...args: unknown[]) => unknown;
type Up = (knex: unknown, promise: unknown) => unknown;
interface Sent {
  sql: string;
  bindings?: unknown[];
  method?: string;
  response?: unknown;
  output?: unknown;
}
type Client = new (config: object) => object;

const [folder = "", commit = "HEAD", where = "", client = "pg"] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith("--"));
const engine = client === "pg" ? "postgresql" : "mysql";
const load = createRequire(resolve(where, "package.json"));
const knexOf = load("knex") as (config: object) => Anything;
const { formatQuery } = load("knex/lib/execution/internal/query-executioner.js") as {
  formatQuery: (sql: string, bindings: unknown[], zone: string, client: object) => string;
};
const ClientOf = load(`knex/lib/dialects/${client === "pg" ? "postgres" : "mysql2"}/index.js`) as Client;

let sent: string[] = [];

/** Sends nothing: what is asked has no rows. */
class Recording extends ClientOf {
  _driver(): object {
    return {};
  }
  async acquireConnection(): Promise<object> {
    return { __knexUid: "c1" };
  }
  async releaseConnection(): Promise<void> {}
  async query(_connection: unknown, given: Sent | string): Promise<Sent> {
    const query = typeof given === "string" ? { sql: given } : given;
    sent.push(formatQuery(query.sql, query.bindings ?? [], "UTC", this));
    query.response =
      client === "pg"
        ? { rows: [], rowCount: 0, command: query.sql.trim().split(/\s/u)[0]?.toUpperCase() }
        : [[], []];
    return query;
  }
  async _query(connection: unknown, given: Sent): Promise<Sent> {
    return this.query(connection, given);
  }
}

async function recorded(path: string, text: string): Promise<string[] | string> {
  sent = [];
  try {
    const exports = compiled(path, text, (name) => (name === "bluebird" ? Promise : undefined));
    const standard = exports["default"] as Record<string, unknown> | undefined;
    const up = (exports["up"] ?? standard?.["up"]) as Up | undefined;
    if (typeof up !== "function") return "no up";
    const knex = knexOf({ client: Recording, version: "16" });
    await up(knex, Promise);
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "error") : "error";
  }
  return sent;
}

await compare({ detector, folder, commit, engineOf: () => engine, recorded });
