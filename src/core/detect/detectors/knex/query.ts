/** Knex's query builder: what is inserted, updated and deleted, and in which tables. */

import type { Statement, TableName } from "../../../operation.ts";
import { withHelpers, normalised } from "../../reading/source/spelling.ts";
import { placeOf, textOf, type Syntax } from "../../reading/source/syntax.ts";
import { list, stringOf, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { anything, given } from "../../reading/typescript/arguments.ts";
import { eachCall } from "../../reading/typescript/loops.ts";
import { chained, runCallbacks } from "../../reading/typescript/promises.ts";
import { tableOf } from "./constraints.ts";
import { taken } from "./raw.ts";
import { host, hosted, type ConnectionValue, type Knex, type QueryValue } from "./values.ts";

export function newQuery(connection: ConnectionValue): QueryValue {
  return {
    host: "query",
    vague: true,
    schema: connection.schema,
    table: null,
    sources: [],
    statement: null,
    columns: [],
    where: false,
    rows: null,
    onConflict: null,
    made: null,
  };
}

/** `users as u` and `{ u: "users" }` are `users`; undefined: not known. */
export function tableIn(value: Value | undefined): string | undefined {
  if (value?.kind === "dict") return tableIn([...value.entries.values()][0]?.value);
  return stringOf(value)?.split(/\s+as\s+/iu)[0];
}

const WRITES: Record<string, Statement & QueryValue["statement"]> = {
  insert: "insert",
  upsert: "insert",
  update: "update",
  increment: "update",
  decrement: "update",
  delete: "delete",
  del: "delete",
};

const NAMES = /^(?:from|into|table|queryBuilder)$/u;
const CONDITION = /^(?:and|or)?where|^where/iu;
const JOIN = /join(?:Raw)?$/iu;
const ROWS = /^(?:forEach|map|flatMap|filter|each|mapSeries|every|some|find|reduce)$/u;

/** `query.name(...)`: the query itself, or what a callback makes of its rows. */
export function queryMethod(
  knex: Knex,
  query: QueryValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const { run } = knex;
  const [first] = args.positional;
  const self = host(query);
  taken(knex, args);
  const statement = Object.hasOwn(WRITES, name) ? WRITES[name] : undefined;
  if (statement !== undefined && statement !== null) {
    query.statement = statement;
    takeValues(run.looping > 0, query, name, args);
  } else if (NAMES.test(name)) query.table = tableIn(first);
  else if (name === "withSchema") query.schema = stringOf(first);
  else if (name === "truncate") return truncate(knex, query, node);
  else if (CONDITION.test(name)) {
    query.where = true;
    addSources(knex, query, args);
  } else if (JOIN.test(name)) {
    const joined = tableIn(first);
    if (joined !== undefined) query.sources.push(joined);
  } else if (name === "merge") query.onConflict = "update";
  else if (name === "ignore") query.onConflict = "nothing";
  else if (name === "transacting" || name === "with" || /^with(?:Recursive|Materialized)/u.test(name))
    addSources(knex, query, args);
  else {
    const result = chained(run, self, name, args, node);
    if (result !== undefined) return result;
    if (ROWS.test(name) && first?.kind === "function") {
      if (name === "reduce") runCallbacks(run, args, node);
      return list(name === "reduce" ? [] : eachCall(run, [row()], true, first, node), "list", true);
    }
    addSources(knex, query, args);
  }
  emit(knex, query, node);
  return self;
}

/** A row, of which nothing is known. */
export function row(): Value {
  return host({ host: "row", vague: true });
}

function takeValues(inLoop: boolean, query: QueryValue, method: string, args: Arguments): void {
  const [first, second] = args.positional;
  if (query.statement === "delete") return;
  if (
    method === "increment" ||
    method === "decrement" ||
    (query.statement === "update" && first?.kind === "text")
  ) {
    const column = stringOf(first);
    if (column !== null) query.columns = [column];
    return;
  }
  const rows = first?.kind === "list" ? first.items : first === undefined ? [] : [first];
  const names = rows.flatMap((each) =>
    each.kind === "dict" ? [...each.entries.values()].map(({ key }) => stringOf(key)) : [],
  );
  query.columns = [...new Set([...query.columns, ...names.filter((name) => name !== null)])];
  if (query.statement !== "insert") return;
  const known = first?.kind === "dict" || (first?.kind === "list" && !first.open);
  query.rows = known && !inLoop ? rows.length : null;
  for (const value of [first, second]) {
    const other = hosted(value);
    if (other?.host === "query" && typeof other.table === "string") query.sources.push(other.table);
  }
}

/** The tables of queries inside, and of callbacks that build one. */
function addSources(knex: Knex, query: QueryValue, args: Arguments): void {
  for (const value of args.positional) {
    const inner = hosted(value);
    if (inner?.host === "query") addTables(query, inner);
    if (value.kind !== "function") continue;
    const made = newQuery({ host: "connection", schema: query.schema });
    const self = host(made);
    knex.run.call(
      { ...value, self: value.node.type === "arrow_function" ? value.self : self },
      { ...anything(), positional: [self] },
      value.node,
    );
    addTables(query, made);
  }
}

function addTables(query: QueryValue, inner: QueryValue): void {
  if (typeof inner.table === "string") query.sources.push(inner.table);
  query.sources.push(...inner.sources);
}

function truncate(knex: Knex, query: QueryValue, node: Syntax): Value {
  const { reader, run } = knex;
  if (typeof query.table !== "string")
    reader.vague(run, node, "which table it empties is not known before it runs");
  else {
    const details = { cascade: false, restartIdentity: reader.dialect === "postgresql" };
    const table = tableOf({ schema: query.schema, name: query.table });
    if (reader.dialect === "sqlite") {
      query.statement = "delete";
      emit(knex, query, node);
    } else reader.emit(run, "truncate_table", node, { ...table, details });
  }
  return host(query);
}

/** Notes what the chain does so far: the longest form of it is the one that counts. */
function emit(knex: Knex, query: QueryValue, node: Syntax): void {
  const { reader, run } = knex;
  const { statement, table } = query;
  if (statement === null || table === null) return;
  const { file } = reader;
  if (table === undefined) {
    if (query.made !== null) return;
    query.statement = null;
    reader.vague(run, node, `which table it changes is not known before it runs`);
    return;
  }
  const owner = tableOf({ schema: query.schema, name: table });
  const details = {
    statement,
    sources: distinct(
      query.sources.filter((name) => name !== table).map((name) => tableOf({ schema: null, name })),
    ),
    where: query.where || statement === "insert",
    rows: statement === "insert" ? query.rows : null,
    onConflict: query.onConflict,
    source: withHelpers(file, node, normalised(file, node)),
  };
  if (query.made === null) {
    const before = reader.operations.length;
    reader.emit(run, "change_data", node, { ...owner, columns: query.columns, details });
    const made = reader.operations.length > before ? reader.operations.at(-1) : undefined;
    query.made = made?.kind === "change_data" ? made : null;
    return;
  }
  Object.assign(query.made, { ...owner, columns: query.columns, details, place: placeOf(file, node) });
  query.made.statement = reader.statementAround(run, node);
}

function distinct(tables: readonly TableName[]): TableName[] {
  return [...new Map(tables.map((table) => [`${table.schema}.${table.table}`, table])).values()];
}

/** `knex.batchInsert(table, rows)` */
export function batchInsert(knex: Knex, connection: ConnectionValue, args: Arguments, node: Syntax): Value {
  const [table, rows] = args.positional;
  const query = { ...newQuery(connection), table: tableIn(table) };
  return queryMethod(knex, query, "insert", given(rows ?? unknown(textOf(knex.reader.file, node))), node);
}
