/** Alembic's operations: each call of `op.*` becomes what it does. */

import type { Constraint, TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { stringOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { alterColumn } from "./alter-column.ts";
import { tableNameOf } from "./columns.ts";
import { modelTable, tableOf } from "./construct-table.ts";
import { dataStatement, emitStatement } from "./data.ts";
import { executeValue } from "./execute.ts";
import { notNullOf, sqlOf } from "./expressions.ts";
import { addColumn, createIndex, createTable } from "./tables.ts";
import type { Operation } from "./operation-call.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { Given, SIGNATURES } from "./signatures.ts";
import { columnNames } from "./types.ts";
import { host, hosted } from "./values.ts";

type Read = (operation: Operation) => Value | undefined;

const NONE: Value = { kind: "none" };

const CONSTRAINTS: Record<string, Constraint["type"]> = {
  foreignkey: "foreign_key",
  primary: "primary_key",
  unique: "unique",
  check: "check",
  exclude: "exclusion",
};

/** Reads an operation that needs a table; without one it cannot be said what it does. */
const onTable =
  (read: (operation: Operation & { table: TableName }) => void): Read =>
  (operation) => {
    const { table, reader, run, node } = operation;
    if (table === null) reader.vague(run, node, "which table it changes is not known before it runs");
    else read({ ...operation, table });
    return NONE;
  };

const nameIn = ({ given }: Operation, name: string): string | null => stringOf(given.get(name));

const columnsIn = (operation: Operation, name: string): string[] =>
  columnNames(operation.run, operation.given.get(name)) ?? [];

const READ: Record<string, Read> = {
  add_column: onTable((operation) => addColumn(operation)),
  alter_column: onTable((operation) => alterColumn(operation)),
  drop_column: onTable(({ reader, run, node, given, table }) => {
    const value = given.get("column_name");
    const known = hosted(value);
    const column = known?.host === "column" ? stringOf(known.name) : stringOf(value);
    if (column === null)
      reader.vague(run, node, `which column of ${table.table} it drops is not known before it runs`);
    else {
      reader.emit(run, "drop_column", node, {
        ...table,
        columns: [column],
        details: { ifExists: given.flag("if_exists"), cascade: false },
      });
    }
  }),
  create_table: ({ reader, run, node, given, table }) => {
    const written = given.args.positional.slice(1);
    const items = written.flatMap((item) => (item.kind === "list" ? run.iterate(item).items : [item]));
    const made = tableOf(table?.table ?? null, items, given.args.keywords);
    createTable({
      reader,
      run,
      node,
      table: made,
      ifNotExists: given.flag("if_not_exists"),
      open: given.args.open,
    });
    return host(made);
  },
  drop_table: onTable(({ reader, run, node, given, table }) => {
    reader.emit(run, "drop_table", node, {
      ...table,
      details: { ifExists: given.flag("if_exists"), cascade: false },
    });
  }),
  rename_table: (operation) => {
    const { reader, run, node, given } = operation;
    const table = tableNameOf(given.get("old_table_name"), given.args.keywords.get("schema"));
    const newName = nameIn(operation, "new_table_name");
    if (table === null || newName === null)
      reader.vague(run, node, "the names of the tables are not known before it runs");
    else reader.emit(run, "rename_table", node, { ...table, details: { newName } });
    return NONE;
  },
  create_index: onTable(({ reader, run, node, given, table }) => {
    createIndex({
      reader,
      run,
      node,
      table,
      name: given.get("index_name"),
      columns: given.get("columns"),
      keywords: given.args.keywords,
    });
  }),
  drop_index: (operation) => {
    const { reader, run, node, given, table } = operation;
    const details = {
      ifExists: given.flag("if_exists"),
      cascade: false,
      concurrently: given.flag("postgresql_concurrently"),
    };
    const name = nameIn(operation, "index_name");
    if (name === null && table === null)
      reader.vague(run, node, "which index it drops is not known before it runs");
    else
      reader.emit(run, "drop_index", node, {
        schema: table?.schema ?? stringOf(given.args.keywords.get("schema")),
        table: table?.table ?? null,
        name,
        details,
      });
    return NONE;
  },
  create_foreign_key: onTable((operation) => {
    const { reader, run, node, given, table } = operation;
    const referent = tableNameOf(given.get("referent_table"), given.args.keywords.get("referent_schema"));
    if (referent === null) {
      reader.vague(run, node, `which table ${table.table} then refers to is not known before it runs`);
      return;
    }
    reader.emit(run, "add_foreign_key", node, {
      ...table,
      columns: columnsIn(operation, "local_cols"),
      name: nameIn(operation, "constraint_name"),
      details: {
        references: { ...referent, columns: columnsIn(operation, "remote_cols") },
        notValid: given.flag("postgresql_not_valid"),
        onDelete: stringOf(given.args.keywords.get("ondelete"))?.toLowerCase() ?? null,
      },
    });
  }),
  create_unique_constraint: onTable((operation) => {
    const { reader, run, node, table } = operation;
    reader.emit(run, "add_unique", node, {
      ...table,
      columns: columnsIn(operation, "columns"),
      name: nameIn(operation, "constraint_name"),
      details: { usingIndex: null },
    });
  }),
  create_primary_key: onTable((operation) => {
    const { reader, run, node, table } = operation;
    reader.emit(run, "add_primary_key", node, {
      ...table,
      columns: columnsIn(operation, "columns"),
      name: nameIn(operation, "constraint_name"),
      details: { usingIndex: null },
    });
  }),
  create_check_constraint: onTable((operation) => {
    const { reader, run, node, given, table } = operation;
    const expression = sqlOf(given.get("condition"));
    reader.emit(run, "add_check", node, {
      ...table,
      name: nameIn(operation, "constraint_name"),
      details: {
        expression,
        notValid: given.flag("postgresql_not_valid"),
        notNullOf: notNullOf(reader, expression),
      },
    });
  }),
  create_exclude_constraint: onTable((operation) => {
    const { reader, run, node, table } = operation;
    reader.emit(run, "add_exclusion", node, {
      ...table,
      name: nameIn(operation, "constraint_name"),
      details: { expression: textOf(reader.file, node).replaceAll(/\s+/gu, " ") },
    });
  }),
  drop_constraint: onTable((operation) => {
    const { reader, run, node, given, table } = operation;
    const type = stringOf(given.get("type_"));
    reader.emit(run, "drop_constraint", node, {
      ...table,
      name: nameIn(operation, "constraint_name"),
      details: {
        ifExists: given.flag("if_exists"),
        cascade: false,
        type: type !== null && Object.hasOwn(CONSTRAINTS, type) ? (CONSTRAINTS[type] ?? null) : null,
      },
    });
  }),
  create_table_comment: onTable(({ reader, run, node, table }) => {
    reader.emit(run, "set_comment", node, { ...table, details: { object: "table" } });
  }),
  drop_table_comment: onTable(({ reader, run, node, table }) => {
    reader.emit(run, "set_comment", node, { ...table, details: { object: "table" } });
  }),
  bulk_insert: ({ reader, run, node, given }) => {
    const rows = given.get("rows");
    const table = given.get("table");
    const statement = hosted(
      dataStatement(
        run,
        "insert",
        { positional: table === undefined ? [] : [table], keywords: new Map(), open: false },
        node,
      ),
    );
    if (statement?.host !== "statement") return NONE;
    if (rows?.kind === "list" && rows.items.length === 0 && !rows.open) return NONE;
    emitStatement(reader, run, { ...statement, rows: null }, node, rows);
    return NONE;
  },
  execute: ({ reader, run, node, given }) => {
    const value = given.get("sqltext");
    if (value === undefined) reader.vague(run, node, "what it executes is not known before it runs");
    else executeValue(reader, run, value, given.args.positional[1], "text", node);
    return NONE;
  },
};

/** Is this the name of an operation of Alembic's? */
export function isOperation(name: string): boolean {
  return Object.hasOwn(READ, name);
}

/** Reads `op.name(...)`; `batch`: the table of the batch around it. Null: there is no such operation. */
export function readOperation(
  reader: Reader,
  run: Interpreter,
  name: string,
  args: Arguments,
  node: Syntax,
  batch: { table: TableName | null } | null,
): Value | null {
  const read = Object.hasOwn(READ, name) ? READ[name] : undefined;
  if (read === undefined) return null;
  const tableParameters = new Set(["table_name", "source_table"]);
  const names = (SIGNATURES[name] ?? []).filter(
    (parameter) => batch === null || !tableParameters.has(parameter),
  );
  const given = new Given(args, names);
  const schema = args.keywords.get("schema") ?? args.keywords.get("source_schema");
  const written = given.get(name === "create_foreign_key" ? "source_table" : "table_name");
  const table =
    batch === null ? (tableNameOf(written, schema) ?? modelTable(written)?.name ?? null) : batch.table;
  return read({ reader, run, node, given, table }) ?? NONE;
}
