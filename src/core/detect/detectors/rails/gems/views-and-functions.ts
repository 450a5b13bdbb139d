/** scenic's views and fx's functions and triggers: their SQL stands in files of their own. */

import { stringOf } from "../../../reading/source/value.ts";
import { plain } from "../../../reading/source/text.ts";
import type { Call } from "../migration.ts";
import { inPlace } from "../record.ts";
import { quotedTable, sql, tableName } from "../quoting.ts";
import { note, send } from "../send.ts";

type Read = (call: Call) => void;

function nameOf({ migration, given, node, name }: Call): { schema: string | null; table: string } | null {
  const written = given.text(0);
  if (written === null)
    migration.reader.vague(migration.run, node, `what ${name} is about is not known before it runs`);
  return written === null ? null : tableName(written);
}

function isMaterialized({ given }: Call): boolean {
  const value = given.option("materialized");
  return value !== undefined && (value.kind !== "bool" || value.value) && value.kind !== "none";
}

const createView: Read = (call) => {
  const { migration, given, node } = call;
  const view = nameOf(call);
  if (view === null) return;
  const materialized = isMaterialized(call);
  const definition = given.option("sql_definition") ?? given.option("as") ?? given.at(1);
  if (definition?.kind === "text" && plain(definition.pieces) !== null) {
    send(
      migration,
      sql(
        `CREATE ${materialized ? "MATERIALIZED " : ""}VIEW ${quotedTable(migration, view)} AS `,
        definition.pieces,
      ),
      node,
    );
    return;
  }
  if (materialized)
    note(migration, "create_materialized_view", node, { ...view, details: { sources: [], withData: true } });
  else note(migration, "create_view", node, { ...view, details: { temporary: false, sources: [] } });
};

const dropView: Read = (call) => {
  const { migration, given, node } = call;
  const view = nameOf(call);
  if (view === null) return;
  const details = {
    ifExists: given.flag("if_exists"),
    cascade: stringOf(given.option("force")) === "cascade",
  };
  note(migration, isMaterialized(call) ? "drop_materialized_view" : "drop_view", node, { ...view, details });
};

/** A view is dropped and made again; where something hangs on it that fails. */
const updateView: Read = (call) => {
  dropView(call);
  createView(call);
};

const replaceView: Read = (call) => {
  const view = nameOf(call);
  if (view !== null) note(call.migration, "replace_view", call.node, { ...view, details: { sources: [] } });
};

const createFunction: Read = (call) => {
  const { migration, given, node } = call;
  const fn = nameOf(call);
  if (fn === null) return;
  const definition = given.option("sql_definition");
  if (definition?.kind === "text") send(migration, sql(definition.pieces), node);
  else
    note(migration, "create_function", node, {
      schema: fn.schema,
      name: fn.table,
      details: { replace: call.name === "update_function", routine: "function" },
    });
};

const dropFunction: Read = (call) => {
  const fn = nameOf(call);
  if (fn === null) return;
  note(call.migration, "drop_function", call.node, {
    schema: fn.schema,
    name: fn.table,
    details: { ifExists: false, cascade: false },
  });
};

const createTrigger: Read = (call) => {
  const { migration, given, node } = call;
  const trigger = given.text(0) ?? given.string("name");
  const definition = given.option("sql_definition");
  const on = given.string("on");
  if (definition?.kind === "text") send(migration, sql(definition.pieces), node);
  else
    note(migration, "create_trigger", node, {
      ...(on === null ? {} : tableName(on)),
      name: trigger,
      details: { replace: call.name === "update_trigger", function: null },
    });
};

const dropTrigger: Read = (call) => {
  const { migration, given, node } = call;
  const on = given.string("on") ?? given.text(1);
  note(migration, "drop_trigger", node, {
    ...(on === null ? {} : tableName(on)),
    name: given.text(0),
    details: { ifExists: given.flag("if_exists"), cascade: false },
  });
};

const refreshView: Read = (call) => {
  const view = nameOf(call);
  if (view === null) return;
  const { given } = call;
  note(call.migration, "refresh_materialized_view", call.node, {
    ...view,
    details: { concurrently: given.flag("concurrently"), withData: true },
  });
};

/** What each of them is on the way back. */
const back: Readonly<Record<string, Read>> = {
  create_view: dropView,
  drop_view: createView,
  update_view: updateView,
  replace_view: replaceView,
  create_function: dropFunction,
  drop_function: createFunction,
  update_function: createFunction,
  create_trigger: dropTrigger,
  drop_trigger: createTrigger,
  update_trigger: createTrigger,
};

const forward: Readonly<Record<string, Read>> = {
  create_view: createView,
  drop_view: dropView,
  update_view: updateView,
  replace_view: replaceView,
  refresh_materialized_view: refreshView,
  refresh_view: refreshView,
  create_function: createFunction,
  update_function: createFunction,
  drop_function: dropFunction,
  create_trigger: createTrigger,
  update_trigger: createTrigger,
  drop_trigger: dropTrigger,
};

/** They are turned around as commands are: a drop needs to say which version it goes back to. */
function eitherWay(name: string): Read {
  return (call) => {
    const { migration, given } = call;
    const read = migration.reverting ? back[name] : forward[name];
    const loses =
      (name.startsWith("drop_") || /^(?:update|replace)_/u.test(name)) &&
      !given.has("revert_to_version") &&
      !given.has("sql_definition");
    if (migration.reverting && loses) migration.irreversible = true;
    else inPlace(migration, call, () => read?.(call));
  };
}

export const viewsAndFunctions: Readonly<Record<string, Read>> = Object.fromEntries(
  Object.keys(forward).map((name) => [name, eitherWay(name)]),
);
