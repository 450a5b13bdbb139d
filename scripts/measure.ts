/**
 * Measures what the engines do with each operation, and writes it to docs/evidence: `npm run measure -- [mariadb] [sqlite] [postgresql]`,
 * all of them without a name. PostgreSQL's versions beside the installed one are asked for by the package's folder:
 * `LOCKSTEP_POSTGRESQL=FOLDER npm run measure -- postgresql`.
 */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { startMariadb } from "../test/support/mariadb.ts";
import {
  fill as mariadbFill,
  setup as mariadbSetup,
  statements as onMariadb,
} from "./measure/mariadb-operations.ts";
import { measureMariadb } from "./measure/mariadb.ts";
import { factsPage } from "./measure/page.ts";
import { setup as sqliteSetup, statements as onSqlite } from "./measure/sqlite-operations.ts";
import { measureSqlite, sqliteVersion } from "./measure/sqlite.ts";

const evidence = join(import.meta.dirname, "../docs/evidence");

async function mariadb(): Promise<void> {
  const server = await startMariadb();
  const version = server.version.split(".").slice(0, 2).join(".");
  const file = read("mariadb-facts.json");
  const operations: Entry[] = [];
  for (const statement of onMariadb) {
    const known = file?.operations.find(({ id }) => id === statement.id)?.measured ?? {};
    const measured = await measureMariadb(server, statement);
    operations.push({ ...statement, measured: { ...known, [version]: measured } });
    process.stderr.write(".");
  }
  await server.stop();
  write("mariadb-facts", {
    about: `What MariaDB did with each statement, in the cheapest way that it accepts (made by npm run measure; the last run was on ${server.version}).`,
    setup: [...mariadbSetup, ...mariadbFill(3)],
    operations,
  });
}

function sqlite(): void {
  const version = sqliteVersion().split(".").slice(0, 2).join(".");
  const file = read("sqlite-facts.json");
  const operations = onSqlite.map((statement) => {
    const known = file?.operations.find(({ id }) => id === statement.id)?.measured ?? {};
    return { ...statement, measured: { ...known, [version]: measureSqlite(statement) } };
  });
  write("sqlite-facts", {
    about: `What SQLite did with each statement (made by npm run measure; the last run was on ${sqliteVersion()}).`,
    setup: [...sqliteSetup],
    operations,
  });
}

/** Each file of measurements is a process of its own: it starts and ends its own server. */
function postgresql(): void {
  for (const name of [
    "postgresql-facts.json",
    "postgresql-facts-13-15-16.json",
    "postgresql-more-facts.json",
    "postgresql-further-facts.json",
    "postgresql-type-facts.json",
  ]) {
    const script = join(import.meta.dirname, "measure-postgresql.ts");
    const { status } = spawnSync(process.execPath, [script, join(evidence, name)], { stdio: "inherit" });
    if (status !== 0) throw new Error(`${name} could not be measured`);
  }
}

export interface Entry {
  id: string;
  before: string[];
  statement: string;
  measured: Record<string, object>;
}

export interface Facts {
  about: string;
  setup: string[];
  operations: Entry[];
}

function read(name: string): Facts | null {
  try {
    return JSON.parse(readFileSync(join(evidence, name), "utf8")) as Facts;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function write(name: string, facts: Facts): void {
  writeFileSync(join(evidence, `${name}.json`), `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(join(evidence, `${name}.md`), factsPage(name, facts));
}

const engines: Record<string, () => Promise<void> | void> = { sqlite, mariadb, postgresql };
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(engines)) {
  const measure = Object.hasOwn(engines, name) ? engines[name] : undefined;
  if (measure === undefined) throw new Error(`no engine is called ${name}`);
  await measure();
}
