/** Records what a migration does with Knex's table builder; it is carried out when the callback is over. */

import { standingAt } from "../../reading/source/send.ts";
import {
  NONE,
  list,
  stringOf,
  text,
  truthOf,
  type Arguments,
  type Value,
} from "../../reading/source/value.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { getItem } from "../../reading/source/value.ts";
import { newColumn } from "./column-builder.ts";
import { newForeign } from "./foreign-builder.ts";
import { spot } from "./spot.ts";
import { isColumnType } from "./types.ts";
import { host, hosted, type Knex, type TableValue } from "./values.ts";

/** Calls that are carried out behind the columns, as they stand. */
const LATER = new Set(
  (
    "index unique primary dropPrimary dropPrimaryIfExists dropUnique dropUniqueIfExists dropIndex dropForeign " +
    "dropForeignIfExists renameColumn setNullable dropNullable dropColumn dropColumns dropChecks check"
  ).split(" "),
);

const SINGLE = new Set(["engine", "charset", "collate", "inherits", "comment"]);
const SILENT = new Set(["queryContext", "then", "catch"]);

/** `table.name(...)`; null: Knex has no such method. */
export function tableMethod(
  knex: Knex,
  table: TableValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | null {
  const at = standingAt(knex.run, spot(node));
  const self = host(table);
  if (isColumnType(name)) return newColumn(knex, table, name, args.positional, at);
  if (name === "timestamps") return timestamps(knex, table, args.positional, node);
  if (name === "foreign") return newForeign(table, args.positional[0], args.positional[1], at, null);
  if (name === "dropTimestamps") {
    const camel = truthOf(args.positional[0] ?? NONE) === true;
    const names = camel ? ["createdAt", "updatedAt"] : ["created_at", "updated_at"];
    table.items.push({ item: "call", method: "dropColumn", args: [list(names.map(text))], at });
    return self;
  }
  if (LATER.has(name)) {
    const method = name === "dropColumns" ? "dropColumn" : name;
    // An argument that is handed on as `...names` of something unknown can be any.
    const given = args.open ? [...args.positional, list([], "list", true)] : args.positional;
    table.items.push({ item: "call", method, args: given, at });
    return self;
  }
  if (SINGLE.has(name)) {
    table.single.set(name, { value: args.positional[0], at });
    return self;
  }
  return SILENT.has(name) ? self : null;
}

function timestamps(knex: Knex, table: TableValue, args: readonly Value[], node: Syntax): Value {
  const options = args[0]?.kind === "dict" ? args[0] : null;
  const option = (at: number, name: string): boolean => {
    const value = options === null ? args[at] : getItem(options, name);
    return truthOf(value ?? NONE) === true;
  };
  const at = standingAt(knex.run, spot(node));
  const type = option(0, "useTimestamps") ? "timestamp" : "datetime";
  const names = option(2, "useCamelCase") ? ["createdAt", "updatedAt"] : ["created_at", "updated_at"];
  for (const name of names) {
    const column = hosted(newColumn(knex, table, type, [text(name)], at));
    if (column?.host !== "column" || !option(1, "defaultToNow")) continue;
    column.modifiers.set("nullable", [{ kind: "bool", value: false }]);
    const now = { host: "raw" as const, pieces: [{ text: "CURRENT_TIMESTAMP", source: null, hole: null }] };
    column.modifiers.set("defaultTo", [host(now)]);
  }
  return NONE;
}

/** The name of a table as an argument says it. */
export function tableName(value: Value | undefined): string | null {
  return stringOf(value);
}
