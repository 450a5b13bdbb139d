/** `Schema::`: tables are made, changed, renamed and dropped; what only looks gives no answer. */

import { eachChoice } from "../../reading/source/choices.ts";
import { sendVague, standingAt } from "../../reading/source/send.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { literal } from "../../reading/source/text.ts";
import { bool, list, NONE, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { callValue } from "../../reading/php/calls.ts";
import { fill } from "./blueprint-methods.ts";
import { build } from "./build.ts";
import { driverName } from "./connection.ts";
import { given, nameOf, numberIn } from "./given.ts";
import type { Migration } from "./migration.ts";
import { quoted } from "./quoting.ts";
import { host, type Blueprint, type Fluent } from "./values.ts";

interface Call {
  migration: Migration;
  connection: string | null;
  args: Arguments;
  node: Syntax;
}

/** `Schema::name(...)`. */
export function schemaMethod(
  migration: Migration,
  connection: string | null,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  return eachChoice(migration.run, args, (chosen) => {
    const method = METHODS[name.toLowerCase()];
    if (method !== undefined) return method({ migration, connection, args: chosen, node }) ?? NONE;
    if (/^(?:has|get|is|parse|blueprintResolver|registerCustom|useNative)/iu.test(name))
      return unknown(textOf(migration.run.file, node));
    migration.reader.vague(
      migration.run,
      node,
      `${name === "" ? "what is called" : name} is no method of Laravel's Schema, so what it changes is not known`,
    );
    return NONE;
  });
}

function blueprintOf({ migration, node }: Call, table: string): Blueprint {
  return {
    table,
    creating: false,
    commands: [],
    options: new Map(),
    after: null,
    at: standingAt(migration.run, node),
  };
}

function command(call: Call, name: string, attributes: [string, Value][] = []): Fluent {
  const at = standingAt(call.migration.run, call.node);
  return { name, column: null, type: "", columns: [], index: null, attributes: new Map(attributes), at };
}

function send(call: Call, blueprint: Blueprint): void {
  const { migration } = call;
  const { engine, stringLength } = migration;
  const { version, keepsUnsaid } = migration.project;
  build(migration, { engine, version, keepsUnsaid, stringLength }, blueprint);
}

/** The table of a call; what is not known is said. */
function tableOf(call: Call, does: string, name = "table"): string | null {
  const { migration, args, node } = call;
  const table = args.open ? null : nameOf(given(args, 0, name));
  if (table !== null && table !== "") return table;
  sendVague(migration, standingAt(migration.run, node), `which table it ${does} is not known before it runs`);
  return null;
}

/** Runs the callback on a new blueprint and sends what it holds. */
function withBlueprint(call: Call, creating: boolean, callback: Value | undefined): void {
  const { migration, node } = call;
  const table = tableOf(call, creating ? "creates" : "changes");
  if (table === null) return;
  const blueprint = blueprintOf(call, table);
  blueprint.creating = creating;
  const { run } = migration;
  if (callback === undefined || callback.kind === "unknown") {
    const does = creating ? `which columns ${table} gets` : `what changes in ${table}`;
    sendVague(migration, standingAt(run, node), `${does} is not known before it runs`);
    return;
  }
  fill(run, callback, blueprint, node);
  send(call, blueprint);
}

const droppedBy =
  (name: string) =>
  (call: Call): void => {
    const table = tableOf(call, "drops");
    if (table === null) return;
    const blueprint = blueprintOf(call, table);
    blueprint.commands.push(command(call, name));
    send(call, blueprint);
  };

/** What runs only where the table is so or so. */
const whenTable =
  (at: number) =>
  (call: Call): void => {
    const { run } = call.migration;
    run.conditional += 1;
    withBlueprint(call, false, given(call.args, at, "callback"));
    run.conditional -= 1;
  };

function sql(call: Call, text: string): void {
  const { reader, run } = call.migration;
  readSqlText(reader, run, literal(text), "plain", call.node);
}

/** SQL that says to heed foreign keys, or not to. */
const foreignKeys =
  (on: boolean) =>
  (call: Call): Value => {
    const { engine } = call.migration;
    if (engine === "mysql" || engine === "mariadb") sql(call, `SET FOREIGN_KEY_CHECKS=${on ? 1 : 0}`);
    return bool(true);
  };

/** Everything goes: `dropAllTables()`. */
const dropAll =
  (what: string) =>
  ({ migration, node }: Call): void => {
    migration.reader.vague(migration.run, node, `it drops all ${what} of the database`);
  };

function extension(call: Call, name: string | null): void {
  if (call.migration.engine === "postgresql" && name !== null)
    sql(call, `create extension if not exists ${quoted("postgresql", name)}`);
}

const METHODS: Record<string, (call: Call) => Value | void> = {
  create: (call) => withBlueprint(call, true, given(call.args, 1, "callback")),
  table: (call) => withBlueprint(call, false, given(call.args, 1, "callback")),
  drop: droppedBy("drop"),
  dropifexists: droppedBy("dropIfExists"),
  dropcolumns: (call) => {
    const table = tableOf(call, "changes");
    if (table === null) return;
    const blueprint = blueprintOf(call, table);
    const [, ...names] = call.args.positional;
    const dropping = {
      kind: "bound",
      receiver: host({ host: "blueprint", blueprint }),
      name: "dropColumn",
    } as const;
    const columns = names.length > 0 ? names : [call.args.keywords.get("columns") ?? unknown("columns")];
    call.migration.run.call(dropping, { positional: columns, keywords: new Map(), open: false }, call.node);
    send(call, blueprint);
  },
  rename: (call) => {
    const table = tableOf(call, "renames", "from");
    if (table === null) return;
    const blueprint = blueprintOf(call, table);
    blueprint.commands.push(command(call, "rename", [["to", given(call.args, 1, "to") ?? unknown("to")]]));
    send(call, blueprint);
  },
  whentablehascolumn: whenTable(2),
  whentabledoesnthavecolumn: whenTable(2),
  whentablehasindex: whenTable(2),
  whentabledoesnthaveindex: whenTable(2),
  connection: ({ args, connection }) =>
    host({ host: "schema", connection: nameOf(given(args, 0, "name")) ?? connection }),
  setconnection: ({ connection }) => host({ host: "schema", connection }),
  getconnection: ({ connection }) => host({ host: "connection", connection }),
  enableforeignkeyconstraints: foreignKeys(true),
  disableforeignkeyconstraints: foreignKeys(false),
  withoutforeignkeyconstraints: (call) => {
    const { run } = call.migration;
    const callback = given(call.args, 0, "callback");
    foreignKeys(false)(call);
    const nothing: Arguments = { positional: [], keywords: new Map(), open: false };
    const result = callback === undefined ? NONE : callValue(run, callback, nothing, call.node, run.globals);
    foreignKeys(true)(call);
    return result;
  },
  defaultstringlength: ({ migration, args }) => {
    migration.stringLength = numberIn(given(args, 0, "length")) ?? migration.stringLength;
  },
  defaulttimeprecision: () => NONE,
  defaultmorphkeytype: ({ migration, args }) => {
    const type = nameOf(given(args, 0, "type"));
    if (type === "uuid" || type === "ulid" || type === "int") migration.morphKey = type;
  },
  morphusinguuids: ({ migration }) => {
    migration.morphKey = "uuid";
  },
  morphusingulids: ({ migration }) => {
    migration.morphKey = "ulid";
  },
  createdatabase: (call) => {
    call.migration.reader.vague(call.migration.run, call.node, "it creates a database");
  },
  dropdatabaseifexists: (call) => {
    call.migration.reader.vague(call.migration.run, call.node, "it drops a database with all that it holds");
  },
  dropalltables: dropAll("tables"),
  dropallviews: dropAll("views"),
  dropalltypes: dropAll("types"),
  ensureextensionexists: (call) => extension(call, nameOf(given(call.args, 0, "name"))),
  ensurevectorextensionexists: (call) => extension(call, "vector"),
  getdrivername: ({ migration }) => driverName(migration),
  getcolumnlisting: () => list([], "list", true),
};
