/** Methods of Alembic's and SQLAlchemy's objects. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import { normalised } from "../../reading/source/spelling.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { literal } from "../../reading/source/text.ts";
import { NONE, stringOf, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { columnOf } from "./attributes.ts";
import { withVariant } from "./types.ts";
import { connectionMethod, contextMethod } from "./connection.ts";
import { modelTable } from "./construct-table.ts";
import { tablesOf } from "./construct.ts";
import { chained, dataStatement, sourceTables } from "./data.ts";
import { createOrDrop } from "./ddl.ts";
import { operationMethod } from "./op-methods.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { queryMethod, sessionMethod } from "./session.ts";
import { distinct, host, hosted, type Alembic, type ColumnValue, type ExpressionValue } from "./values.ts";

/** `value.name(...)`. */
export function method(
  reader: Reader,
  run: Interpreter,
  value: Alembic,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const vague = unknown(textOf(run.file, node));
  switch (value.host) {
    case "op":
      return operationMethod(reader, run, name, args, node, null);
    case "batch":
      return operationMethod(reader, run, name, args, node, value);
    case "connection":
      return connectionMethod(reader, run, value, name, args, node);
    case "context":
      return contextMethod(reader, run, name, args, node);
    case "session":
      return sessionMethod(reader, run, name, args, node);
    case "query":
      return queryMethod(reader, run, value, name, args, node);
    case "metadata":
      return metadataMethod(reader, run, value, name, args, node);
    case "table":
      return tableMethod(reader, run, value, name, args, node);
    case "statement":
      return chained(run, value, name, args, node);
    case "select": {
      const tables = distinct([...value.tables, ...args.positional.flatMap(sourceTables)]);
      return host({ host: "select", tables, functions: value.functions });
    }
    case "columns": {
      const column = stringOf(args.positional[0]);
      return name === "get" && column !== null ? columnOf(value.table, column) : vague;
    }
    case "column":
      return columnMethod(run, value, name, args, node);
    case "expression":
      return expressionMethod(run, value, name, args, node);
    case "type":
      if (name === "with_variant") return withVariant(value, args.positional, reader.dialect);
      if (name === "create" || name === "drop")
        createOrDrop(reader, run, value, name === "create", args, node);
      return name === "create" || name === "drop" ? NONE : host(value);
    case "index":
    case "sequence":
      if (name === "create" || name === "drop")
        createOrDrop(reader, run, value, name === "create", args, node);
      return name === "next_value" ? host(value) : NONE;
    case "constraint":
      if (name === "create" || name === "drop")
        reader.vague(run, node, "what the constraint is on is not known before it runs");
      return NONE;
    default:
      return vague;
  }
}

function metadataMethod(
  reader: Reader,
  run: Interpreter,
  value: Alembic & { host: "metadata" },
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  if (name === "get") {
    const table = stringOf(args.positional[0]);
    return table === null
      ? unknown(textOf(run.file, node))
      : run.host.item(value, args.positional[0] ?? NONE, node);
  }
  if (name !== "create_all" && name !== "drop_all")
    return name === "reflect" ? NONE : unknown(textOf(run.file, node));
  const chosen = args.keywords.get("tables");
  const models = value.models
    ? run.globals
        .ownNames()
        .map((global) => modelTable(run.globals.get(global)))
        .filter((table) => table !== null)
    : value.tables;
  const given = chosen === undefined ? models.map(host) : run.iterate(chosen).items;
  const tables = given.map((item) => hosted(item)).filter((item) => item?.host === "table");
  if (tables.length === 0 || tables.length < given.length) {
    reader.vague(run, node, `which tables ${name} is about is not known before it runs`);
  }
  for (const table of name === "create_all" ? tables : tables.toReversed()) {
    createOrDrop(
      reader,
      run,
      table,
      name === "create_all",
      { ...args, positional: [], keywords: CHECKED },
      node,
    );
  }
  return NONE;
}

/** `create_all` and `drop_all` look first whether the table is there. */
const CHECKED = new Map<string, Value>([["checkfirst", { kind: "bool", value: true }]]);

function tableMethod(
  reader: Reader,
  run: Interpreter,
  value: Alembic & { host: "table" },
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  if (name === "insert" || name === "update" || name === "delete") {
    return dataStatement(run, name, { ...args, positional: [host(value), ...args.positional] }, node);
  }
  if (name === "create" || name === "drop") {
    createOrDrop(reader, run, value, name === "create", args, node);
    return NONE;
  }
  if (name === "append_column" || name === "append_constraint") {
    const added = hosted(args.positional[0]);
    if (added?.host === "column") value.columns.push(added);
    if (added?.host === "constraint") value.constraints.push(added);
    return NONE;
  }
  if (name === "select" || name === "join" || name === "outerjoin" || name === "count") {
    const tables = distinct([...tablesOf(host(value)), ...args.positional.flatMap(tablesOf)]);
    return host({ host: "select", tables, functions: [] });
  }
  if (name === "exists") return unknown(textOf(run.file, node));
  return host(value);
}

const ORDERS: Record<string, string> = {
  desc: "DESC",
  asc: "ASC",
  nulls_last: "NULLS LAST",
  nulls_first: "NULLS FIRST",
};

function columnMethod(
  run: Interpreter,
  value: ColumnValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  if (name === "copy" || name === "_copy") return host({ ...value });
  const column = stringOf(value.name);
  const order = Object.hasOwn(ORDERS, name) ? ORDERS[name] : undefined;
  const sql = order !== undefined && column !== null ? literal(`${column} ${order}`) : null;
  const own = value.table === null ? [] : [value.table];
  const tables = distinct([...own, ...args.positional.flatMap(tablesOf)]);
  return host({
    host: "expression",
    sql,
    source: normalised(run.file, node),
    functions: [],
    tables,
    text: false,
  });
}

function expressionMethod(
  run: Interpreter,
  value: ExpressionValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  if (value.text && /^(?:bindparams|params|execution_options|columns|execute_if)$/u.test(name))
    return host(value);
  const order = Object.hasOwn(ORDERS, name) ? ORDERS[name] : undefined;
  const sql = order !== undefined && value.sql !== null ? [...value.sql, ...literal(` ${order}`)] : null;
  return host({
    ...value,
    sql,
    text: false,
    source: normalised(run.file, node),
    tables: distinct([...value.tables, ...args.positional.flatMap(tablesOf)]),
  });
}
