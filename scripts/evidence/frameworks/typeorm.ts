/**
 * Runs the migrations of a repository with a query runner that only records, and compares what Lockstep reads in them:
 * `node scripts/evidence/frameworks/typeorm.ts REPOSITORY COMMIT TYPEORM [postgres|mysql] [--list]`. TYPEORM is a folder with TypeORM
 * and the drivers pg and mysql2 in its node_modules; the engine counts where the path names none. What the query runner's own methods send is
 * asked of TypeORM, which is told that each table is there and has no columns. The migrations run in this process, with stubs for all that they load: give it only
 * repositories that you would run.
 */

import { createRequire } from "node:module";
import { resolve } from "node:path";

import { typeorm as detector } from "../../../src/core/detect/detectors/typeorm.ts";
import { engineOfPath } from "../../../src/core/detect/reading/sql/dialect.ts";
import type { EngineName } from "../../../src/core/impact.ts";
import { compare, compiled } from "./recorded-script.ts";

interface Runner {
  query: (sql: string) => Promise<unknown>;
  [name: string]: unknown;
}
type Migration = new () => { up(runner: Runner): Promise<void> };

const [folder = "", commit = "HEAD", where = "", standard = "postgres"] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith("--"));
const load = createRequire(resolve(where, "package.json"));
const typeorm = load("typeorm") as Record<string, new (options: object) => object>;
const { DataSource, Table } = typeorm;

function engineOf(path: string): EngineName {
  const said = engineOfPath(path)?.toLowerCase() ?? standard;
  return said === "mysql" || said === "mariadb" || said === "sqlite" ? said : "postgresql";
}

/** What is asked of the database: nothing is there, and there is one of all that is counted. */
async function answer(sql: string): Promise<object[]> {
  if (/current_schema/iu.test(sql)) return [{ current_schema: "public", current_database: "db" }];
  return /count\(/iu.test(sql) ? [{ count: 1 }] : [];
}

interface Real extends Record<string, unknown> {
  sqlMemoryMode: boolean;
  sqlInMemory: { upQueries: { query: string }[] };
}

/** TypeORM's query runner for a server, without a server. */
function realRunner(path: string): Real | null {
  const type = engineOf(path) === "postgresql" ? "postgres" : "mysql";
  if (engineOf(path) === "sqlite" || DataSource === undefined || Table === undefined) return null;
  const source = new DataSource({ type, database: "db" }) as { createQueryRunner(): Real };
  const runner = source.createQueryRunner();
  runner.sqlMemoryMode = true;
  runner["query"] = answer;
  runner["getCachedTable"] = async (name: string) => new Table({ name });
  return runner;
}

function recorder(path: string, sent: string[]): Runner {
  const nothing = async (): Promise<boolean> => false;
  const runner: Runner = {
    query: async (sql) => {
      sent.push(sql);
      return answer(sql);
    },
    hasTable: nothing,
    hasColumn: nothing,
    startTransaction: nothing,
    commitTransaction: nothing,
    rollbackTransaction: nothing,
  };
  runner["manager"] = { query: runner.query };
  return new Proxy(runner, {
    get(target, key) {
      if (typeof key !== "string" || key in target) return target[String(key)];
      return async (...args: unknown[]) => {
        const real = realRunner(path);
        const method = real?.[key];
        if (real === null || typeof method !== "function") throw new Error(`${key} needs a database`);
        await (method as (...given: unknown[]) => Promise<unknown>).apply(real, args);
        sent.push(...real.sqlInMemory.upQueries.map(({ query }) => query));
      };
    },
  });
}

async function recorded(path: string, text: string): Promise<string[] | string> {
  const sent: string[] = [];
  try {
    const exports = compiled(path, text, (name) => (name === "typeorm" ? typeorm : undefined));
    const found = [exports, ...Object.values(exports)].find(
      (value): value is Migration => typeof value === "function" && "up" in (value.prototype as object),
    );
    if (found === undefined) return "no up";
    await new found().up(recorder(path, sent));
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "error") : "error";
  }
  return sent;
}

await compare({ detector, folder, commit, engineOf, recorded });
