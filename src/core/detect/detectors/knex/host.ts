/** What the evaluator asks of Knex: imported names, attributes, methods, operators, and calls of what is defined elsewhere. */

import type { TableName } from "../../../operation.ts";
import type { ForeignCall, Host, Interpreter } from "../../reading/source/interpreter.ts";
import { looks, namesSchemaChange, snake } from "../../reading/source/schema-words.ts";
import { standingAt } from "../../reading/source/send.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import {
  bool,
  stringOf,
  unknown,
  type Arguments,
  type HostValue,
  type Value,
} from "../../reading/source/value.ts";
import { runCallbacks } from "../../reading/typescript/promises.ts";
import { columnMethod } from "./column-builder.ts";
import { connectionAttribute, connectionMethod, functionsMethod, isClient } from "./connection.ts";
import { tableOf } from "./constraints.ts";
import { foreignMethod } from "./foreign-builder.ts";
import { queryMethod, row } from "./query.ts";
import { rawCall, taken } from "./raw.ts";
import { isHandle, schemaMethod } from "./schema-builder.ts";
import { tableMethod } from "./table-builder.ts";
import { host, hosted, type Knex, type KnexValue } from "./values.ts";
import { viewMethod } from "./views.ts";
import { chained } from "../../reading/typescript/promises.ts";

/** A connection that the application keeps: `@/db/knex`, `../db`, `config/database.db`. */
const CONNECTION = /^knex$|[/.](?:knex|db|database|knexClient|knexInstance)$/u;

export function makeHost(knex: Knex, run: Interpreter): Host {
  const source = (node: Syntax): string => textOf(run.file, node);
  return {
    symbol: (path) => (CONNECTION.test(path) ? host({ host: "connection", schema: null }) : null),
    attribute: (value, name, node) => attribute(asKnex(value), value, name) ?? unknown(source(node)),
    item: (value, _key, node) => (asKnex(value).host === "query" ? row() : unknown(source(node))),
    iterate: (value) => (asKnex(value).host === "query" ? { items: [row()], open: true } : null),
    call: () => null,
    method: (value, name, args, node) => method(knex, asKnex(value), name, args, node),
    classAttribute: () => null,
    setAttribute: () => {},
    enter: (value) => ({ value, leave: () => {} }),
    operate: (operator, left, right) => operate(knex, operator, left, right),
    foreign: (call) => foreign(knex, call),
  };
}

function asKnex(value: HostValue): KnexValue {
  return value as KnexValue;
}

function attribute(known: KnexValue, value: HostValue, name: string): Value | null {
  if (known.host === "connection") {
    const found = connectionAttribute(known, name);
    return found ?? { kind: "bound", receiver: { kind: "host", value }, name };
  }
  if (known.host === "client") return { kind: "host", value };
  if (known.host === "row") return null;
  if (known.host === "query" && name === "length") return null;
  if (known.host === "query") return null;
  return { kind: "bound", receiver: { kind: "host", value }, name };
}

function method(knex: Knex, value: KnexValue, name: string, args: Arguments, node: Syntax): Value {
  switch (value.host) {
    case "connection":
      return connectionMethod(knex, value, name, args, node);
    case "schema":
      return schemaMethod(knex, value, name, args, node) ?? unread(knex, name, node);
    case "table": {
      taken(knex, args);
      return tableMethod(knex, value, name, args, node) ?? unreadOf(knex, tableOf(value), name, node);
    }
    case "column":
      taken(knex, args);
      return columnMethod(knex, value, name, args, node) ?? host(value);
    case "foreign":
      return foreignMethod(value, name, args) ?? host(value);
    case "view":
      return viewMethod(knex, value, name, args) ?? host(value);
    case "functions":
      return functionsMethod(knex, name, args);
    case "query":
      return queryMethod(knex, value, name, args, node);
    case "raw": {
      const rows = { kind: "host" as const, value };
      return chained(knex.run, name === "then" ? unknown("rows") : rows, name, args, node) ?? rows;
    }
    case "client":
    case "row":
      runCallbacks(knex.run, args, node);
      return unknown(textOf(knex.reader.file, node));
  }
}

/** A method that Knex does not have: a plug-in's. */
function unread(knex: Knex, name: string, node: Syntax): Value {
  knex.reader.code(knex.run, node, name, []);
  return unknown(name);
}

function unreadOf(knex: Knex, table: TableName, name: string, node: Syntax): Value {
  knex.reader.code(knex.run, node, name, [table]);
  return unknown(name);
}

function operate(knex: Knex, operator: string, left: Value, right: Value | null): Value | null {
  if (operator === "`") {
    const raw = hosted(left);
    return raw?.host === "raw" ? { kind: "text", pieces: raw.pieces, node: null } : null;
  }
  const client = hosted(left)?.host === "client" || hosted(right)?.host === "client";
  const name = stringOf(left) ?? stringOf(right);
  if (!client || name === null || !/^[!=]==?$/u.test(operator)) return null;
  const same = isClient(knex, name);
  return same === null ? null : bool(same === operator.startsWith("="));
}

/** A call of what is defined elsewhere: with a connection it can do anything, else only its callbacks count. */
function foreign(knex: Knex, { path, receiver, name, args, node }: ForeignCall): Value {
  const { reader, run } = knex;
  const result = unknown(textOf(reader.file, node));
  const handles = [...args.positional.flatMap(inside), ...(receiver === null ? [] : [receiver])].filter(
    isHandle,
  );
  // `db.raw("...")`: what it is called on is not known, but this is SQL.
  if (name === "raw" && args.positional[0]?.kind === "text") return rawCall(knex, args, node);
  const elsewhere = path !== null || (receiver !== null && !isHandle(receiver));
  if (elsewhere && handles.length === 0 && namesSchemaChange(snake(name)) && !looks(name)) {
    reader.vague(run, node, `${name} is not defined here, so what it changes is not known`);
  } else if (handles.length > 0 && !looks(name)) {
    const tables = handles.flatMap((value) => {
      const known = hosted(value);
      return known?.host === "table" ? [tableOf(known)] : [];
    });
    const at = standingAt(run, node);
    reader.code(run, at.node, path ?? name, tables);
  }
  runCallbacks(run, args, node);
  return result;
}

/** A value, and what an object or an array among the arguments holds. */
function inside(value: Value): Value[] {
  if (value.kind === "dict") return [...value.entries.values()].map((entry) => entry.value);
  return value.kind === "list" ? value.items : [value];
}
