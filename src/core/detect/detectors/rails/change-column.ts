/** `change_column`: the type, and what it says besides. What it does not say stays as it is. */

import type { DefaultValue, TableName } from "../../../operation.ts";
import { nextStatement } from "../../reading/source/send.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { truthOf, type Value } from "../../reading/source/value.ts";
import { defaultSql, type ColumnSpec } from "./columns.ts";
import { isSqlite, type Migration, type TableCall } from "./migration.ts";
import { quoted, quotedTable, sql } from "./quoting.ts";
import { rebuilding } from "./rebuild-table.ts";
import { note, send, unknownType } from "./send.ts";
import { typeSql } from "./types.ts";

export function changeType(call: TableCall, column: ColumnSpec): void {
  const { migration, node, table } = call;
  const { name, type, given } = column;
  if (migration.reader.dialect !== "postgresql") {
    changeElsewhere(call, column);
    return;
  }
  const written = type === null ? unknownType : typeSql(migration, type, given);
  const using = given.option("using");
  const cast = given.string("cast_as");
  const collation = given.string("collation");
  const named = quoted(migration, name);
  send(
    migration,
    sql(
      `ALTER TABLE ${quotedTable(migration, table)} ALTER COLUMN ${named} TYPE ${written}`,
      collation === null ? "" : ` COLLATE "${collation}"`,
      using?.kind === "text"
        ? sql(" USING ", using.pieces)
        : cast === null
          ? ""
          : ` USING CAST(${named} AS ${typeSql(migration, cast, given)})`,
    ),
    node,
  );
  const fallback = given.option("default");
  if (fallback !== undefined) setDefault(migration, { table, name, type, value: fallback, node });
  const nullable = given.option("null");
  if (nullable !== undefined)
    setNull(migration, {
      table,
      name,
      nullable,
      fallback: migration.version < 502 ? fallback : undefined,
      node,
    });
  const comment = given.option("comment");
  if (comment !== undefined)
    note(migration, "set_comment", node, { ...table, columns: [name], details: { object: "column" } });
}

/** MySQL gets the whole column again, SQLite the whole table; Rails fills in what the call does not say. */
function changeElsewhere({ migration, node, table }: TableCall, column: ColumnSpec): void {
  const { name, type, given } = column;
  const written = type === null ? null : typeSql(migration, type, given);
  const [fallback, nullable] = [given.option("default"), given.option("null")];
  const change = (): void => {
    note(migration, "alter_column_type", node, {
      ...table,
      columns: [name],
      details: {
        type: written === unknownType ? null : written,
        oldType: null,
        using: null,
        collation: given.string("collation"),
      },
    });
    if (fallback !== undefined) noteDefault(migration, { table, name, type, value: fallback, node });
    if (nullable !== undefined) noteNull(migration, table, name, nullable, node);
  };
  if (isSqlite(migration)) {
    rebuilding(migration, table, node, change);
    return;
  }
  const before = migration.together;
  migration.together ??= nextStatement(migration);
  change();
  migration.together = before;
}

/** A column's default, as a command sets it. */
interface DefaultChange {
  table: TableName;
  name: string;
  type: string | null;
  value: Value | undefined;
  node: Syntax;
}

export function setDefault(migration: Migration, change: DefaultChange): void {
  rebuilding(migration, change.table, change.node, () => noteDefault(migration, change));
}

function noteDefault(migration: Migration, { table, name, type, value, node }: DefaultChange): void {
  const head = `ALTER TABLE ${quotedTable(migration, table)} ALTER COLUMN ${quoted(migration, name)}`;
  if (value === undefined || value.kind === "none")
    note(migration, "drop_default", node, { ...table, columns: [name], details: {} });
  else if (isSqlite(migration))
    note(migration, "set_default", node, {
      ...table,
      columns: [name],
      details: { default: sqliteDefault(migration, type, value) },
    });
  else send(migration, sql(`${head} SET DEFAULT `, defaultSql(migration, type, value)), node);
}

function sqliteDefault(migration: Migration, type: string | null, value: Value): DefaultValue {
  const words = defaultSql(migration, type, value)
    .map((piece) => (piece.hole === null ? piece.text : `{${piece.hole}}`))
    .join("");
  return { text: words, kind: value.kind === "function" ? "expression" : "literal", functions: [] };
}

/** SET or DROP NOT NULL; with a default the rows that have none get it first. */
export function setNull(
  migration: Migration,
  change: { table: TableName; name: string; nullable: Value; fallback: Value | undefined; node: Syntax },
): void {
  const { table, name, nullable, fallback, node } = change;
  const { run } = migration;
  const allowed = truthOf(nullable);
  if (allowed === null) run.conditional += 1;
  if (allowed !== true && fallback !== undefined && fallback.kind !== "none") {
    const column = quoted(migration, name);
    const head = `UPDATE ${quotedTable(migration, table)} SET ${column}=`;
    send(migration, sql(head, defaultSql(migration, null, fallback), ` WHERE ${column} IS NULL`), node);
  }
  rebuilding(migration, table, node, () => noteNull(migration, table, name, nullable, node));
  if (allowed === null) run.conditional -= 1;
}

function noteNull(migration: Migration, table: TableName, name: string, nullable: Value, node: Syntax): void {
  const kind = truthOf(nullable) === true ? "drop_not_null" : "set_not_null";
  note(migration, kind, node, { ...table, columns: [name], details: {} });
}
