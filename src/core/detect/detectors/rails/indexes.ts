/** Indexes as Rails makes, names and drops them. */

import type { TableName } from "../../../operation.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { hole, literal } from "../../reading/source/text.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import { entriesOf, namesOf, wordOf, type Given } from "./given.ts";
import { isMysql, isSqlite, type Migration, type TableCall } from "./migration.ts";
import { joined, quoted, quotedTable, quotedText, sql, type Sql } from "./quoting.ts";
import { note, send } from "./send.ts";

/** What an index is on: columns by their names, or one expression; null when that is not known. */
export type Indexed = { columns: string[] } | { expression: string };

export function indexedOf(value: Value | undefined): Indexed | null {
  const single = stringOf(value);
  if (single !== null && /\W/u.test(single)) return { expression: single };
  const names = namesOf(value);
  return names === null ? null : { columns: names };
}

/** The name that Rails gives where none is written. */
export function indexName(migration: Migration, table: string, indexed: Indexed): string {
  const words = "columns" in indexed ? indexed.columns : (indexed.expression.match(/\w+/gu) ?? []);
  const name = `index_${table}_on_${"columns" in indexed ? words.join("_and_") : words.join("_")}`;
  const longest = isMysql(migration) ? 64 : 63;
  return name.length > longest ? "" : name;
}

/** CREATE INDEX. */
export function addIndex(call: TableCall): void {
  const { migration, given, node, table } = call;
  const indexed = indexedOf(given.at(1));
  if (indexed === null) {
    migration.reader.vague(
      migration.run,
      node,
      `which columns of ${table.table} the index is on is not known before it runs`,
    );
    return;
  }
  createIndex(migration, node, table, indexed, given);
}

/** CREATE INDEX of columns that are known; `given` holds its options. */
export function createIndex(
  migration: Migration,
  node: Syntax,
  table: TableName,
  indexed: Indexed,
  given: Given,
): void {
  if (isPlain(migration, indexed, given)) {
    notePlain(migration, node, table, indexed, given);
    return;
  }
  const { where, comment } = { where: given.option("where"), comment: given.option("comment") };
  const name = given.string("name") ?? indexName(migration, table.table, indexed);
  const method = given.string("using");
  const written = given.option("algorithm");
  const algorithm = stringOf(written) ?? "";
  const type = given.string("type");
  const unique = given.flag("unique");
  const concurrently = algorithm === "concurrently" && migration.reader.dialect === "postgresql";
  const pg = migration.reader.dialect === "postgresql";
  const statement = sql(
    `CREATE ${type !== null && isMysql(migration) ? `${type.toUpperCase()} ` : unique ? "UNIQUE " : ""}INDEX `,
    concurrently ? "CONCURRENTLY " : "",
    given.flag("if_not_exists") && !isMysql(migration) ? "IF NOT EXISTS " : "",
    given.has("name") && given.string("name") === null && given.option("name")?.kind !== "none"
      ? sql(quoted(migration, "unknown_index"))
      : name === ""
        ? ""
        : quoted(migration, name),
    method !== null && isMysql(migration) ? ` USING ${method}` : "",
    ` ON ${given.flag("only") && pg ? "ONLY " : ""}${quotedTable(migration, table)}`,
    method !== null && pg ? ` USING ${method}` : "",
    " (",
    partsOf(migration, indexed, given),
    ")",
    pg ? includePart(migration, given) : "",
    pg && given.flag("nulls_not_distinct") ? " NULLS NOT DISTINCT" : "",
    where === undefined || where.kind === "none" || isMysql(migration)
      ? ""
      : sql(" WHERE ", where.kind === "text" ? where.pieces : hole("its condition")),
    isMysql(migration) && comment?.kind === "text"
      ? sql(" COMMENT ", quotedText(migration, comment.pieces))
      : "",
    isMysql(migration) && /^(?:default|copy|inplace|instant|nocopy)$/u.test(algorithm)
      ? ` ALGORITHM = ${algorithm.toUpperCase()}`
      : "",
    isMysql(migration) && given.string("lock") !== null
      ? ` LOCK = ${given.string("lock")?.toUpperCase()}`
      : "",
  );
  for (const operation of send(migration, statement, node)) {
    if (operation.kind !== "create_index") continue;
    if (operation.name === "unknown_index") operation.name = null;
  }
  if (comment !== undefined && comment.kind !== "none" && pg)
    note(migration, "set_comment", node, {
      ...table,
      name: name === "" ? null : name,
      details: { object: "index" },
    });
}

/** An index of columns that says nothing which only the SQL reader can tell. */
function isPlain({ reader }: Migration, indexed: Indexed, given: Given): indexed is { columns: string[] } {
  const told = ["where", "comment", "name", "using", "opclass", "only"].filter((name) => given.has(name));
  const named = told.every((name) => name === "name" && given.string("name") !== null);
  return reader.dialect === "postgresql" && "columns" in indexed && named;
}

function notePlain(
  migration: Migration,
  node: Syntax,
  table: TableName,
  indexed: { columns: string[] },
  given: Given,
): void {
  const name = given.string("name") ?? indexName(migration, table.table, indexed);
  note(migration, "create_index", node, {
    ...table,
    columns: indexed.columns,
    name: name === "" ? null : name,
    details: {
      unique: given.flag("unique"),
      concurrently: given.string("algorithm") === "concurrently",
      ifNotExists: given.flag("if_not_exists"),
      method: null,
      expressions: [],
      where: null,
      only: false,
    },
  });
}

function includePart(migration: Migration, given: Given): string {
  const names = namesOf(given.option("include"));
  return names === null || names.length === 0
    ? ""
    : ` INCLUDE (${names.map((name) => quoted(migration, name)).join(", ")})`;
}

function partsOf(migration: Migration, indexed: Indexed, given: Given): Sql {
  if ("expression" in indexed) return sql(indexed.expression);
  return joined(
    indexed.columns.map((column) => {
      const length = isMysql(migration) ? forColumn(given.option("length"), column) : null;
      const opclass =
        migration.reader.dialect === "postgresql" ? forColumn(given.option("opclass"), column) : null;
      const order = forColumn(given.option("order"), column);
      return literal(
        [
          `${quoted(migration, column)}${length === null ? "" : `(${length})`}`,
          opclass,
          order?.toUpperCase() ?? null,
        ]
          .filter((part) => part !== null)
          .join(" "),
      );
    }),
    ", ",
  );
}

/** One value for all columns, or one for each by name. */
function forColumn(value: Value | undefined, column: string): string | null {
  if (value?.kind === "dict") return wordOf(entriesOf(value).find(([name]) => name === column)?.[1]);
  return wordOf(value);
}

/** DROP INDEX, by name or by the columns that it is on. */
export function removeIndex(call: TableCall): void {
  const { migration, given, node, table } = call;
  const by = given.at(1) ?? given.option("column");
  const indexed = indexedOf(by);
  const written = given.option("name");
  const name =
    given.string("name") ??
    (indexed === null || written !== undefined ? null : indexName(migration, table.table, indexed));
  if (
    name === null &&
    indexed === null &&
    written === undefined &&
    by === undefined &&
    given.options.size === 0
  ) {
    migration.reader.vague(
      migration.run,
      node,
      `which index of ${table.table} it drops is not known before it runs`,
    );
    return;
  }
  const pg = migration.reader.dialect === "postgresql";
  const columns = indexed !== null && "columns" in indexed ? indexed.columns : [];
  note(
    migration,
    "drop_index",
    node,
    {
      ...table,
      columns: name === null || name === "" ? columns : [],
      name: name === "" ? null : name,
      details: {
        ifExists: given.flag("if_exists"),
        cascade: false,
        concurrently: pg && given.string("algorithm") === "concurrently",
      },
    },
    isMysql(migration) ? { algorithm: given.string("algorithm"), lock: given.string("lock") } : {},
  );
}

/** RENAME INDEX; SQLite has none, so that Rails makes another and drops the old one. */
export function renameIndex({ migration, given, node, table }: TableCall): void {
  const [from, to] = [given.text(1), given.text(2)];
  if (from === null || to === null) {
    migration.reader.vague(
      migration.run,
      node,
      `which index of ${table.table} it renames is not known before it runs`,
    );
    return;
  }
  if (!isSqlite(migration)) {
    note(migration, "rename_index", node, { ...table, name: from, details: { newName: to } });
    return;
  }
  note(migration, "create_index", node, {
    ...table,
    name: to,
    details: {
      unique: false,
      concurrently: false,
      ifNotExists: false,
      method: null,
      expressions: [],
      where: null,
      only: false,
    },
  });
  note(migration, "drop_index", node, {
    ...table,
    name: from,
    details: { ifExists: false, cascade: false, concurrently: false },
  });
}
