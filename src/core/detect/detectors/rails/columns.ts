/** Columns as Rails declares them, in SQL of the engine. */

import { hole, literal, plain } from "../../reading/source/text.ts";
import { NONE, number, stringOf, text, truthOf, type Value } from "../../reading/source/value.ts";
import { Given, wordOf } from "./given.ts";
import { isMysql, isSqlite, type Migration } from "./migration.ts";
import { quoted, quotedText, quotedValue, sql, type Sql } from "./quoting.ts";
import { unknownType } from "./send.ts";
import { typeSql } from "./types.ts";

const NO_ARGUMENTS = { positional: [], keywords: new Map<string, Value>(), open: false };

/** What a column is declared with; a type that is not known is null. */
export interface ColumnSpec {
  name: string;
  type: string | null;
  given: Given;
}

/** `"name" type DEFAULT x NOT NULL ...` */
export function columnSql(migration: Migration, column: ColumnSpec): Sql {
  const key = keyColumn(migration, column);
  if (key !== null) return sql(key);
  const { name, given } = column;
  const type = resolved(column);
  const declared = type === null ? unknownType : typeSql(migration, type, given);
  return sql(
    `${quoted(migration, name)} ${declared}`,
    characterSet(migration, given),
    collation(migration, given),
    generated(migration, column, given),
    defaultPart(migration, type, given),
    notNull(given) ? " NOT NULL" : nullOf(migration, declared, given),
    given.flag("auto_increment") ? " AUTO_INCREMENT" : "",
    given.flag("primary_key") ? " PRIMARY KEY" : "",
    comment(migration, given),
    position(migration, given),
  );
}

/** `t.virtual :x, type: :string` is a string. */
function resolved({ type, given }: ColumnSpec): string | null {
  return type === "virtual" ? stringOf(given.option("type")) : type;
}

/** A key of whole numbers that counts by itself. */
function keyColumn(migration: Migration, { name, type, given }: ColumnSpec): string | null {
  const column = quoted(migration, name);
  const primary = type === "primary_key" || given.flag("primary_key");
  const whole = type === "primary_key" || type === "integer" || type === "bigint";
  if (!primary || !whole || (given.has("default") && type !== "primary_key")) return null;
  const big =
    type === "bigint" ||
    (type === "primary_key" && migration.version >= 501) ||
    wordOf(given.option("limit")) === "8";
  if (isMysql(migration)) {
    const unsigned = given.flag("unsigned") ? " unsigned" : "";
    return `${column} ${big ? "bigint" : "int"}${unsigned} NOT NULL AUTO_INCREMENT PRIMARY KEY`;
  }
  if (isSqlite(migration)) return `${column} integer PRIMARY KEY AUTOINCREMENT NOT NULL`;
  return `${column} ${big ? "bigserial" : "serial"} NOT NULL PRIMARY KEY`;
}

function notNull(given: Given): boolean {
  return given.refused("null") || given.flag("primary_key");
}

/** MySQL's timestamps are NOT NULL unless they say otherwise. */
function nullOf(migration: Migration, declared: string, given: Given): string {
  return isMysql(migration) && declared.startsWith("timestamp") && !given.has("default") ? " NULL" : "";
}

function characterSet(migration: Migration, given: Given): string {
  const charset = given.string("charset");
  return isMysql(migration) && charset !== null ? ` CHARACTER SET ${charset}` : "";
}

function collation(migration: Migration, given: Given): string {
  const name = given.string("collation");
  if (name === null) return "";
  return isMysql(migration) ? ` COLLATE ${name}` : ` COLLATE "${name}"`;
}

function generated(migration: Migration, column: ColumnSpec, given: Given): Sql {
  const as = given.option("as");
  if (column.type !== "virtual" && as === undefined) return [];
  const expression = as?.kind === "text" ? as.pieces : hole("its expression");
  const stored = given.flag("stored");
  if (isMysql(migration)) return sql(" AS (", expression, `)${stored ? " STORED" : ""}`);
  return sql(" GENERATED ALWAYS AS (", expression, `) ${stored ? "STORED" : "VIRTUAL"}`);
}

function defaultPart(migration: Migration, type: string | null, given: Given): Sql {
  const value = given.option("default");
  if (value === undefined || (value.kind === "none" && notNull(given))) return [];
  return sql(" DEFAULT ", defaultSql(migration, type, value));
}

/** A default: a lambda gives SQL, anything else is a constant; for a uuid a function may stand as text. */
export function defaultSql(migration: Migration, type: string | null, value: Value): Sql {
  if (value.kind === "function") {
    const given = migration.run.callFunction(value, NO_ARGUMENTS);
    if (given.kind !== "text") return hole("its default");
    // SQLite takes no bare call.
    const calls = isSqlite(migration) && /^\w+\(/u.test(plain(given.pieces) ?? "");
    return calls ? sql("(", given.pieces, ")") : sql(given.pieces);
  }
  const string = value.kind === "text" ? plain(value.pieces) : null;
  if (type === "uuid" && string?.includes("()") === true) return literal(string);
  if (type === "boolean" && string !== null) return quotedValue(migration, booleanOf(string));
  return quotedValue(migration, value);
}

function booleanOf(word: string): Value {
  const falsy = /^(?:f|false|0|off|)$/iu.test(word);
  return { kind: "bool", value: !falsy };
}

function comment(migration: Migration, given: Given): Sql {
  const value = given.option("comment");
  if (!isMysql(migration) || value?.kind !== "text") return [];
  return sql(" COMMENT ", quotedText(migration, value.pieces));
}

function position(migration: Migration, given: Given): string {
  if (!isMysql(migration)) return "";
  const after = given.string("after");
  if (after !== null) return ` AFTER ${quoted(migration, after)}`;
  return given.flag("first") ? " FIRST" : "";
}

/** The columns that `timestamps` makes. */
export function timestampColumns({ version }: Migration, given: Given): ColumnSpec[] {
  const changed: Record<string, Value> = {};
  if (!given.has("null") || given.option("null")?.kind === "none")
    changed["null"] = { kind: "bool", value: version < 500 };
  if (!given.has("precision")) changed["precision"] = version < 600 ? NONE : number(6);
  const options = given.with({ index: null, ...changed }, []);
  return ["created_at", "updated_at"].map((name) => ({ name, type: "datetime", given: options }));
}

/** `t.references`: its columns, and the options of its index and foreign key. */
export function referenceColumns(migration: Migration, name: string, given: Given): ColumnSpec[] {
  const options = given.with({
    polymorphic: null,
    index: null,
    foreign_key: null,
    type: null,
    to_table: null,
  });
  const written = stringOf(given.option("type"));
  const usual = migration.version >= 501 && !isSqlite(migration) ? "bigint" : "integer";
  const type = given.has("type") && written === null ? null : (written ?? usual);
  const id: ColumnSpec = { name: `${name}_id`, type, given: options };
  const polymorphic = given.option("polymorphic");
  if (polymorphic === undefined || truthOf(polymorphic) === false) return [id];
  const own =
    polymorphic.kind === "dict"
      ? Given.from({ positional: [polymorphic], keywords: new Map(), open: false })
      : Given.from(NO_ARGUMENTS);
  const shared: Record<string, Value> = {};
  for (const key of ["null", "first", "after"]) {
    const value = given.option(key);
    if (value !== undefined) shared[key] = value;
  }
  return [{ name: `${name}_type`, type: "string", given: own.with(shared) }, id];
}

/** A name as a value, for calls that are made from others. */
export function nameValue(name: string): Value {
  return text(name);
}
