/** Measures what a foreign key on a column that was just added takes, in a statement of its own and inline: `node scripts/measure-foreign-key.ts` prints a table. */

import { performance } from "node:perf_hooks";

import { startPostgresql } from "../test/support/postgresql.ts";

const server = await startPostgresql();
const client = await server.connect();
const lines = [
  "| rows of t | ADD COLUMN | then ADD FOREIGN KEY | ADD COLUMN ... REFERENCES |",
  "|---|---|---|---|",
];
for (const rows of [10_000, 100_000, 1_000_000]) {
  await client.query(`DROP TABLE IF EXISTS t, p; CREATE TABLE p (id bigint PRIMARY KEY);
    INSERT INTO p SELECT generate_series(1, 1000);
    CREATE TABLE t AS SELECT g AS id, 'b' || g AS b FROM generate_series(1, ${rows}) g; ANALYZE t, p; CHECKPOINT`);
  const times: number[][] = [[], [], []];
  for (let round = 0; round < 9; round++) {
    await client.query("BEGIN");
    times[0]?.push(await time("ALTER TABLE t ADD COLUMN x bigint"));
    times[1]?.push(await time("ALTER TABLE t ADD FOREIGN KEY (x) REFERENCES p (id)"));
    await client.query("ROLLBACK; BEGIN");
    times[2]?.push(await time("ALTER TABLE t ADD COLUMN x bigint REFERENCES p (id)"));
    await client.query("ROLLBACK");
  }
  const medians = times.map((list) => (list.toSorted((a, b) => a - b)[4] as number).toFixed(1));
  lines.push(`| ${rows} | ${medians.join(" | ")} |`);
}
console.log(lines.join("\n"));
await server.stop();

async function time(sql: string): Promise<number> {
  const start = performance.now();
  await client.query(sql);
  return performance.now() - start;
}
