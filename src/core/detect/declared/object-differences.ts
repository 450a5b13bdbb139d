/** What differs in views, functions, triggers and the like, of which only the name and the text are known. */

import type { Kind, ReadOperation } from "../../operation.ts";
import type { Place } from "../../place.ts";
import type { Declared } from "./declared-schema.ts";
import { declare } from "./declaring.ts";

type Dropping = Extract<Kind, `drop_${string}`>;

const droppedBy: Readonly<Partial<Record<Kind, Dropping>>> = {
  create_view: "drop_view",
  replace_view: "drop_view",
  create_materialized_view: "drop_materialized_view",
  create_type: "drop_type",
  create_domain: "drop_domain",
  create_trigger: "drop_trigger",
  create_function: "drop_function",
  create_sequence: "drop_sequence",
  create_schema: "drop_schema",
  create_row_policy: "drop_row_policy",
  create_extension: "drop_extension",
  create_table_as: "drop_table",
};

export function dropObject({ by }: Declared, gone: Place): ReadOperation {
  const kind = droppedBy[by.kind] ?? null;
  const { schema, table, name } = by;
  if (kind === null) {
    const source = `${by.kind} ${name ?? table ?? ""}`;
    const reason = "what was declared so is not declared any more";
    return declare("unknown_statement", gone, { details: { source, reason } });
  }
  const details = { ifExists: false, cascade: false };
  return declare(kind, gone, { schema, table, name, details } as never);
}

/** What can be replaced under its name is; anything else is dropped and made anew. */
export function replaceObject(object: Declared): ReadOperation[] {
  const { by } = object;
  const { schema, table, name, place } = by;
  if (by.kind === "create_view")
    return [
      declare("replace_view", place, { schema, table, name, details: { sources: by.details.sources } }),
    ];
  if (by.kind === "create_function")
    return [
      declare("create_function", place, { schema, table, name, details: { ...by.details, replace: true } }),
    ];
  if (by.kind === "create_sequence" || by.kind === "create_extension" || by.kind === "create_schema")
    return [];
  return by.kind === "replace_view" ? [by] : [dropObject(object, place), by];
}
