/** Attributes and items of Alembic's and SQLAlchemy's objects. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { stringOf, text, unknown, type Value } from "../../reading/source/value.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { host, type Alembic, type ColumnValue, type TableValue } from "./values.ts";

/** `value.name`, not called. */
export function attributeOf(
  reader: Reader,
  run: Interpreter,
  value: Alembic,
  name: string,
  node: Syntax,
): Value {
  const bound: Value = { kind: "bound", receiver: host(value), name };
  const vague = unknown(textOf(run.file, node));
  switch (value.host) {
    case "connection":
      if (name === "dialect") return host({ host: "dialect" });
      if (name === "engine" || name === "bind" || name === "connection") return host(value);
      return name === "name" ? dialectName(reader) : bound;
    case "dialect":
      return name === "name" ? dialectName(reader) : vague;
    case "context":
      if (name === "dialect") return host({ host: "dialect" });
      if (name === "bind" || name === "connection") return host({ host: "connection", autocommit: false });
      if (name === "migration_context" || name === "impl" || name === "environment_context")
        return host(value);
      return /^(?:get_|is_|begin|run|auto|execute)/u.test(name) ? bound : vague;
    case "op":
      return name === "migration_context" || name === "impl" ? host({ host: "context" }) : bound;
    case "session":
      return name === "bind" ? host({ host: "connection", autocommit: false }) : bound;
    case "base":
      return name === "metadata" ? host({ host: "metadata", tables: [], schema: null, models: true }) : vague;
    case "metadata":
      return name === "tables" ? host(value) : bound;
    case "table":
      return tableAttribute(value, name, bound, vague);
    case "columns":
      return columnOf(value.table, name);
    case "column":
      if (name === "name" || name === "key") return value.name;
      return name === "type" && value.type !== null ? value.type : bound;
    case "index":
    case "constraint":
      return name === "name" ? (value.name ?? vague) : bound;
    case "select":
    case "expression":
      return host({
        host: "expression",
        sql: null,
        source: textOf(run.file, node),
        functions: [],
        tables: value.tables,
        text: false,
      });
    case "row":
    case "inspector":
      return vague;
    default:
      return bound;
  }
}

function dialectName(reader: Reader): Value {
  reader.asked = true;
  return text(reader.dialect);
}

function tableAttribute(value: TableValue, name: string, bound: Value, vague: Value): Value {
  if (name === "c" || name === "columns") return host({ host: "columns", table: value });
  if (name === "name" || name === "fullname") return value.name === null ? vague : text(value.name.table);
  if (name === "schema") return value.name?.schema ? text(value.name.schema) : vague;
  return /^(?:foreign_keys|constraints|indexes|primary_key|metadata)/u.test(name) ? vague : bound;
}

/** A column of a table by name: as declared, else what its name says. */
export function columnOf(table: TableValue, name: string): Value {
  const declared = table.columns.find((column) => stringOf(column.name) === name);
  if (declared !== undefined) return host({ ...declared, table: table.name });
  const column: ColumnValue = {
    host: "column",
    name: text(name),
    type: null,
    nullable: null,
    default: null,
    serverDefault: null,
    primaryKey: false,
    unique: false,
    index: false,
    autoincrement: true,
    identity: false,
    computed: null,
    reference: null,
    checks: [],
    table: table.name,
  };
  return host(column);
}

/** `value[key]`. */
export function itemOf(run: Interpreter, value: Alembic, key: Value, node: Syntax): Value {
  const name = stringOf(key);
  if (value.host === "metadata" && name !== null) {
    const declared = value.tables.find((table) => table.name?.table === name);
    return host(
      declared ?? {
        host: "table",
        name: { schema: value.schema, table: name },
        columns: [],
        constraints: [],
        indexes: [],
        prefixes: [],
        partitioned: false,
      },
    );
  }
  if (value.host === "columns" && name !== null) return columnOf(value.table, name);
  if (value.host === "column" || value.host === "expression") {
    const tables = value.host === "expression" ? value.tables : value.table === null ? [] : [value.table];
    return host({
      host: "expression",
      sql: null,
      source: textOf(run.file, node),
      functions: [],
      tables,
      text: false,
    });
  }
  return unknown(textOf(run.file, node));
}
