/** Makes a corpus of mixed SQL migrations from a seed: the same seed gives the same files. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { generator } from "../random.ts";

const words = ["account", "audit_event", "invoice", "ledger", "membership", "order_item", "project", "token"];
const columns = [
  "amount",
  "body",
  "closed_at",
  "domain_id",
  "email",
  "name",
  "position",
  "state",
  "updated_at",
];
const types = ["bigint", "boolean", "integer", "jsonb", "text", "timestamptz", "uuid", "varchar(255)"];

/** The text of one migration: 1 to 12 statements of every family, with comments, dollar quotes and a seed table now and then. */
export function migrationText(seed: number): string {
  const random = generator(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] as string;
  const statements: string[] = [];
  const count = 1 + Math.floor(random() * 12);
  for (let index = 0; index < count; index += 1) {
    const table = `${pick(words)}_${Math.floor(random() * 50)}`;
    const column = pick(columns);
    const shapes = [
      `CREATE TABLE ${table} (\n  id bigserial PRIMARY KEY,\n  ${column} ${pick(types)} NOT NULL,\n  note text DEFAULT 'it''s; fine',\n  parent_id bigint REFERENCES ${pick(words)} (id) ON DELETE CASCADE\n);`,
      `ALTER TABLE ${table} ADD COLUMN ${column} ${pick(types)};`,
      `ALTER TABLE ${table} ADD COLUMN ${column}_2 ${pick(types)} NOT NULL DEFAULT now(), DROP COLUMN old_${column};`,
      `-- why: nothing reads it\nALTER TABLE "${table}" ALTER COLUMN ${column} TYPE ${pick(types)} USING ${column}::${pick(types)};`,
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_${table}_${column} ON ${table} (${column}, lower(name)) WHERE ${column} IS NOT NULL;`,
      `UPDATE ${table} SET ${column} = (SELECT max(id) FROM ${pick(words)}) WHERE ${column} IS NULL;`,
      `INSERT INTO ${table} (id, name) VALUES (1, 'one'), (2, 'two'), (3, $q$th;ree$q$) ON CONFLICT (id) DO NOTHING;`,
      `CREATE OR REPLACE FUNCTION touch_${table}() RETURNS trigger AS $$\nBEGIN\n  NEW.updated_at := now();\n  RETURN NEW;\nEND;\n$$ LANGUAGE plpgsql;`,
      `CREATE TRIGGER touch BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION touch_${table}();`,
      `DO $$\nBEGIN\n  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = '${table}') THEN\n    ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${table}_check;\n  END IF;\nEND $$;`,
      `ALTER TABLE ${table} ADD CONSTRAINT fk_${column} FOREIGN KEY (${column}) REFERENCES ${pick(words)} (id) NOT VALID;`,
      `CREATE TYPE ${column}_kind_${index} AS ENUM ('new', 'open', 'closed');`,
      `/* nested /* comment */ here */ DROP TABLE IF EXISTS ${table}_old CASCADE;`,
      `GRANT SELECT, INSERT ON ${table} TO reporting;\nCOMMENT ON COLUMN ${table}.${column} IS 'a; b';`,
    ];
    statements.push(pick(shapes));
  }
  return `${statements.join("\n\n")}\n`;
}

/** Writes `count` files into `folder` and gives their paths. */
export function writeCorpus(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${String(index + 1).padStart(5, "0")}_change.sql`);
    writeFileSync(path, migrationText(index + 1));
    return path;
  });
}
