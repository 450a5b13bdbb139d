/** `insert()`, `update()`, `delete()` and `select()`, and what is chained to them. */

import type { Statement, TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { normalised, withHelpers } from "../../reading/source/spelling.ts";
import { field, type Syntax } from "../../reading/source/syntax.ts";
import { stringOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { modelTable } from "./construct-table.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { columnNames } from "./types.ts";
import { distinct, host, hosted, type StatementValue } from "./values.ts";

/** The table that a statement is about, from a Table, a model or an unknown thing. */
function target(value: Value | undefined): TableName | null {
  const known = hosted(value);
  if (known?.host === "table") return known.name;
  return modelTable(value)?.name ?? null;
}

/** `update(table)`, `table.update()`. */
export function dataStatement(run: Interpreter, statement: Statement, args: Arguments, node: Syntax): Value {
  const [table, second, third] = args.positional;
  const made: StatementValue = {
    host: "statement",
    statement,
    table: target(table ?? args.keywords.get("table")),
    columns: [],
    where: statement === "insert",
    rows: statement === "insert" ? rowsFor(run, 1) : null,
    sources: [],
    onConflict: null,
    source: normalised(run.file, node),
  };
  // SQLAlchemy 1.x: update(table, whereclause, values), insert(table, values).
  const where = args.keywords.get("whereclause") ?? (statement === "insert" ? undefined : second);
  if (where !== undefined && where.kind !== "none") condition(made, [where]);
  const values = args.keywords.get("values") ?? (statement === "insert" ? second : third);
  if (values !== undefined) takeValues(run, made, values);
  return host(made);
}

/** A literal row counts; in a loop of unknown length their number is not known. */
function rowsFor(run: Interpreter, rows: number | null): number | null {
  return run.looping > 0 ? null : rows;
}

/** A method of a statement makes the next statement. */
export function chained(
  run: Interpreter,
  self: StatementValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const given = field(node, "arguments");
  const next: StatementValue = {
    ...self,
    sources: [...self.sources],
    source: `${self.source}.${name}${given === null ? "()" : normalised(run.file, given)}`,
  };
  if (name === "where" || name === "filter" || name === "filter_by") condition(next, args.positional);
  else if (name === "values" || name === "ordered_values" || name === "params") {
    for (const value of args.positional) takeValues(run, next, value);
    if (args.keywords.size > 0) next.columns = [...new Set([...next.columns, ...args.keywords.keys()])];
    for (const value of args.keywords.values()) addSources(next, value);
  } else if (name === "from_select") {
    next.columns = columnNames(run, args.positional[0]) ?? [];
    next.rows = null;
    for (const value of args.positional.slice(1)) addSources(next, value);
  } else if (name === "on_conflict_do_update") next.onConflict = "update";
  else if (name === "on_conflict_do_nothing") next.onConflict = "nothing";
  else if (name === "using") for (const value of args.positional) addSources(next, value);
  return host(next);
}

function condition(statement: StatementValue, values: readonly Value[]): void {
  statement.where = true;
  for (const value of values) addSources(statement, value);
}

function addSources(statement: StatementValue, value: Value): void {
  const known = hosted(value);
  const tables =
    known !== null && "tables" in known && known.host !== "metadata" ? known.tables : columnTable(value);
  const others = tables.filter(
    (table) => table.table !== statement.table?.table || table.schema !== statement.table.schema,
  );
  statement.sources = distinct([...statement.sources, ...others]);
}

function columnTable(value: Value): TableName[] {
  const known = hosted(value);
  return known?.host === "column" && known.table !== null ? [known.table] : [];
}

/** A dict, a list of dicts, or a list of pairs. */
export function takeValues(run: Interpreter, statement: StatementValue, value: Value): void {
  if (value.kind === "dict") {
    const keys = [...value.entries.values()].map(({ key }) => keyName(key));
    statement.columns = [...new Set([...statement.columns, ...keys.filter((key) => key !== null)])];
    for (const entry of value.entries.values()) addSources(statement, entry.value);
    return;
  }
  if (value.kind !== "list" || value.type === "tuple") {
    if (statement.statement === "insert" && value.kind !== "list") statement.rows = null;
    return;
  }
  for (const item of value.items.slice(0, 1_000)) if (item.kind === "dict") takeValues(run, statement, item);
  if (statement.statement === "insert") statement.rows = value.open ? null : rowsFor(run, value.items.length);
}

function keyName(key: Value): string | null {
  const column = hosted(key);
  return column?.host === "column" ? stringOf(column.name) : stringOf(key);
}

/** `select(...)`: the tables that it reads. */
export function selectOf(run: Interpreter, args: Arguments): Value {
  const values = args.positional.flatMap((value) =>
    value.kind === "list" ? run.iterate(value).items : [value],
  );
  const tables = values.flatMap(sourceTables);
  const functions = values.flatMap((value) => {
    const known = hosted(value);
    return known?.host === "expression" ? known.functions : [];
  });
  return host({ host: "select", tables: distinct(tables), functions });
}

/** The tables behind a thing that can stand in FROM or in a list of columns. */
export function sourceTables(value: Value): TableName[] {
  const known = hosted(value);
  if (known?.host === "table") return known.name === null ? [] : [known.name];
  if (known?.host === "column") return known.table === null ? [] : [known.table];
  if (known !== null && (known.host === "select" || known.host === "expression" || known.host === "query"))
    return known.tables;
  const model = modelTable(value);
  return model === null || model.name === null ? [] : [model.name];
}

/** The operation of a statement that is run; `given`: rows or values that come with the call. */
export function emitStatement(
  reader: Reader,
  run: Interpreter,
  statement: StatementValue,
  node: Syntax,
  given: Value | undefined,
): void {
  const done: StatementValue = { ...statement };
  if (given !== undefined && given.kind !== "none") takeValues(run, done, given);
  if (done.table === null) {
    reader.vague(run, node, `which table the ${done.statement} changes is not known before it runs`);
    return;
  }
  reader.emit(run, "change_data", node, {
    ...done.table,
    columns: done.columns,
    details: {
      statement: done.statement,
      sources: done.sources,
      where: done.where,
      rows: done.rows,
      onConflict: done.onConflict,
      source: withHelpers(run.file, node, done.source),
    },
  });
}
