/** Compares the reader with servers: `node scripts/evidence/engine-oracles.ts` prints a table for docs/evidence/engines.md. Every statement of the reader's test table and the same with each token left out is run by SQLite and MariaDB, and read. */

import { DatabaseSync } from "node:sqlite";

import { assessChange } from "../../src/core/assess-change.ts";
import { numberings } from "../../src/core/engine-version.ts";
import { spellingOf } from "../../src/core/detect/reading/tolerant/dialect.ts";
import { Splitter } from "../../src/core/detect/reading/tolerant/split.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { migrationChanges } from "../../src/core/migration-changes.ts";
import { statements } from "../../test/core/detect/reading/tolerant/statements.ts";
import { startMariadb } from "../../test/support/mariadb.ts";
import { readAs } from "../../test/support/tolerant.ts";

type Dialect = "mariadb" | "sqlite";

const tables =
  "CREATE TABLE a (x int, y int, z int, i int); CREATE TABLE b (id integer primary key, i int, z int); " +
  "CREATE TABLE c (x); CREATE TABLE o (id int); CREATE VIEW v AS SELECT x FROM a; CREATE INDEX i ON a (x)";

/** MariaDB's own words for "the syntax is wrong": the last four are faults of names and partitions that it notices while it still parses. */
const wrong = new Set([1064, 1248, 4161, 1066, 1327, 1479, 1492]);

console.log(
  "| server | statements | taken | of these read | refused | of these unknown or unread | a person is asked | called safe |\n|---|---:|---:|---:|---:|---:|---:|---:|",
);
report("SQLite (node:sqlite)", "sqlite", runSqlite(variants("sqlite")));
report(
  "MariaDB 10.11",
  "mariadb",
  await runMariadb(variants("mariadb").filter((sql) => !/^(?:SET|USE|SHOW)\b/.test(sql))),
);

function variants(dialect: Dialect): string[] {
  const found = new Set<string>();
  for (const { dialect: own, sql } of statements) {
    if (own !== dialect) continue;
    found.add(sql);
    const tokens = new Splitter(sql, spellingOf(dialect)).next()?.tokens ?? [];
    for (const [index, left] of tokens.entries())
      if (index > 0) found.add(`${sql.slice(0, left.start)}${sql.slice(left.end)}`);
  }
  return [...found];
}

/** Whether each statement is taken. SQLite looks at names as well: what lacks a table is left out. */
function runSqlite(all: readonly string[]): Map<string, boolean> {
  const taken = new Map<string, boolean>();
  for (const sql of all) {
    const database = new DatabaseSync(":memory:");
    database.exec(tables);
    try {
      database.exec(sql);
      taken.set(sql, true);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : "";
      if (/syntax error|incomplete input|unrecognized token/.test(message)) taken.set(sql, false);
    }
    database.close();
  }
  return taken;
}

/** Whether the syntax of each statement is taken. */
async function runMariadb(all: readonly string[]): Promise<Map<string, boolean>> {
  const server = await startMariadb();
  server.run("CREATE DATABASE x; CREATE DATABASE s;");
  const { errors } = server.run(["DELIMITER $$", "USE x", ...all.map((sql) => `${sql}$$`)].join("\n"));
  await server.stop();
  const refused = new Set(errors.filter(({ code }) => wrong.has(code)).map(({ line }) => line - 3));
  return new Map(all.map((sql, index) => [sql, !refused.has(index)]));
}

function report(title: string, dialect: Dialect, taken: ReadonlyMap<string, boolean>): void {
  const counts = { taken: 0, read: 0, refused: 0, noticed: 0, asked: 0, safe: 0 };
  for (const [sql, isTaken] of taken) {
    const { isRead, isAsked } = verdictOn(dialect, sql);
    if (isTaken) {
      counts.taken += 1;
      if (isRead) counts.read += 1;
      else if (process.argv.includes("--list")) console.log(`not read: ${sql}`);
    } else {
      counts.refused += 1;
      if (!isRead) counts.noticed += 1;
      else if (isAsked) counts.asked += 1;
      else counts.safe += 1;
      if (isRead && !isAsked && process.argv.includes("--list")) console.log(sql);
    }
  }
  console.log(
    `| ${title} | ${taken.size} | ${counts.taken} | ${counts.read} | ${counts.refused} | ${counts.noticed} | ${counts.asked} | ${counts.safe} |`,
  );
}

function verdictOn(dialect: Dialect, sql: string): { isRead: boolean; isAsked: boolean } {
  const { operations, unread } = readAs(dialect, sql);
  const isRead =
    unread.length === 0 &&
    !operations.some(({ details }) => "reason" in details && / was expected where /.test(details.reason));
  const reading = { operations, unread, directives: [], revision: null, dependsOn: [] };
  const read = {
    path: "m.sql",
    oldPath: null,
    status: "added",
    framework: "sql",
    database: "main",
    phase: null,
    before: null,
    after: { reading, text: sql },
  } as const;
  const engines = [{ engine: dialect, from: numberings[dialect].usual, to: null }];
  const policy = { ...defaultPolicy, databases: defaultPolicy.databases.map((one) => ({ ...one, engines })) };
  const assessed = assessChange(migrationChanges([read], []), [], policy);
  // What is no operation changes nothing that anyone plans for.
  const isAsked =
    assessed.some(({ demand, impact }) => demand.startsWith("note") || impact.refused !== null) ||
    operations.length === 0;
  return { isRead, isAsked };
}
