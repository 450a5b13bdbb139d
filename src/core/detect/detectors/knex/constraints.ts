/** Foreign keys as SQL, and which table a builder is about. */

import type { TableName } from "../../../operation.ts";
import { note, send, sendVague } from "../../reading/source/send.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import { columnize, defaultName, namesIn, quoted, sql, wrapped, type Sql } from "./spell.ts";
import type { ForeignValue, Knex, TableValue } from "./values.ts";

/** `schema.table` is a schema and a table. */
export function tableOf({ schema, name }: { schema: string | null; name: string }): TableName {
  const dot = schema === null ? name.indexOf(".") : -1;
  return dot === -1 ? { schema, table: name } : { schema: name.slice(0, dot), table: name.slice(dot + 1) };
}

/** `constraint ... foreign key ... references ...`, null when a name of it is not known. */
export function foreignClause(knex: Knex, table: TableValue, foreign: ForeignValue): Sql | null {
  const columns = namesIn(foreign.columns);
  const references = namesIn(foreign.references);
  const target = stringOf(foreign.inTable);
  if (columns === null || references === null || target === null) return null;
  const given = stringOf(foreign.keyName);
  const sqlite = knex.reader.dialect === "sqlite";
  const name = given ?? (sqlite ? null : defaultName(table.name, columns, "foreign"));
  return sql(
    name === null ? "" : `constraint ${quoted(knex, name)} `,
    "foreign key (",
    columnize(knex, columns),
    `) references ${wrapped(knex, target)} (`,
    columnize(knex, references),
    ")",
    action(" on update ", foreign.onUpdate),
    action(" on delete ", foreign.onDelete),
  );
}

function action(words: string, value: Value | undefined): string {
  const said = stringOf(value);
  return said === null || said.trim() === "" ? "" : `${words}${said}`;
}

export function addForeign(knex: Knex, table: TableValue, foreign: ForeignValue): void {
  // Knex leaves out a foreign key that does not say what it refers to.
  if (foreign.inTable === undefined || foreign.references === undefined) return;
  const clause = foreignClause(knex, table, foreign);
  const owner = tableOf(table);
  if (clause === null) {
    sendVague(knex, foreign.at, `which table ${table.name} then refers to is not known before it runs`);
  } else if (knex.reader.dialect === "sqlite") {
    const target = tableOf({ schema: null, name: stringOf(foreign.inTable) ?? "" });
    note(knex, "rewrite_table", foreign.at, { ...owner, details: { how: "create, copy, drop and rename" } });
    note(knex, "add_foreign_key", foreign.at, {
      ...owner,
      columns: (namesIn(foreign.columns) ?? []).filter((name) => typeof name === "string"),
      name: stringOf(foreign.keyName),
      details: {
        references: {
          ...target,
          columns: (namesIn(foreign.references) ?? []).filter((name) => typeof name === "string"),
        },
        notValid: false,
        onDelete: stringOf(foreign.onDelete)?.toLowerCase() ?? null,
      },
    });
  } else send(knex, sql(`alter table ${wrapped(knex, table.name, table.schema)} add `, clause), foreign.at);
}
