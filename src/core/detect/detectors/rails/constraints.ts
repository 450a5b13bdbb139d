/** Foreign keys, checks, exclusions and unique constraints, in SQL of the engine. */

import { hash } from "node:crypto";

import type { TableName } from "../../../operation.ts";
import { hole, plain } from "../../reading/source/text.ts";
import { stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import { namesOf, type Given } from "./given.ts";
import { singularize } from "./inflection.ts";
import { isSqlite, type Migration } from "./migration.ts";
import { quoted, quotedColumns, quotedTable, sql, tableName, type Sql } from "./quoting.ts";

/** The names that Rails makes up: `fk_rails_` and ten digits of a hash. */
function madeName(kind: "fk" | "chk" | "excl" | "uniq", identity: string): string {
  const word = kind === "uniq" ? "unique" : kind;
  return `${kind}_rails_${hash("sha256", `${identity}_${word}`, "hex").slice(0, 10)}`;
}

/** `user_id` for the table `users`. */
export function foreignKeyColumn(to: string): string {
  return `${singularize(tableName(to).table)}_id`;
}

/** A foreign key as it stands behind ADD or inside CREATE TABLE. */
export function foreignKeySql(migration: Migration, from: TableName, to: string, given: Given): Sql {
  const columns = namesOf(given.option("column")) ?? [foreignKeyColumn(to)];
  const keys = namesOf(given.option("primary_key")) ?? (columns.length === 1 ? ["id"] : []);
  const name = given.string("name") ?? foreignKeyName(from.table, columns);
  const known = !given.has("column") || namesOf(given.option("column")) !== null;
  return sql(
    `CONSTRAINT ${quoted(migration, name)} FOREIGN KEY (`,
    known ? quotedColumns(migration, columns) : quoted(migration, "unknown_column"),
    `) REFERENCES ${quotedTable(migration, tableName(to))}`,
    keys.length === 0 ? "" : ` (${quotedColumns(migration, keys)})`,
    actionSql("DELETE", given.option("on_delete") ?? given.option("dependent")),
    actionSql("UPDATE", given.option("on_update")),
    deferrableSql(given.option("deferrable")),
  );
}

export function foreignKeyName(table: string, columns: readonly string[]): string {
  return madeName("fk", `${table}_${columns.join("_and_")}`);
}

const actions: Readonly<Record<string, string>> = {
  nullify: "SET NULL",
  cascade: "CASCADE",
  // foreigner's word, before Rails had foreign keys.
  delete: "CASCADE",
  restrict: "RESTRICT",
  no_action: "NO ACTION",
};

function actionSql(event: string, value: Value | undefined): string {
  const word = stringOf(value);
  if (word === null) return "";
  // What people write besides fails in Rails, but says what is meant.
  return ` ON ${event} ${actions[word] ?? word.replaceAll("_", " ").toUpperCase()}`;
}

function deferrableSql(value: Value | undefined): string {
  const word = stringOf(value);
  if (word === "deferred") return " DEFERRABLE INITIALLY DEFERRED";
  if (word === "immediate") return " DEFERRABLE INITIALLY IMMEDIATE";
  return value !== undefined && truthOf(value) === true ? " DEFERRABLE" : "";
}

/** NOT VALID is PostgreSQL's own. */
export function notValid(migration: Migration, given: Given): string {
  return migration.reader.dialect === "postgresql" && given.refused("validate") ? " NOT VALID" : "";
}

/** A check as it stands behind ADD or inside CREATE TABLE. */
export function checkSql(
  migration: Migration,
  table: TableName,
  expression: Value | undefined,
  given: Given,
): Sql {
  const pieces = expression?.kind === "text" ? expression.pieces : hole("its expression");
  const name = given.string("name") ?? checkName(table.table, plain(pieces) ?? "");
  return sql(`CONSTRAINT ${quoted(migration, name)} CHECK (`, pieces, ")");
}

export function checkName(table: string, expression: string): string {
  return madeName("chk", `${table}_${expression}`);
}

/** An exclusion constraint of PostgreSQL. */
export function exclusionSql(
  migration: Migration,
  table: TableName,
  expression: Value | undefined,
  given: Given,
): Sql {
  const pieces = expression?.kind === "text" ? expression.pieces : hole("its expression");
  const where = given.option("where");
  const name = given.string("name") ?? madeName("excl", `${table.table}_${plain(pieces) ?? ""}`);
  return sql(
    `CONSTRAINT ${quoted(migration, name)} EXCLUDE`,
    given.string("using") === null ? "" : ` USING ${given.string("using")}`,
    " (",
    pieces,
    ")",
    where?.kind === "text" ? sql(" WHERE (", where.pieces, ")") : "",
    deferrableSql(given.option("deferrable")),
  );
}

/** A unique constraint of PostgreSQL. */
export function uniqueSql(
  migration: Migration,
  table: TableName,
  columns: Value | undefined,
  given: Given,
): Sql {
  const names = namesOf(columns) ?? [];
  const index = given.string("using_index");
  const name =
    given.string("name") ??
    madeName("uniq", `${table.table}_${names.length > 0 ? names.join("_and_") : (index ?? "")}`);
  const what =
    index === null
      ? `UNIQUE${given.flag("nulls_not_distinct") ? " NULLS NOT DISTINCT" : ""} (${quotedColumns(migration, names)})`
      : `UNIQUE USING INDEX ${quoted(migration, index)}`;
  return sql(`CONSTRAINT ${quoted(migration, name)} ${what}`, deferrableSql(given.option("deferrable")));
}

/** SQLite writes constraints only with the table. */
export function altersConstraints(migration: Migration): boolean {
  return !isSqlite(migration);
}
