/** Commands about types, extensions and schemas. */

import { stringOf } from "../../reading/source/value.ts";
import { namesOf } from "./given.ts";
import type { Call } from "./migration.ts";
import { tableName } from "./quoting.ts";
import { note } from "./send.ts";

function vague({ migration, node, name }: Call): void {
  migration.reader.vague(migration.run, node, `what ${name} is about is not known before it runs`);
}

/** A name that can say its schema. */
function named(call: Call, index = 0): { schema: string | null; name: string } | null {
  const written = stringOf(call.given.at(index));
  if (written === null) {
    vague(call);
    return null;
  }
  const { schema, table } = tableName(written);
  return { schema, name: table };
}

export function createEnum(call: Call): void {
  const type = named(call);
  if (type === null) return;
  const values = namesOf(call.given.at(1)) ?? namesOf(call.given.option("values")) ?? [];
  note(call.migration, "create_type", call.node, { ...type, details: { variant: "enum", values } });
}

export function dropEnum(call: Call): void {
  const type = named(call);
  if (type === null) return;
  note(call.migration, "drop_type", call.node, {
    ...type,
    details: { ifExists: call.given.flag("if_exists"), cascade: false },
  });
}

export function renameEnum(call: Call): void {
  const type = named(call);
  const newName = call.given.text(1) ?? call.given.string("to");
  if (type === null) return;
  if (newName === null) vague(call);
  else note(call.migration, "rename_type", call.node, { ...type, details: { newName } });
}

export function addEnumValue(call: Call): void {
  const type = named(call);
  const value = call.given.text(1);
  if (type === null) return;
  if (value === null) vague(call);
  else
    note(call.migration, "add_enum_value", call.node, {
      ...type,
      details: { value, ifNotExists: call.given.flag("if_not_exists") },
    });
}

export function renameEnumValue(call: Call): void {
  const type = named(call);
  const value = call.given.string("from");
  const newName = call.given.string("to");
  if (type === null) return;
  if (value === null || newName === null) vague(call);
  else note(call.migration, "rename_enum_value", call.node, { ...type, details: { value, newName } });
}

/** CREATE EXTENSION IF NOT EXISTS. */
export function enableExtension(call: Call): void {
  const extension = named(call);
  if (extension === null) return;
  note(call.migration, "create_extension", call.node, {
    name: extension.name,
    details: { ifNotExists: true },
  });
}

/** DROP EXTENSION IF EXISTS ... CASCADE, until a migration of 7.1 or later says otherwise. */
export function disableExtension(call: Call): void {
  const extension = named(call);
  if (extension === null) return;
  const cascade = call.migration.version < 701 || call.given.string("force") === "cascade";
  note(call.migration, "drop_extension", call.node, {
    name: extension.name,
    details: { ifExists: true, cascade },
  });
}

export function createSchema(call: Call): void {
  const schema = named(call);
  if (schema === null) return;
  note(call.migration, "create_schema", call.node, {
    name: schema.name,
    details: { ifNotExists: call.given.flag("if_not_exists") },
  });
}

export function dropSchema(call: Call): void {
  const schema = named(call);
  if (schema === null) return;
  note(call.migration, "drop_schema", call.node, {
    name: schema.name,
    details: { ifExists: call.given.flag("if_exists") || call.migration.version >= 500, cascade: true },
  });
}

export function renameSchema(call: Call): void {
  vague(call);
}

/** A table of SQLite that a module keeps. */
export function createVirtualTable(call: Call): void {
  const table = named(call);
  if (table === null) return;
  note(call.migration, "create_table", call.node, {
    schema: table.schema,
    table: table.name,
    details: {
      columns: [],
      constraints: [],
      ifNotExists: true,
      temporary: false,
      unlogged: false,
      like: null,
      inherits: [],
      partitioned: false,
    },
  });
}
