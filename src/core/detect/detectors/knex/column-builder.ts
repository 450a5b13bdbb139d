/** Records columns: their type, and what is chained to them. */

import type { Standing } from "../../reading/source/send.ts";
import { standingAt } from "../../reading/source/send.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { bool, getItem, stringOf, truthOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { foreignMethod, newForeign } from "./foreign-builder.ts";
import { spot } from "./spot.ts";
import { countsUp, typeNamed } from "./types.ts";
import { host, hosted, type ColumnValue, type Knex, type TableValue } from "./values.ts";

/** `table.string("name")` and its kin. */
export function newColumn(
  _knex: Knex,
  table: TableValue,
  method: string,
  args: readonly Value[],
  at: Standing,
): Value {
  const type = typeNamed(method);
  const [first] = args;
  const isNamed = first !== undefined && first.kind !== "none" && first.kind !== "dict";
  const column: ColumnValue = {
    host: "column",
    table,
    type,
    name: isNamed ? stringOf(first) : type.includes("increments") ? "id" : null,
    args: [...args],
    modifiers: new Map(),
    alters: false,
    alterNullable: true,
    alterType: true,
    at,
    foreign: null,
  };
  table.items.push({ item: "column", column });
  return host(column);
}

const MODIFIERS: Record<string, string> = {
  default: "defaultTo",
  defaultsTo: "defaultTo",
  defaultTo: "defaultTo",
  unsigned: "unsigned",
  first: "first",
  after: "after",
  comment: "comment",
  collate: "collate",
  checkPositive: "checkPositive",
  checkNegative: "checkNegative",
  checkIn: "checkIn",
  checkNotIn: "checkNotIn",
  checkBetween: "checkBetween",
  checkLength: "checkLength",
  checkRegex: "checkRegex",
  check: "check",
};

/** `column.name(...)`; null: Knex has no such method. */
export function columnMethod(
  knex: Knex,
  column: ColumnValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | null {
  const self = host(column);
  const [first] = args.positional;
  const at = standingAt(knex.run, spot(node));
  if (name === "nullable" || name === "notNullable" || name === "notNull") {
    const allowed = name === "nullable" ? (first === undefined ? true : truthOf(first)) : false;
    column.modifiers.set(
      "nullable",
      allowed === null ? [{ kind: "unknown", source: "nullable" }] : [bool(allowed)],
    );
    return self;
  }
  const modifier = Object.hasOwn(MODIFIERS, name) ? MODIFIERS[name] : undefined;
  if (modifier !== undefined) {
    column.modifiers.set(modifier, args.positional);
    return self;
  }
  if (name === "index" || name === "unique" || name === "primary") {
    const named = column.args[0];
    if (!countsUp(column) && named !== undefined)
      column.table.items.push({ item: "call", method: name, args: [named, ...args.positional], at });
    return self;
  }
  if (name === "references") {
    const made = hosted(newForeign(column.table, column.args[0], undefined, at, column));
    if (made?.host !== "foreign") return self;
    column.foreign = made;
    return foreignMethod(made, name, args) ?? self;
  }
  if (name === "alter") {
    column.alters = true;
    const option = (key: string): boolean =>
      first?.kind !== "dict" || truthOf(getItem(first, key) ?? bool(true)) !== false;
    column.alterNullable = option("alterNullable");
    column.alterType = option("alterType");
    return self;
  }
  if (column.foreign !== null) return foreignMethod(column.foreign, name, args);
  // Knex ignores these without `references`, and what `onDelete` is chained to differs by its version.
  return /^(?:queryContext|inTable|on|onDelete|onUpdate|withKeyName|deferrable|drop)$/u.test(name)
    ? self
    : null;
}
