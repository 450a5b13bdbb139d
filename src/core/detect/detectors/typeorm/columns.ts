/** `TableColumn` as SQL, as TypeORM's drivers write it. */

import { unknownType } from "../../reading/source/send.ts";
import { hole } from "../../reading/source/text.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import { flag, isMysql, isSqlite, namesOf, optionsOf, quoted, sql, type Sql } from "./spell.ts";
import type { Migration } from "./values.ts";

export interface ColumnFacts {
  name: string;
  type: string;
  length: string;
  primary: boolean;
  unique: boolean;
  nullable: boolean;
  generated: "increment" | "uuid" | "identity" | null;
  comment: string | null;
  /** The values of an enumeration, null where it is none. */
  values: string[] | null;
  enumName: string | null;
  option: (name: string) => Value | undefined;
}

/** What an object says of a column, null when its name is not known. */
export function columnFacts(value: Value | undefined): ColumnFacts | null {
  const option = optionsOf(value);
  const name = option === null ? null : stringOf(option("name"));
  if (option === null || name === null) return null;
  const said = stringOf(option("generationStrategy"));
  const strategy = said === "uuid" || said === "identity" ? said : "increment";
  return {
    name,
    type: stringOf(option("type")) ?? unknownType,
    length: numeric(option("length")),
    primary: flag(option("isPrimary")),
    unique: flag(option("isUnique")),
    nullable: flag(option("isNullable")),
    generated: flag(option("isGenerated")) ? strategy : said === null ? null : strategy,
    comment: stringOf(option("comment")),
    values: enumValues(option("enum")),
    enumName: stringOf(option("enumName")),
    option,
  };
}

function enumValues(value: Value | undefined): string[] | null {
  if (value?.kind === "dict") return [...value.entries.values()].map((entry) => stringOf(entry.value) ?? "?");
  return namesOf(value);
}

function numeric(value: Value | undefined): string {
  if (value?.kind === "number") return String(value.value);
  return stringOf(value) ?? "";
}

/** The type with its length, precision and array. */
function fullType(column: ColumnFacts): string {
  const { option } = column;
  const [precision, scale] = [numeric(option("precision")), numeric(option("scale"))];
  const size =
    column.length !== ""
      ? column.length
      : precision === ""
        ? ""
        : scale === ""
          ? precision
          : `${precision},${scale}`;
  const width = numeric(option("width"));
  const given = size === "" ? width : size;
  const [word, ...rest] = column.type.split(" ");
  const sized = given === "" ? column.type : [`${word}(${given})`, ...rest].join(" ");
  return flag(option("isArray")) ? `${sized} array` : sized;
}

function quotedValues(values: readonly string[]): string {
  return values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ");
}

/** The name of the type that TypeORM makes for an enumeration on PostgreSQL. */
export function enumTypeName(table: string, column: ColumnFacts): string {
  const bare = table.split(".").pop() ?? table;
  return column.enumName ?? `${bare}_${column.name.toLowerCase()}_enum`;
}

/** Whether TypeORM makes a type for the column. */
export function isEnum(column: ColumnFacts): boolean {
  return column.values !== null && /^(?:enum|simple-enum|set)$/u.test(column.type);
}

/** The definition of a column. `alone`: it is the only primary key of the table that is made. */
export function columnSql(migration: Migration, table: string, column: ColumnFacts, alone: boolean): Sql {
  const name = quoted(migration, column.name);
  if (isSqlite(migration)) return sqlite(name, column, alone);
  return isMysql(migration) ? mysql(name, column) : postgresql(migration, name, table, column);
}

function standard(column: ColumnFacts): Sql {
  const value = column.option("default");
  if (value === undefined || value.kind === "none") return [];
  if (value.kind === "text") return sql(" DEFAULT ", value.pieces);
  if (value.kind === "number" || value.kind === "bool") return sql(` DEFAULT ${value.value}`);
  return sql(" DEFAULT ", hole("default"));
}

function generatedAs(column: ColumnFacts): string {
  const [expression, type] = [
    stringOf(column.option("asExpression")),
    stringOf(column.option("generatedType")),
  ];
  return expression === null ? "" : ` GENERATED ALWAYS AS (${expression}) ${type ?? "STORED"}`;
}

const COUNTERS: Record<string, string> = {
  smallint: "SMALLSERIAL",
  int2: "SMALLSERIAL",
  bigint: "BIGSERIAL",
  int8: "BIGSERIAL",
};

function postgresql(migration: Migration, name: string, table: string, column: ColumnFacts): Sql {
  const { generated } = column;
  const type =
    generated === "increment"
      ? (COUNTERS[column.type] ?? "SERIAL")
      : isEnum(column)
        ? quoted(migration, enumTypeName(table, column)) + (flag(column.option("isArray")) ? " array" : "")
        : fullType(column);
  const identity =
    generated === "identity"
      ? ` GENERATED ${stringOf(column.option("generatedIdentity")) ?? "BY DEFAULT"} AS IDENTITY`
      : "";
  const collation = stringOf(column.option("collation"));
  const written = standard(column);
  const uuid = generated === "uuid" && written.length === 0 ? " DEFAULT uuid_generate_v4()" : "";
  return sql(
    `${name} ${type}${identity}${generatedAs(column)}`,
    collation === null ? "" : ` COLLATE "${collation}"`,
    column.nullable ? "" : " NOT NULL",
    written,
    uuid,
  );
}

function mysql(name: string, column: ColumnFacts): Sql {
  const base =
    column.values !== null
      ? `${column.type.replace("simple-", "")}(${quotedValues(column.values)})`
      : column.generated === "uuid" && column.type === "uuid"
        ? "varchar(36)"
        : fullType(column);
  const [charset, collation, update] = ["charset", "collation", "onUpdate"].map((key) =>
    stringOf(column.option(key)),
  );
  return sql(
    `${name} ${base}`,
    flag(column.option("unsigned")) ? " UNSIGNED" : "",
    charset ? ` CHARACTER SET "${charset}"` : "",
    collation ? ` COLLATE "${collation}"` : "",
    generatedAs(column),
    column.nullable ? " NULL" : " NOT NULL",
    column.generated === "increment" ? " AUTO_INCREMENT" : "",
    column.comment === null ? "" : ` COMMENT '${column.comment.replaceAll("'", "''")}'`,
    standard(column),
    update ? ` ON UPDATE ${update}` : "",
  );
}

function sqlite(name: string, column: ColumnFacts, alone: boolean): Sql {
  const check = column.values === null ? "" : ` CHECK( ${name} IN (${quotedValues(column.values)}) )`;
  const counts = alone && column.generated === "increment";
  const type = column.values === null ? fullType(column) : "varchar";
  return sql(
    `${name} ${type}`,
    check,
    counts ? " PRIMARY KEY AUTOINCREMENT" : "",
    column.nullable ? "" : " NOT NULL",
    generatedAs(column),
    standard(column),
  );
}
