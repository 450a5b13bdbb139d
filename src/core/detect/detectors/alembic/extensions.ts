/** Operations that well-known extensions add to `op`: alembic_utils and alembic_postgresql_enum. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { literal, type Piece } from "../../reading/source/text.ts";
import { stringOf, stringsOf, type Arguments, type Value } from "../../reading/source/value.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import { hosted, type EntityValue } from "./values.ts";

/** What each kind of entity is in SQL. */
const WORDS: Record<string, string> = {
  PGFunction: "FUNCTION",
  PGView: "VIEW",
  PGMaterializedView: "MATERIALIZED VIEW",
  PGTrigger: "TRIGGER",
  PGExtension: "EXTENSION",
  PGPolicy: "POLICY",
};

/** An entity of alembic_utils, null when the name is none. */
export function makeEntity(name: string, args: Arguments): EntityValue | null {
  const word = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  if (word === undefined) return null;
  const at = (key: string, position: number): Value | undefined =>
    args.keywords.get(key) ?? args.positional[position];
  const definition = at("definition", 2);
  return {
    host: "entity",
    word,
    schema: stringOf(at("schema", 0)),
    signature: stringOf(at("signature", 1)),
    definition: definition?.kind === "text" ? definition.pieces : null,
    on: stringOf(args.keywords.get("on_entity")),
  };
}

/** Reads an operation of an extension; false when it is none, or too little of it is known. */
export function readExtension(
  reader: Reader,
  run: Interpreter,
  name: string,
  args: Arguments,
  node: Syntax,
): boolean {
  if (name === "sync_enum_values") return syncEnum(reader, run, args, node);
  const [action, what] = name.split("_");
  const entity = hosted(args.positional[0]);
  if (what !== "entity" || entity?.host !== "entity") return false;
  const sql = entitySql(action ?? "", entity);
  if (sql === null) return false;
  readSqlText(reader, run, sql, "driver", node);
  return true;
}

function entitySql(action: string, entity: EntityValue): Piece[] | null {
  const { word, signature, definition, on } = entity;
  if (signature === null) return null;
  const schema =
    entity.schema === null || ["EXTENSION", "TRIGGER", "POLICY"].includes(word) ? "" : `${entity.schema}.`;
  const where = word === "POLICY" && on !== null ? ` ON ${on}` : "";
  if (action === "drop") {
    const onTable = word === "TRIGGER" || word === "POLICY" ? ` ON ${on ?? "?"}` : "";
    return literal(`DROP ${word} ${schema}${signature}${onTable}`);
  }
  if (word === "EXTENSION") return literal(`CREATE EXTENSION ${signature}`);
  if (definition === null) return null;
  const replaces =
    action === "replace" && word !== "MATERIALIZED VIEW" && word !== "POLICY" ? "OR REPLACE " : "";
  const as = word.endsWith("VIEW") ? " AS" : "";
  return [...literal(`CREATE ${replaces}${word} ${schema}${signature}${where}${as} `), ...definition];
}

/** A type is renamed, made anew, given to its columns, and the old one dropped. */
function syncEnum(reader: Reader, run: Interpreter, args: Arguments, node: Syntax): boolean {
  const at = (keys: string[], position: number): Value | undefined =>
    keys.map((key) => args.keywords.get(key)).find((value) => value !== undefined) ??
    args.positional[position];
  const schema = stringOf(at(["enum_schema", "schema"], 0));
  const name = stringOf(at(["enum_name"], 1));
  const values = stringsOf(at(["new_values"], 2));
  const affected = at(["affected_columns"], 3);
  const columns = affected?.kind === "list" && !affected.open ? affected.items.map(affectedColumn) : [null];
  if (name === null || columns.includes(null)) return false;
  const type = schema === null || schema === "public" ? name : `${schema}.${name}`;
  reader.emit(run, "rename_type", node, { schema, name, details: { newName: `${name}_old` } });
  reader.emit(run, "create_type", node, { schema, name, details: { variant: "enum", values: values ?? [] } });
  for (const column of columns) {
    if (column === null) continue;
    reader.emit(run, "alter_column_type", node, {
      schema: column.schema,
      table: column.table,
      columns: [column.column],
      details: { type, oldType: `${type}_old`, using: `${column.column}::text::${type}`, collation: null },
    });
  }
  reader.emit(run, "drop_type", node, {
    schema,
    name: `${name}_old`,
    details: { ifExists: false, cascade: false },
  });
  return true;
}

/** `("table", "column")` or `TableReference(table_name=..., column_name=...)`. */
function affectedColumn(value: Value): { schema: string | null; table: string; column: string } | null {
  const known = hosted(value);
  if (known?.host === "table_reference") return known.column;
  const pair = stringsOf(value);
  const [table, column] = pair ?? [];
  return table === undefined || column === undefined ? null : { schema: null, table, column };
}

/** `TableReference(...)` of alembic_postgresql_enum. */
export function makeTableReference(
  args: Arguments,
): { schema: string | null; table: string; column: string } | null {
  const table = stringOf(args.keywords.get("table_name"));
  const column = stringOf(args.keywords.get("column_name"));
  if (table === null || column === null) return null;
  return { schema: stringOf(args.keywords.get("table_schema")), table, column };
}
