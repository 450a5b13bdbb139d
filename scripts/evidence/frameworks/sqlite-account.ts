/** What SQLite's schema says of each statement of migrations that run in order on a new database. */

import { DatabaseSync } from "node:sqlite";

import { type Account, name } from "./server-deeds.ts";

interface Table {
  columns: Map<string, boolean>;
  keys: string[];
}
interface Schema {
  tables: Map<string, Table>;
  /** With the table that each is on. */
  indexes: Map<string, string>;
  others: Map<string, string>;
}

export function onSqlite(texts: readonly string[]): Account[] {
  const database = new DatabaseSync(":memory:", {
    enableForeignKeyConstraints: false,
    enableDoubleQuotedStringLiterals: true,
  });
  let before = read(database);
  return texts.map((text) => {
    const account: Account = { deeds: [], refused: null };
    for (const statement of text.split(/--> statement-breakpoint|(?<=;)[ \t]*\r?\n/u)) {
      const bare = statement.replaceAll(/^\s*--.*$/gmu, "").trim();
      if (bare === "") continue;
      try {
        database.exec(bare);
      } catch (error) {
        account.refused ??= `${error instanceof Error ? error.message : ""}: ${bare.slice(0, 80)}`;
      }
      const data = /^(?:INSERT|UPDATE|DELETE)\b/iu.exec(bare)?.[0];
      if (data !== undefined) account.deeds.push(`data ${data.toLowerCase()}`);
      const after = read(database);
      const copied = /\bRENAME\s+(?:COLUMN\s+)?(?:TO\s+)?/iu.test(bare);
      account.deeds.push(...difference(before, after, copied));
      before = after;
    }
    return account;
  });
}

function read(database: DatabaseSync): Schema {
  const schema: Schema = { tables: new Map(), indexes: new Map(), others: new Map() };
  const rows = database
    .prepare("SELECT type, name, tbl_name AS owner, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    .all() as { type: string; name: string; owner: string; sql: string }[];
  for (const { type, name: own, owner, sql } of rows) {
    if (type === "index") schema.indexes.set(name(own), name(owner));
    else if (type === "table") schema.tables.set(name(own), tableOf(database, own));
    else schema.others.set(`${type} ${name(own)}`, sql);
  }
  return schema;
}

function tableOf(database: DatabaseSync, table: string): Table {
  const own = name(table);
  const columns = new Map<string, boolean>();
  const primary: [number, string][] = [];
  for (const { name: column, notnull, pk } of database
    .prepare('SELECT name, "notnull", pk FROM pragma_table_xinfo(?)')
    .all(table) as { name: string; notnull: number; pk: number }[]) {
    columns.set(name(column), notnull === 1 && pk === 0);
    if (pk > 0) primary.push([pk, name(column)]);
  }
  const keys =
    primary.length === 0
      ? []
      : [
          `primary_key ${own} (${primary
            .toSorted((a, b) => a[0] - b[0])
            .map(([, column]) => column)
            .join(",")})`,
        ];
  const foreign = Map.groupBy(
    database
      .prepare(
        'SELECT id, "from" AS source, "table" AS target FROM pragma_foreign_key_list(?) ORDER BY id, seq',
      )
      .all(table) as { id: number; source: string; target: string }[],
    ({ id }) => id,
  );
  for (const parts of foreign.values())
    keys.push(
      `foreign_key ${own} (${parts.map(({ source }) => name(source)).join(",")}) ${name(parts[0]?.target ?? null)}`,
    );
  return { columns, keys };
}

function difference(before: Schema, after: Schema, isRename: boolean): string[] {
  const deeds: string[] = [];
  const made = [...after.tables.keys()].filter((one) => !before.tables.has(one));
  const gone = [...before.tables.keys()].filter((one) => !after.tables.has(one));
  if (isRename && made.length === 1 && gone.length === 1) return [`rename table ${gone[0]} ${made[0]}`];
  for (const one of gone) deeds.push(`drop table ${one}`);
  for (const one of made) {
    const table = after.tables.get(one);
    deeds.push(`create table ${one}`, ...(table?.keys ?? []));
    for (const [column, isNotNull] of table?.columns ?? [])
      deeds.push(...columnDeeds(one, column, isNotNull));
  }
  for (const [one, table] of after.tables) {
    const old = before.tables.get(one);
    if (old === undefined) continue;
    const added = [...table.columns].filter(([column]) => !old.columns.has(column));
    const dropped = [...old.columns.keys()].filter((column) => !table.columns.has(column));
    if (isRename && added.length === 1 && dropped.length === 1) {
      deeds.push(`rename column ${one}.${dropped[0]} ${added[0]?.[0]}`);
      continue;
    }
    for (const [column, isNotNull] of added) deeds.push(...columnDeeds(one, column, isNotNull));
    for (const column of dropped) deeds.push(`drop column ${one}.${column}`);
    for (const key of table.keys) if (!old.keys.includes(key)) deeds.push(key);
  }
  for (const [one, table] of after.indexes)
    if (!before.indexes.has(one)) deeds.push(`create index ${table} ${one}`);
  // The indexes of a table that goes go with it.
  for (const [one, table] of before.indexes)
    if (!after.indexes.has(one) && after.tables.has(table)) deeds.push(`drop index ${one}`);
  for (const [one, sql] of after.others) if (before.others.get(one) !== sql) deeds.push(one);
  for (const one of before.others.keys()) if (!after.others.has(one)) deeds.push(`drop ${one}`);
  return deeds;
}

function columnDeeds(table: string, column: string, isNotNull: boolean): string[] {
  return [`column ${table}.${column}`, ...(isNotNull ? [`column is not null ${table}.${column}`] : [])];
}
