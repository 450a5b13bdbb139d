/** The methods of a Blueprint: each is remembered, and becomes SQL when the Blueprint is whole. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import { callValue } from "../../reading/php/calls.ts";
import { eachChoice } from "../../reading/source/choices.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { bool, list, NONE, text, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { declaredColumn, morphColumns, timestampColumns } from "./column-methods.ts";
import { given, indexName, isMissing, nameOf, partsIn, variadicNames } from "./given.ts";
import type { Migration } from "./migration.ts";
import {
  addColumn,
  addCommand,
  addIndex,
  addMorphs,
  dropColumns,
  dropNestedSet,
  foreignFor,
  modelColumn,
  nestedSet,
  vague,
  type Call,
} from "./recorded.ts";
import { host, type Blueprint } from "./values.ts";

/** `$table->name(...)`. */
export function blueprintMethod(
  migration: Migration,
  blueprint: Blueprint,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  return eachChoice(migration.run, args, (chosen) =>
    called({ migration, blueprint, name, args: chosen, node }),
  );
}

function called(call: Call): Value {
  const { migration, name, args } = call;
  if (args.open) return vague(call, `what ${name} is given is not known before it runs`);
  const column = declaredColumn(name, args);
  if (column !== null) return addColumn(call, column);
  const several = timestampColumns(name, args);
  if (several !== null) return list(several.map((one) => addColumn(call, one)));
  const morphs = morphColumns(name, args, migration.morphKey);
  if (morphs !== null) return addMorphs(call, morphs);
  const method = METHODS[name.toLowerCase()];
  if (method !== undefined) return method(call) ?? NONE;
  return vague(
    call,
    name === ""
      ? `which method of the table ${call.blueprint.table} is called is not known before it runs`
      : `${name} is no method of Laravel's Blueprint, so what it changes in the table ${call.blueprint.table} is not known`,
  );
}

const indexed =
  (type: string) =>
  (call: Call): Value =>
    addIndex(
      call,
      type,
      partsIn(given(call.args, 0, type === "vectorIndex" ? "column" : "columns")),
      given(call.args, 1, "name"),
    );

/** `dropIndex('name')` or `dropIndex(['column'])`, whose name follows from the convention. */
const dropsIndex =
  (command: string, type: string) =>
  (call: Call): Value => {
    const value = given(call.args, 0, "index");
    if (value?.kind === "list" || value?.kind === "dict") {
      const columns = partsIn(value);
      const index = columns === null ? null : indexName(call.blueprint.table, columns, type);
      return addCommand(call, command, { columns: columns ?? [], index });
    }
    return addCommand(call, command, { index: nameOf(value) });
  };

/** `dropConstrainedForeignId('x_id')`: the key first, then the column. */
function dropConstrained(call: Call, name: string | null): Value {
  if (name === null) return dropColumns(call, null);
  addCommand(call, "dropForeign", {
    columns: [name],
    index: indexName(call.blueprint.table, [name], "foreign"),
  });
  return dropColumns(call, [name]);
}

const option =
  (name: string, fixed: Value | null = null) =>
  ({ blueprint, args }: Call): Value => {
    blueprint.options.set(name, fixed ?? args.positional[0] ?? unknown(name));
    return NONE;
  };

function after({ migration, blueprint, args, node }: Call): Value {
  const [column, callback] = [given(args, 0, "column"), given(args, 1, "callback")];
  blueprint.after = nameOf(column);
  if (callback !== undefined) fill(migration.run, callback, blueprint, node);
  blueprint.after = null;
  return NONE;
}

/** Runs what fills a blueprint. */
export function fill(run: Interpreter, callback: Value, blueprint: Blueprint, node: Syntax): void {
  const args: Arguments = {
    positional: [host({ host: "blueprint", blueprint })],
    keywords: new Map(),
    open: false,
  };
  callValue(run, callback, args, node, run.globals);
}

const drop =
  (...names: string[]) =>
  (call: Call): Value =>
    dropColumns(call, names);

const dropNamed =
  (fallback: string) =>
  (call: Call): Value => {
    const value = given(call.args, 0, "column");
    const name = value === undefined ? fallback : nameOf(value);
    return dropColumns(call, name === null ? null : [name]);
  };

const METHODS: Record<string, (call: Call) => Value | undefined> = {
  create: ({ blueprint }) => {
    blueprint.creating = true;
    return NONE;
  },
  drop: (call) => addCommand(call, "drop", {}),
  dropifexists: (call) => addCommand(call, "dropIfExists", {}),
  rename: (call) => addCommand(call, "rename", { attributes: [["to", given(call.args, 0, "to")]] }),
  renamecolumn: (call) =>
    addCommand(call, "renameColumn", {
      attributes: [
        ["from", given(call.args, 0, "from")],
        ["to", given(call.args, 1, "to")],
      ],
    }),
  renameindex: (call) =>
    addCommand(call, "renameIndex", {
      attributes: [
        ["from", given(call.args, 0, "from")],
        ["to", given(call.args, 1, "to")],
      ],
    }),
  dropcolumn: (call) => dropColumns(call, variadicNames(call.args, "columns")),
  dropcolumns: (call) => dropColumns(call, variadicNames(call.args, "columns")),
  removecolumn: ({ blueprint, args }) => {
    const name = nameOf(args.positional[0]);
    blueprint.commands = blueprint.commands.filter((one) => one.name !== "add" || one.column !== name);
    return NONE;
  },
  dropprimary: dropsIndex("dropPrimary", "primary"),
  dropunique: dropsIndex("dropUnique", "unique"),
  dropindex: dropsIndex("dropIndex", "index"),
  dropfulltext: dropsIndex("dropFullText", "fulltext"),
  dropspatialindex: dropsIndex("dropSpatialIndex", "spatialIndex"),
  dropvectorindex: dropsIndex("dropIndex", "vectorIndex"),
  dropforeign: dropsIndex("dropForeign", "foreign"),
  dropconstrainedforeignid: (call) => dropConstrained(call, nameOf(given(call.args, 0, "column"))),
  dropforeignidfor: (call) => {
    const name = modelColumn(call);
    return dropColumns(call, name === null ? null : [name]);
  },
  dropconstrainedforeignidfor: (call) => dropConstrained(call, modelColumn(call)),
  droptimestamps: drop("created_at", "updated_at"),
  droptimestampstz: drop("created_at", "updated_at"),
  dropdatetimes: drop("created_at", "updated_at"),
  dropsoftdeletes: dropNamed("deleted_at"),
  dropsoftdeletestz: dropNamed("deleted_at"),
  dropsoftdeletesdatetime: dropNamed("deleted_at"),
  dropremembertoken: drop("remember_token"),
  dropmorphs: (call) => {
    const name = nameOf(given(call.args, 0, "name"));
    if (name === null) return dropColumns(call, null);
    const columns = [`${name}_type`, `${name}_id`];
    const own = given(call.args, 1, "indexName");
    const index = isMissing(own) ? indexName(call.blueprint.table, columns, "index") : nameOf(own);
    addCommand(call, "dropIndex", { index });
    return dropColumns(call, columns);
  },
  primary: indexed("primary"),
  unique: indexed("unique"),
  index: indexed("index"),
  fulltext: indexed("fulltext"),
  spatialindex: indexed("spatialIndex"),
  vectorindex: indexed("vectorIndex"),
  rawindex: (call) => {
    const expression = given(call.args, 0, "expression");
    const pieces = expression?.kind === "text" ? expression.pieces : null;
    return addIndex(call, "index", pieces === null ? null : [{ pieces }], given(call.args, 1, "name"));
  },
  foreign: indexed("foreign"),
  foreignidfor: foreignFor(null),
  foreignuuidfor: foreignFor("uuid"),
  foreignulidfor: foreignFor("ulid"),
  engine: option("engine"),
  innodb: option("engine", text("InnoDB")),
  charset: option("charset"),
  collation: option("collation"),
  temporary: option("temporary", bool(true)),
  comment: (call) =>
    addCommand(call, "tableComment", { attributes: [["comment", given(call.args, 0, "comment")]] }),
  after,
  gettable: ({ blueprint }) => text(blueprint.table),
  getprefix: () => text(""),
  getcolumns: () => list([], "list", true),
  getaddedcolumns: () => list([], "list", true),
  getchangedcolumns: () => list([], "list", true),
  getcommands: () => list([], "list", true),
  creating: ({ blueprint }) => bool(blueprint.creating),
  when: ({ migration, blueprint, args, node }) => {
    migration.run.conditional += 1;
    for (const callback of args.positional.slice(1)) fill(migration.run, callback, blueprint, node);
    migration.run.conditional -= 1;
    return host({ host: "blueprint", blueprint });
  },
  nestedset: (call) => nestedSet(call),
  dropnestedset: (call) => dropNestedSet(call),
};
