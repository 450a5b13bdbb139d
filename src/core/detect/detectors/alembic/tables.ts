/** Tables, columns and indexes as they are made. */

import type { TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import { columnFacts, constraintFacts } from "./columns.ts";
import { indexElements, sqlOf } from "./expressions.ts";
import type { Operation } from "./operation-call.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { enumOf } from "./types.ts";
import { hosted, type ColumnValue, type TableValue } from "./values.ts";

/** CREATE TABLE, behind the types that its columns make and before the indexes that they ask for. */
export function createTable(call: {
  reader: Reader;
  run: Interpreter;
  node: Syntax;
  table: TableValue;
  ifNotExists: boolean;
  open: boolean;
}): void {
  const { reader, run, node, table } = call;
  const { name } = table;
  if (name === null) {
    reader.vague(run, node, "which table it makes is not known before it runs");
    return;
  }
  for (const column of table.columns) createEnum(reader, run, node, column.type, false);
  const prefixes = table.prefixes.join(" ").toLowerCase();
  const columns = table.columns.map((column) => columnFacts(reader, column, false));
  reader.emit(run, "create_table", node, {
    ...name,
    details: {
      columns: columns.filter((column) => column !== null),
      constraints: table.constraints.map(constraintFacts),
      ifNotExists: call.ifNotExists,
      temporary: prefixes.includes("temp"),
      unlogged: prefixes.includes("unlogged"),
      like: null,
      inherits: [],
      partitioned: table.partitioned,
    },
  });
  for (const column of table.columns) indexOf(reader, run, node, name, column);
  for (const index of table.indexes) {
    const columns: Value = { kind: "list", type: "list", items: index.columns, open: false };
    createIndex({ reader, run, node, table: name, name: index.name, columns, keywords: index.keywords });
  }
}

function indexOf(
  reader: Reader,
  run: Interpreter,
  node: Syntax,
  table: TableName,
  column: ColumnValue,
): void {
  const name = stringOf(column.name);
  if (!column.index || name === null) return;
  reader.emit(run, "create_index", node, {
    ...table,
    columns: [name],
    name: `ix_${table.schema === null ? "" : `${table.schema}_`}${table.table}_${name}`,
    details: {
      unique: column.unique,
      concurrently: false,
      ifNotExists: false,
      method: null,
      expressions: [],
      where: null,
      only: false,
    },
  });
}

/** CREATE TYPE of an Enum, once per migration. `always`: it was asked for by name. */
export function createEnum(
  reader: Reader,
  run: Interpreter,
  node: Syntax,
  type: Value | null,
  always: boolean,
): void {
  const known = enumOf(type);
  if (known === null || known.name === null || (!known.created && !always)) return;
  const key = `${reader.direction} ${known.schema ?? ""}.${known.name}`;
  if (reader.types.has(key)) return;
  reader.types.add(key);
  reader.emit(run, "create_type", node, {
    schema: known.schema,
    name: known.name,
    details: { variant: "enum", values: known.values },
  });
}

/** ADD COLUMN, and the index that the column asks for. */
export function addColumn(operation: Operation & { table: TableName }): void {
  const { reader, run, node, given, table } = operation;
  const value = given.get("column");
  const known = hosted(value);
  const column = known?.host === "column" ? columnFacts(reader, known, true) : null;
  if (column === null || known?.host !== "column") {
    reader.vague(run, node, `which column it adds to ${table.table} is not known before it runs`);
    return;
  }
  if (known.reference !== null && known.reference.to === null) {
    reader.vague(
      run,
      node,
      `which table ${table.table}.${column.name} refers to is not known before it runs`,
    );
    return;
  }
  reader.emit(run, "add_column", node, {
    ...table,
    columns: [column.name],
    details: {
      column,
      ifNotExists: given.flag("if_not_exists"),
      // Alembic adds the column first, and its foreign key in a second statement.
      separateReference: column.references !== null && !given.flag("inline_references"),
    },
  });
  indexOf(reader, run, node, table, known);
}

/** CREATE INDEX. */
export function createIndex(call: {
  reader: Reader;
  run: Interpreter;
  node: Syntax;
  table: TableName;
  name: Value | undefined;
  columns: Value | undefined;
  keywords: ReadonlyMap<string, Value>;
}): void {
  const { reader, run, node, table, keywords } = call;
  const flag = (name: string): boolean => {
    const value = keywords.get(name);
    return value !== undefined && truthOf(value) === true;
  };
  const items = call.columns === undefined ? [] : elements(run, call.columns);
  const found = items === null ? null : indexElements(reader, items);
  reader.emit(run, "create_index", node, {
    ...table,
    columns: found?.columns ?? [],
    name: stringOf(call.name),
    details: {
      unique: flag("unique"),
      concurrently: flag("postgresql_concurrently"),
      ifNotExists: flag("if_not_exists"),
      method: stringOf(keywords.get("postgresql_using"))?.toLowerCase() ?? null,
      expressions: found?.expressions ?? ["?"],
      where: sqlOf(keywords.get("postgresql_where")),
      only: false,
    },
  });
}

function elements(run: Interpreter, value: Value): Value[] | null {
  if (value.kind !== "list") return value.kind === "text" || value.kind === "host" ? [value] : null;
  const { items, open } = run.iterate(value);
  return open ? null : items;
}
