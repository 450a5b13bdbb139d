/** Views: what Knex's view builder makes of a query. */

import { send, sendVague, type Standing } from "../../reading/source/send.ts";
import { stringOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { given } from "../../reading/typescript/arguments.ts";
import { methodOf } from "../../reading/typescript/function.ts";
import { taken } from "./raw.ts";
import { columnize, escaped, namesIn, quoted, sql, wrapped } from "./spell.ts";
import { host, hosted, type Knex, type SchemaValue, type ViewValue } from "./values.ts";

/** `create`: the words of the statement, null: the view is altered. */
export function carryOutView(
  knex: Knex,
  schema: SchemaValue,
  create: string | null,
  { positional: [written, callback] }: Arguments,
  at: Standing,
): void {
  const name = stringOf(written);
  if (name === null) {
    sendVague(knex, at, "which view it is about is not known before it runs");
    return;
  }
  const view: ViewValue = { host: "view", create, schema: schema.schema, name, column: null, at };
  if (callback?.kind !== "function") {
    sendVague(knex, at, `what the view ${name} shows is defined elsewhere`);
    return;
  }
  const self = host(view);
  knex.run.call(methodOf(callback, self), given(self), at.node);
}

/** `view.name(...)`; null: Knex has no such method. */
export function viewMethod(knex: Knex, view: ViewValue, name: string, args: Arguments): Value | null {
  taken(knex, args);
  const [first] = args.positional;
  const title = wrapped(knex, view.name, view.schema);
  if (name === "as") {
    if (view.create !== null) send(knex, sql(`${view.create} ${title} as `, shownBy(knex, first)), view.at);
    return host(view);
  }
  if (name === "column") return host({ ...view, column: stringOf(first) });
  if (view.column !== null && name === "rename")
    send(
      knex,
      sql(
        `alter view ${title} rename column ${quoted(knex, view.column)} to ${quoted(knex, stringOf(first) ?? "")}`,
      ),
      view.at,
    );
  if (view.column !== null && name === "defaultTo")
    send(
      knex,
      sql(`alter view ${title} alter ${quoted(knex, view.column)} set default `, escaped(first)),
      view.at,
    );
  return /^(?:columns|checkOption|localCheckOption|cascadedCheckOption|rename|defaultTo|queryContext)$/u.test(
    name,
  )
    ? host(view)
    : null;
}

/** The query behind a view: raw SQL as it stands, of a builder the tables that it reads. */
function shownBy(knex: Knex, value: Value | undefined): ReturnType<typeof sql> {
  const known = hosted(value);
  if (known?.host === "raw") return known.pieces;
  if (known?.host !== "query") return sql("select 1");
  const tables = [known.table ?? null, ...known.sources].filter((table) => table !== null);
  const names = namesIn({
    kind: "list",
    type: "list",
    open: false,
    items: tables.map((table) => ({ kind: "text", pieces: sql(table), node: null })),
  });
  return tables.length === 0 ? sql("select 1") : sql("select * from ", columnize(knex, names ?? []));
}
