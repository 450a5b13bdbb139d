/** Variants of operations on views, types, triggers and functions. */

import { keyOf, tableOf } from "../../known-schema.ts";
import { choice } from "../choice.ts";
import type { Choice, Choosers, SceneOf } from "../choice.ts";

export const objectVariants: Choosers = {
  create_materialized_view: ({ operation }) => choice(operation.details.withData ? "plain" : "no data"),
  refresh_materialized_view: refresh,
  alter_domain: ({ operation }) => choice(operation.details.constrains ? "constrains" : "plain"),
  add_enum_value: addEnumValue,
  create_trigger: ({ operation }) => choice(operation.details.replace ? "replace" : "plain"),
  create_function: ({ operation }) =>
    choice(operation.details.routine === "procedure" ? "procedure" : "plain"),
  change_data: changeData,
};

function refresh({ operation, schema }: SceneOf<"refresh_materialized_view">): Choice {
  const { withData, concurrently } = operation.details;
  if (!withData) return choice("no data");
  if (!concurrently) return choice("plain");
  if (operation.table === null) return choice("concurrently");
  const view = { schema: operation.schema, table: operation.table };
  const known = tableOf(schema, view);
  if (known?.populated === false) return choice("concurrently, empty");
  const key = keyOf(view);
  const unique = [...schema.indexes.values()].some(
    (index) => index.table === key && index.unique && index.computed.length === 0,
  );
  // Its indexes are known only where it was seen to be made.
  return choice(known?.complete === true && !unique ? "concurrently without a unique index" : "concurrently");
}

/** A type that the same transaction made takes new values on every version. */
function addEnumValue({ operation, freshTypes }: SceneOf<"add_enum_value">): Choice {
  const made = operation.name !== null && freshTypes.has(operation.name);
  return choice(operation.transaction === null || made ? "plain" : "in a transaction");
}

function changeData({ operation }: SceneOf<"change_data">): Choice {
  const { statement, rows, sources } = operation.details;
  if (statement === "copy") return choice("copy");
  if (statement !== "insert") return choice("existing rows");
  return choice(rows === null && sources.length > 0 ? "insert" : "literal rows");
}
