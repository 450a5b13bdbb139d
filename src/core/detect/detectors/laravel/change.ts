/** `->change()`: what it says of a column, and what it then does not say any more. */

import { send, note, type Sender } from "../../reading/source/send.ts";
import { plain, shown, type Piece } from "../../reading/source/text.ts";
import { isOn, typeOf } from "./column-types.ts";
import { nameOf } from "./given.ts";
import {
  attribute,
  columnSql,
  defaultOf,
  identity,
  isNullable,
  modifiersSql,
  type ColumnSettings,
} from "./modifiers.ts";
import { lock } from "./compile.ts";
import { expression, quoted, quotedTable, sql } from "./quoting.ts";
import { tableName, type Blueprint, type Fluent } from "./values.ts";

/** A changed column. Through Doctrine, as before Laravel 11, what is not said stays; else it is taken away. */
export function sendChange(
  sender: Sender,
  settings: ColumnSettings,
  blueprint: Blueprint,
  column: Fluent,
  together: string | undefined,
): void {
  if (settings.keepsUnsaid) keptChange(sender, settings, blueprint, column, together);
  else if (settings.engine === "sqlite") noteChange(sender, settings, blueprint, column, together);
  else {
    const statement = settings.engine === "postgresql" ? postgresqlChange : mysqlChange;
    send(sender, statement(settings, blueprint, column), column.at, together);
  }
}

function mysqlChange(settings: ColumnSettings, { table }: Blueprint, column: Fluent): Piece[] {
  const { engine } = settings;
  const name = quoted(engine, column.column ?? "?");
  const renamed = nameOf(attribute(column, "renameTo"));
  const verb = renamed === null ? `modify ${name}` : `change ${name} ${quoted(engine, renamed)}`;
  const instant = isOn(column.attributes.get("instant")) ? ", algorithm=instant" : "";
  return sql(
    `alter table ${quotedTable(engine, table)} ${verb} `,
    typeOf(column, settings),
    modifiersSql(column, settings),
    instant,
    lock(engine, column),
  );
}

function postgresqlChange(settings: ColumnSettings, { table }: Blueprint, column: Fluent): Piece[] {
  const { engine } = settings;
  const collation = nameOf(attribute(column, "collation"));
  const using = attribute(column, "using");
  const type = sql(
    "type ",
    typeOf(column, settings),
    collation === null ? "" : ` collate ${quoted(engine, collation)}`,
    using === null ? "" : sql(" using ", expression(using)),
  );
  const changes = [type, sql(isNullable(column) === false ? "set not null" : "drop not null")];
  const counting = isOn(column.attributes.get("autoIncrement"));
  if (!counting || column.attributes.has("generatedAs")) {
    const value = defaultOf(column, settings);
    changes.push(value === null ? sql("drop default") : sql("set default ", value));
  }
  for (const name of ["virtualAs", "storedAs"])
    if (column.attributes.has(name)) changes.push(sql("drop expression if exists"));
  const own = identity(column);
  if (!counting || own.length > 0) changes.push(sql("drop identity if exists"));
  if (own.length > 0) changes.push(sql("add", own));
  const head = `alter column ${quoted(engine, column.column ?? "?")} `;
  const clauses = changes.flatMap((change, at) => sql(at === 0 ? head : `, ${head}`, change));
  return sql(`alter table ${quotedTable(engine, table)} `, clauses);
}

/** SQLite builds the table anew; of the column this differs. */
function noteChange(
  sender: Sender,
  settings: ColumnSettings,
  blueprint: Blueprint,
  column: Fluent,
  together: string | undefined,
): void {
  const on = { ...tableName(blueprint.table), columns: [column.column ?? "?"] };
  const type = plain(typeOf(column, settings));
  const details = { type, oldType: null, using: null, collation: nameOf(attribute(column, "collation")) };
  note(sender, "alter_column_type", column.at, { ...on, details }, together);
  const kind = isNullable(column) === false ? "set_not_null" : "drop_not_null";
  note(sender, kind, column.at, { ...on, details: {} }, together);
  const value = defaultOf(column, settings);
  if (value === null) note(sender, "drop_default", column.at, { ...on, details: {} }, together);
  else noteDefault(sender, column, on, value, together);
}

function noteDefault(
  sender: Sender,
  column: Fluent,
  on: { schema: string | null; table: string; columns: string[] },
  value: readonly Piece[],
  together: string | undefined,
): void {
  const text = shown(value);
  const literal = /^(?:'(?:[^']|'')*'|-?[\d.]+)$/u.test(text);
  const functions = literal
    ? []
    : (/^\(?([a-z_]\w*)/iu
        .exec(text)
        ?.slice(1, 2)
        .map((name) => name.toLowerCase()) ?? []);
  const details = {
    default: { text, kind: literal ? ("literal" as const) : ("expression" as const), functions },
  };
  note(sender, "set_default", column.at, { ...on, details }, together);
}

/** Doctrine compares the table with what is said: the type, and of the rest only what is said. */
function keptChange(
  sender: Sender,
  settings: ColumnSettings,
  blueprint: Blueprint,
  column: Fluent,
  together: string | undefined,
): void {
  const { engine } = settings;
  const on = { ...tableName(blueprint.table), columns: [column.column ?? "?"] };
  const head = `alter table ${quotedTable(engine, blueprint.table)} `;
  if (engine === "postgresql") {
    const type = sql(
      `${head}alter column ${quoted(engine, column.column ?? "?")} type `,
      typeOf(column, settings),
    );
    send(sender, type, column.at, together);
  } else {
    const canonical = canonicalType(sender, settings, column);
    const details = {
      type: canonical,
      oldType: null,
      using: null,
      collation: nameOf(attribute(column, "collation")),
    };
    note(sender, "alter_column_type", column.at, { ...on, details }, together);
  }
  if (column.attributes.has("nullable")) {
    const kind = isNullable(column) === false ? "set_not_null" : "drop_not_null";
    note(sender, kind, column.at, { ...on, details: {} }, together);
  }
  if (!column.attributes.has("default") && !isOn(column.attributes.get("useCurrent"))) return;
  const value = defaultOf(column, settings);
  if (value === null) note(sender, "drop_default", column.at, { ...on, details: {} }, together);
  else noteDefault(sender, column, on, value, together);
}

/** The type as the SQL reader of the engine calls it. */
function canonicalType(sender: Sender, settings: ColumnSettings, column: Fluent): string | null {
  const { reader } = sender;
  const before = reader.operations.length;
  const bare: Fluent = {
    ...column,
    attributes: new Map([...column.attributes].filter(([name]) => TYPED.has(name))),
  };
  const table = quotedTable(settings.engine, "t");
  send(
    sender,
    sql(`create table ${table} (`, columnSql(bare, { ...settings, primaryCommand: true }), ")"),
    column.at,
  );
  const [made] = reader.operations.splice(before);
  return made?.kind === "create_table" ? (made.details.columns[0]?.type ?? null) : null;
}

const TYPED = new Set([
  "length",
  "total",
  "places",
  "precision",
  "unsigned",
  "allowed",
  "subtype",
  "srid",
  "fixed",
  "old",
  "dimensions",
]);
