/** Schemas in SQL: what `pg_dump`, `mysqldump` and SQLite's `.schema` write after the migrations, and what people keep by hand. */

import type { ReadContext, FileReading } from "../detector.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { folderOf, foldersOf, withoutEngine } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";
import type { SchemaReader } from "./schema-reader.ts";

const STRUCTURE = /(?:^|\/)db\/(?:\w+_)?structure\.sql$/i;
/** `schema.sql`, `schema_postgres.sql`, `app-schema.sql`, `auth_schema_dump.sql`. */
const SCHEMA =
  /(?:^|\/)(?:[\w-]+[-_.])?(?:schema|structure)(?:[-_.](?:postgres(?:ql)?|pg|mysql|mariadb|sqlite3?|dump|full|public))?\.sql$/i;
/** Words beside it that make it something else: a step of its own, or data. */
const STEPS =
  /(?:^|[-_.])(?:seeds?|data|tests?|fixtures?|drop|down|up|create|init|initial|initialize|insert|add|rename|migrate|update|example|sample|old|legacy|query|queries|\d+)(?:$|[-_.])/i;

/** `db/structure.sql`: Rails writes it after each migration. */
export const railsStructure: SchemaReader = {
  ...schemaIn("rails-structure", (path) => STRUCTURE.test(path)),
  madeBy: ["rails"],
  remedy:
    "`bin/rails generate migration ...` begins the migration, and `bin/rails db:migrate` writes this file",
};

export const sqlSchema: SchemaReader = {
  ...schemaIn("sql-schema", isSchema),
  madeBy: "any",
  remedy: "Write the migration that does it",
};

function isSchema(path: string): boolean {
  const plain = withoutEngine(path);
  // Supabase keeps what it makes its migrations from there.
  if (/(?:^|\/)supabase\/schemas\/.+\.sql$/i.test(plain)) return true;
  const name = plain.slice(plain.lastIndexOf("/") + 1, -".sql".length);
  return SCHEMA.test(plain) && !STEPS.test(name) && !foldersOf(plain).includes("migrations");
}

function schemaIn(name: string, claims: (path: string) => boolean): Omit<SchemaReader, "madeBy" | "remedy"> {
  return {
    name,
    language: "sql",
    claims: (path, _tree, named) => claims(path) && (named || !isNoMigration(path)),
    confirms: () => true,
    schemaOf: (path) => /^(.*\/)?supabase\/schemas(?=\/)/i.exec(path)?.[0] ?? path,
    homeOf: (path) => folderOf(folderOf(path)),
    wants: () => [],
    read,
  };
}

function read(path: string, text: string, context: ReadContext): FileReading {
  return readSections(path, text, context, {
    revision: null,
    sections: [{ start: 0, end: text.length, direction: "up", transaction: "none" }],
  });
}
