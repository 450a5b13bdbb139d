/** `node scripts/bench/engines.ts`: 1,000 files of MySQL and of SQLite against the same number of PostgreSQL, read in turns in one process; medians. The statements say the same, as far as each engine can. */

import { golangMigrate } from "../../src/core/detect/detectors/golang-migrate.ts";
import type { EngineName } from "../../src/core/impact.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";
import { generator } from "../random.ts";

const count = 1000;
const rounds = 15;
const parsers = await loadParsers(["postgresql"]);
const engines = ["postgresql", "mysql", "sqlite"] as const;
const words = ["account", "audit_event", "invoice", "ledger", "membership", "order_item"];

/** One migration of 1 to 12 statements; the same seed gives the same statements for each engine. */
function migration(engine: (typeof engines)[number], seed: number): string {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const q = engine === "mysql" ? "`" : '"';
  const many = 1 + Math.floor(random() * 12);
  const statements: string[] = [];
  for (let index = 0; index < many; index += 1) {
    const table = `${q}${pick(words)}_${Math.floor(random() * 50)}${q}`;
    const column = `${q}${pick(words)}_id${q}`;
    const key = { postgresql: "bigserial", mysql: "bigint AUTO_INCREMENT", sqlite: "integer" }[engine];
    const wider = {
      postgresql: `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE bigint`,
      mysql: `ALTER TABLE ${table} MODIFY ${column} bigint`,
      sqlite: `ALTER TABLE ${table} ADD COLUMN ${column} bigint`,
    }[engine];
    const drop = {
      postgresql: `DROP INDEX ${q}ix_old${q}`,
      mysql: `DROP INDEX ${q}ix_old${q} ON ${table}`,
      sqlite: `DROP INDEX ${q}ix_old${q}`,
    }[engine];
    statements.push(
      pick([
        `CREATE TABLE ${table} (\n  id ${key} PRIMARY KEY,\n  ${column} bigint NOT NULL,\n  note varchar(255) DEFAULT 'it''s; fine',\n  CONSTRAINT fk FOREIGN KEY (${column}) REFERENCES ${q}${pick(words)}${q} (id) ON DELETE CASCADE\n)`,
        `ALTER TABLE ${table} ADD COLUMN ${column} varchar(40) NOT NULL DEFAULT ''`,
        `-- why: nothing reads it\nALTER TABLE ${table} DROP COLUMN ${column}`,
        wider,
        `CREATE UNIQUE INDEX ${q}ix_${index}${q} ON ${table} (${column}, name)`,
        drop,
        `UPDATE ${table} SET ${column} = (SELECT max(id) FROM ${q}${pick(words)}${q}) WHERE ${column} IS NULL`,
        `INSERT INTO ${table} (id, name) VALUES (1, 'one'), (2, 'two'), (3, 'th;ree')`,
        `ALTER TABLE ${table} RENAME COLUMN a TO ${column}`,
        `DROP TABLE IF EXISTS ${table}`,
      ]),
    );
  }
  return `${statements.join(";\n\n")};\n`;
}

function read(engine: EngineName, texts: readonly string[]): { time: number; operations: number } {
  const context = { tree: { paths: [], text: () => null }, parsers, transaction: null, expired: () => false };
  const dialect = { engines: [engine], stated: true };
  const start = performance.now();
  let operations = 0;
  for (const [index, text] of texts.entries()) {
    const reading = golangMigrate.read(`db/migrations/${index}_a.up.sql`, text, { ...context, dialect });
    if (reading.unread.length > 0 || reading.operations.some(({ kind }) => kind === "unknown_statement"))
      throw new Error(`not read for ${engine}: ${text}`);
    operations += reading.operations.length;
  }
  return { time: performance.now() - start, operations };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

const corpora = engines.map((engine) =>
  Array.from({ length: count }, (_, seed) => migration(engine, seed + 1)),
);
const times = new Map<EngineName, number[]>(engines.map((engine) => [engine, []]));
for (let round = 0; round < rounds + 2; round += 1) {
  for (const [index, engine] of engines.entries()) {
    const { time } = read(engine, corpora[index] ?? []);
    if (round >= 2) times.get(engine)?.push(time);
  }
}
const base = times.get("postgresql") ?? [];
for (const engine of engines) {
  const own = times.get(engine) ?? [];
  const ratios = own.map((time, index) => time / (base[index] ?? 1));
  const { operations } = read(engine, corpora[engines.indexOf(engine)] ?? []);
  console.log(
    `${engine}: ${median(own).toFixed(0)} ms for ${count} files, ${operations} operations, ${median(ratios).toFixed(2)} x PostgreSQL`,
  );
}
