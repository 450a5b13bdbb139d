/** `knex.schema.name(...)`: every method of Knex's schema builder. */

import { isDialect } from "../../reading/source/dialect-sql.ts";
import { send, sendVague, standingAt, type Standing } from "../../reading/source/send.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { NONE, stringOf, truthOf, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { anything, given } from "../../reading/typescript/arguments.ts";
import { methodOf } from "../../reading/typescript/function.ts";
import { chained } from "../../reading/typescript/promises.ts";
import { carryOut } from "./carry-out.ts";
import { rawCall, taken } from "./raw.ts";
import { quoted, sql, wrapped } from "./spell.ts";
import { spot } from "./spot.ts";
import { host, hosted, type Knex, type SchemaValue, type TableValue } from "./values.ts";
import { carryOutView } from "./views.ts";

const TABLES: Record<string, TableValue["method"]> = {
  createTable: "create",
  createTableIfNotExists: "createIfNot",
  createTableLike: "createLike",
  table: "alter",
  alterTable: "alter",
};

const VIEWS: Record<string, string | null> = {
  createView: "create view",
  createViewOrReplace: "create or replace view",
  createMaterializedView: "create materialized view",
  alterView: null,
  view: null,
};

/** What one name is enough for. `{}` stands for it. */
const NAMED: Record<string, string> = {
  dropTable: "drop table {}",
  dropTableIfExists: "drop table if exists {}",
  dropView: "drop view {}",
  dropViewIfExists: "drop view if exists {}",
  dropMaterializedView: "drop materialized view {}",
  dropMaterializedViewIfExists: "drop materialized view if exists {}",
  refreshMaterializedView: "refresh materialized view {}",
  createSchema: "create schema {}",
  createSchemaIfNotExists: "create schema if not exists {}",
  dropSchema: "drop schema {}",
  dropSchemaIfExists: "drop schema if exists {}",
  createExtension: "create extension {}",
  createExtensionIfNotExists: "create extension if not exists {}",
  dropExtension: "drop extension {}",
  dropExtensionIfExists: "drop extension if exists {}",
};

const ASKS = /^(?:hasTable|hasColumn|hasIndex|toString|toSQL|toQuery|generateDdlCommands)$/u;
const SILENT = /^(?:queryContext|on|once|debug|transacting|connection|options|clone)$/u;

export function schemaMethod(
  knex: Knex,
  schema: SchemaValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | null {
  taken(knex, args);
  const self = host(schema);
  const at = standingAt(knex.run, spot(node));
  if (name === "withSchema") return host({ ...schema, schema: stringOf(args.positional[0]) });
  if (ASKS.test(name)) return unknown(textOf(knex.reader.file, node));
  if (SILENT.test(name)) return self;
  if (name === "raw") {
    rawCall(knex, args, node);
    return self;
  }
  const method = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
  if (method !== undefined) {
    buildTable(knex, schema, method, args, at);
    return self;
  }
  if (Object.hasOwn(VIEWS, name)) {
    carryOutView(knex, schema, VIEWS[name] ?? null, args, at);
    return self;
  }
  if (name === "renameTable" || name === "renameView") {
    rename(knex, schema, name, args, at);
    return self;
  }
  const statement = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (statement === undefined) return chained(knex.run, NONE, name, args, node) ?? null;
  withName(knex, schema, statement, args, at);
  return self;
}

function withName(knex: Knex, schema: SchemaValue, statement: string, args: Arguments, at: Standing): void {
  const [value, option] = args.positional;
  if (value?.kind === "choice") {
    for (const each of value.options) {
      withName(knex, schema, statement, given(each), { ...at, conditional: true });
    }
    return;
  }
  const name = stringOf(value);
  if (name === null) {
    sendVague(knex, at, `the name in ${statement.replace(" {}", "")} is not known before it runs`);
    return;
  }
  const isTable = /table|view/u.test(statement);
  const written = isTable ? wrapped(knex, name, schema.schema) : quoted(knex, name);
  const flagged = truthOf(option ?? NONE) === true;
  const cascade = flagged && statement.startsWith("drop schema") ? " cascade" : "";
  const text = statement.replace("{}", () => written) + cascade;
  send(
    knex,
    sql(flagged && text.startsWith("refresh") ? text.replace("view ", "view concurrently ") : text),
    at,
  );
}

function rename(knex: Knex, schema: SchemaValue, method: string, args: Arguments, at: Standing): void {
  const [from, to] = args.positional.map(stringOf);
  const { dialect } = knex.reader;
  if (typeof from !== "string" || typeof to !== "string") {
    sendVague(knex, at, `the names in ${method} are not known before it runs`);
    return;
  }
  const target = wrapped(knex, from, schema.schema);
  if (isDialect(dialect) && dialect !== "sqlite")
    send(knex, sql(`rename table ${target} to ${wrapped(knex, to)}`), at);
  else {
    const what = method === "renameView" ? "view" : "table";
    send(knex, sql(`alter ${what} ${target} rename to ${quoted(knex, to)}`), at);
  }
}

function buildTable(
  knex: Knex,
  schema: SchemaValue,
  method: TableValue["method"],
  { positional }: Arguments,
  at: Standing,
): void {
  const [written, second, third] = positional;
  const callback = method === "createLike" ? third : second;
  if (written?.kind === "choice") {
    for (const option of written.options) {
      const rest = given(option, ...positional.slice(1));
      buildTable(knex, schema, method, rest, { ...at, conditional: true });
    }
    return;
  }
  const name = stringOf(written);
  if (name === null) {
    const verb = method === "alter" ? "alters" : "creates";
    sendVague(knex, at, `which table it ${verb} is not known before it runs`);
    return;
  }
  const table: TableValue = {
    host: "table",
    method,
    schema: schema.schema,
    name,
    like: method === "createLike" ? (stringOf(second) ?? "") : null,
    at,
    items: [],
    single: new Map(),
  };
  runCallback(knex, table, callback, at);
  carryOut(knex, table);
}

function runCallback(knex: Knex, table: TableValue, callback: Value | undefined, at: Standing): void {
  const self = host(table);
  if (callback === undefined || callback.kind === "none") return;
  if (callback.kind === "function") knex.run.call(methodOf(callback, self), given(self), at.node);
  else if (callback.kind === "unknown" || callback.kind === "symbol") {
    sendVague(knex, at, `what it changes of ${table.name} is defined elsewhere`);
  } else knex.run.call(callback, { ...anything(), positional: [self] }, at.node);
}

/** Is this a builder through which code can change the schema? */
export function isHandle(value: Value): boolean {
  const known = hosted(value);
  return known !== null && /^(?:connection|schema|table)$/u.test(known.host);
}
