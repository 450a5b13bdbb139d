/** Foreign keys, unique constraints, checks and indexes as SQL; a name that TypeORM would make is none. */

import { stringOf, type Value } from "../../reading/source/value.ts";
import { columnList, flag, isMysql, namesOf, optionsOf, quoted, tableOf, tablePath } from "./spell.ts";
import type { Migration } from "./values.ts";

const action = (words: string, value: Value | undefined): string => {
  const said = stringOf(value);
  return said === null ? "" : ` ${words} ${said}`;
};

export function constraintName(migration: Migration, value: Value | undefined): string {
  const name = stringOf(value);
  return name === null ? "" : `CONSTRAINT ${quoted(migration, name)} `;
}

/** Null: what it refers to, or from where, is not known. */
export function foreignKeySql(migration: Migration, value: Value | undefined): string | null {
  const option = optionsOf(value);
  if (option === null) return null;
  const columns = namesOf(option("columnNames"));
  const references = namesOf(option("referencedColumnNames"));
  const table = stringOf(option("referencedTableName"));
  if (columns === null || references === null || table === null) return null;
  const schema = stringOf(option("referencedSchema"));
  const target = tablePath(migration, schema === null ? table : `${schema}.${table}`);
  return (
    `${constraintName(migration, option("name"))}FOREIGN KEY (${columnList(migration, columns)}) ` +
    `REFERENCES ${target} (${columnList(migration, references)})` +
    action("ON DELETE", option("onDelete")) +
    action("ON UPDATE", option("onUpdate"))
  );
}

export function uniqueSql(migration: Migration, value: Value | undefined): string | null {
  const option = optionsOf(value);
  const columns = option === null ? null : namesOf(option("columnNames"));
  if (option === null || columns === null) return null;
  if (isMysql(migration)) {
    const name = stringOf(option("name"));
    return `UNIQUE INDEX ${name === null ? "" : quoted(migration, name)} (${columnList(migration, columns)})`;
  }
  return `${constraintName(migration, option("name"))}UNIQUE (${columnList(migration, columns)})`;
}

export function checkSql(migration: Migration, value: Value | undefined): string | null {
  const option = optionsOf(value);
  const expression = option === null ? null : stringOf(option("expression"));
  return option === null || expression === null
    ? null
    : `${constraintName(migration, option("name"))}CHECK (${expression})`;
}

export function exclusionSql(migration: Migration, value: Value | undefined): string | null {
  const option = optionsOf(value);
  const expression = option === null ? null : stringOf(option("expression"));
  return option === null || expression === null
    ? null
    : `${constraintName(migration, option("name"))}EXCLUDE ${expression}`;
}

interface Index {
  name: string | null;
  /** `UNIQUE `, `SPATIAL `, ... */
  words: string;
  columns: string;
  where: string;
  concurrently: boolean;
  spatial: boolean;
}

function indexOf(migration: Migration, value: Value | undefined): Index | null {
  const option = optionsOf(value);
  const columns = option === null ? null : namesOf(option("columnNames"));
  if (option === null || columns === null) return null;
  const where = stringOf(option("where"));
  const words = [
    flag(option("isUnique")) ? "UNIQUE " : "",
    isMysql(migration) && flag(option("isSpatial")) ? "SPATIAL " : "",
    isMysql(migration) && flag(option("isFulltext")) ? "FULLTEXT " : "",
  ];
  return {
    name: stringOf(option("name")),
    words: words.join(""),
    columns: columnList(migration, columns),
    where: where === null ? "" : ` WHERE ${where}`,
    concurrently: flag(option("isConcurrent")),
    spatial: flag(option("isSpatial")),
  };
}

/** An index inside MySQL's CREATE TABLE. */
export function inlineIndexSql(migration: Migration, value: Value | undefined): string | null {
  const index = indexOf(migration, value);
  if (index === null) return null;
  return `${index.words}INDEX ${index.name === null ? "" : quoted(migration, index.name)} (${index.columns})`;
}

/** `CREATE INDEX ...`, as a statement of its own. */
export function indexSql(migration: Migration, table: string, value: Value | undefined): string | null {
  const index = indexOf(migration, value);
  if (index === null) return null;
  const { name, words, columns, where } = index;
  const target = tablePath(migration, table);
  if (isMysql(migration) && name === null) return `ALTER TABLE ${target} ADD ${words}INDEX (${columns})`;
  const isPostgresql = migration.reader.dialect === "postgresql";
  const concurrently = index.concurrently && isPostgresql ? "CONCURRENTLY " : "";
  const using = index.spatial && isPostgresql ? "USING GiST " : "";
  // SQLite takes no index without a name; the one that TypeORM makes is a hash.
  const made = name === null && !isPostgresql ? `IDX_${tableOf(table).table}` : name;
  const title = made === null ? "" : `${quoted(migration, made)} `;
  const condition = isMysql(migration) ? "" : where;
  return `CREATE ${words}INDEX ${concurrently}${title}ON ${target} ${using}(${columns})${condition}`;
}
