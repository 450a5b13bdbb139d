/** `change_column`: the type, and what it says besides. What it does not say stays as it is. */

import type { DefaultValue } from "../../../operation.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { truthOf, type Value } from "../../reading/source/value.ts";
import { defaultSql, type ColumnSpec } from "./columns.ts";
import { isMysql, isSqlite, type Migration, type TableCall } from "./migration.ts";
import { quoted, quotedTable, sql } from "./quoting.ts";
import { rebuildTable } from "./rebuild-table.ts";
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
  if (isSqlite(migration)) rebuildTable(migration, table, node);
  const together = migration.together;
  if (isMysql(migration)) {
    migration.statements += 1;
    migration.together ??= `statement ${migration.statements}`;
  }
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
  const fallback = given.option("default");
  if (fallback !== undefined) setDefault(migration, { table, name, type, value: fallback, node });
  const nullable = given.option("null");
  if (nullable !== undefined) setNull(migration, { table, name, nullable, fallback: undefined, node });
  migration.together = together;
}

export function setDefault(
  migration: Migration,
  {
    table,
    name,
    type,
    value,
    node,
  }: { table: TableCall["table"]; name: string; type: string | null; value: Value | undefined; node: Syntax },
): void {
  if (isSqlite(migration)) rebuildTable(migration, table, node);
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
  {
    table,
    name,
    nullable,
    fallback,
    node,
  }: { table: TableCall["table"]; name: string; nullable: Value; fallback: Value | undefined; node: Syntax },
): void {
  const allowed = truthOf(nullable);
  const { run } = migration;
  if (allowed === null) run.conditional += 1;
  if (allowed !== true && fallback !== undefined && fallback.kind !== "none") {
    const column = quoted(migration, name);
    send(
      migration,
      sql(
        `UPDATE ${quotedTable(migration, table)} SET ${column}=`,
        defaultSql(migration, null, fallback),
        ` WHERE ${column} IS NULL`,
      ),
      node,
    );
  }
  if (isSqlite(migration)) rebuildTable(migration, table, node);
  if (allowed === true) note(migration, "drop_not_null", node, { ...table, columns: [name], details: {} });
  else note(migration, "set_not_null", node, { ...table, columns: [name], details: {} });
  if (allowed === null) run.conditional -= 1;
}
