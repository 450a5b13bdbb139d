/** Sessions of the ORM and their queries. */

import type { TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { list, NONE, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { EXECUTES } from "./connection.ts";
import { modelTable } from "./construct-table.ts";
import { dataStatement, emitStatement, sourceTables } from "./data.ts";
import { executeCall } from "./execute.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { distinct, host, hosted, type Alembic } from "./values.ts";

const WRITES = /^(?:add|add_all|merge|delete|bulk_save_objects|bulk_update_mappings)$/u;

export function sessionMethod(
  reader: Reader,
  run: Interpreter,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const [first, second] = args.positional;
  const vague = unknown(textOf(run.file, node));
  if (EXECUTES.test(name)) {
    executeCall(reader, run, args, "text", node);
    return vague;
  }
  if (name === "query") {
    const tables = distinct(args.positional.flatMap(sourceTables));
    const known = first !== undefined && sourceTables(first).length > 0;
    return host({ host: "query", tables, known, where: false });
  }
  if (name === "get")
    return host({ host: "row", tables: first === undefined ? [] : sourceTables(first), vague: true });
  if (name === "bulk_insert_mappings") {
    insertMappings(reader, run, first, second, node);
    return NONE;
  }
  if (WRITES.test(name)) {
    reader.code(run, node, null, distinct(args.positional.flatMap((value) => tablesOfObjects(run, value))));
    return NONE;
  }
  if (name === "connection" || name === "get_bind") return host({ host: "connection", autocommit: false });
  return /^(?:begin|begin_nested|__call__|configure)$/u.test(name) ? host({ host: "session" }) : vague;
}

function insertMappings(
  reader: Reader,
  run: Interpreter,
  model: Value | undefined,
  rows: Value | undefined,
  node: Syntax,
): void {
  const positional = model === undefined ? [] : [model];
  const statement = hosted(
    dataStatement(run, "insert", { positional, keywords: new Map(), open: false }, node),
  );
  if (statement?.host === "statement") emitStatement(reader, run, { ...statement, rows: null }, node, rows);
}

/** The tables of the objects that are given to a session. */
function tablesOfObjects(run: Interpreter, value: Value): TableName[] {
  if (value.kind === "list")
    return run
      .iterate(value)
      .items.slice(0, 100)
      .flatMap((item) => tablesOfObjects(run, item));
  const known = hosted(value);
  if (known?.host === "row") return known.tables;
  const table = modelTable(value);
  return table === null || table.name === null ? [] : [table.name];
}

const NARROWS = /^(?:filter|filter_by|where|limit|having)$/u;
const ONE = /^(?:first|one|one_or_none|get|scalar_one|scalar_one_or_none)$/u;

export function queryMethod(
  reader: Reader,
  run: Interpreter,
  value: Alembic & { host: "query" },
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const row: Value = host({ host: "row", tables: value.tables, vague: true });
  if (name === "all" || name === "yield_per" || name === "fetchall") return list([row], "list", true);
  if (ONE.test(name)) return row;
  if (name === "update" || name === "delete") {
    change(reader, run, value, name, args, node);
    return unknown(textOf(run.file, node));
  }
  if (/^(?:count|scalar|exists)$/u.test(name)) return unknown(textOf(run.file, node));
  const joined = /join|select_from|with_entities/u.test(name) ? args.positional.flatMap(sourceTables) : [];
  return host({
    ...value,
    tables: distinct([...value.tables, ...joined]),
    where: value.where || NARROWS.test(name),
  });
}

function change(
  reader: Reader,
  run: Interpreter,
  query: Alembic & { host: "query" },
  name: "update" | "delete",
  args: Arguments,
  node: Syntax,
): void {
  const [target, ...sources] = query.tables;
  if (!query.known || target === undefined) {
    reader.code(run, node, null, query.tables);
    return;
  }
  const statement = hosted(
    dataStatement(run, name, { positional: [], keywords: new Map(), open: false }, node),
  );
  if (statement?.host !== "statement") return;
  const [values] = args.positional;
  emitStatement(reader, run, { ...statement, table: target, sources, where: query.where }, node, values);
}
