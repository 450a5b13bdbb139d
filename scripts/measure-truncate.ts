/** Measures how long TRUNCATE takes on tables of different sizes: `node scripts/measure-truncate.ts` prints a table. */

import { performance } from "node:perf_hooks";

import { startPostgresql } from "../test/support/postgresql.ts";

const server = await startPostgresql();
const client = await server.connect();
const lines = ["| rows | bytes before | bytes after | ms |", "|---|---|---|---|"];
for (const rows of [1000, 100_000, 1_000_000]) {
  const times: number[] = [];
  let before = 0;
  let after = 0;
  for (let round = 0; round < 9; round++) {
    await client.query(`DROP TABLE IF EXISTS t; CREATE TABLE t (id int PRIMARY KEY, a int);
      INSERT INTO t SELECT g, g FROM generate_series(1, ${rows}) g; CHECKPOINT; BEGIN`);
    before = await size();
    const start = performance.now();
    await client.query("TRUNCATE t");
    times.push(performance.now() - start);
    after = await size();
    await client.query("COMMIT");
  }
  const median = times.toSorted((a, b) => a - b)[4] as number;
  lines.push(`| ${rows} | ${before} | ${after} | ${median.toFixed(1)} |`);
}
console.log(lines.join("\n"));
await server.stop();

async function size(): Promise<number> {
  const { rows } = await client.query<{ size: string }>("SELECT pg_relation_size('t') AS size");
  return Number(rows[0]?.size);
}
