/** Records foreign keys: `foreign("a").references("id").inTable("b")`. */

import type { Standing } from "../../reading/source/send.ts";
import { list, stringOf, text, type Arguments, type Value } from "../../reading/source/value.ts";
import { host, type ColumnValue, type ForeignValue, type TableValue } from "./values.ts";

export function newForeign(
  table: TableValue,
  columns: Value | undefined,
  keyName: Value | undefined,
  at: Standing,
  column: ColumnValue | null,
): Value {
  const foreign: ForeignValue = {
    host: "foreign",
    columns,
    keyName,
    references: undefined,
    inTable: undefined,
    onDelete: undefined,
    onUpdate: undefined,
    column,
    at,
  };
  table.items.push({ item: "foreign", foreign });
  return host(foreign);
}

/** What is chained to a foreign key; null: Knex has no such method. */
export function foreignMethod(foreign: ForeignValue, name: string, { positional }: Arguments): Value | null {
  const [first] = positional;
  switch (name) {
    case "references": {
      const [table, column] = (stringOf(first) ?? "").split(".");
      if (first?.kind !== "text" || column === undefined) foreign.references = first;
      else {
        foreign.inTable = text(table ?? "");
        foreign.references = text(column);
      }
      break;
    }
    case "on":
    case "inTable":
      foreign.inTable = first;
      break;
    case "withKeyName":
      foreign.keyName = first;
      break;
    case "onDelete":
      foreign.onDelete = first;
      break;
    case "onUpdate":
      foreign.onUpdate = first;
      break;
    case "deferrable":
      break;
    default:
      return null;
  }
  return host(foreign.column ?? foreign);
}

/** The column that it refers to, where it is not said. */
export function referenced(foreign: ForeignValue): Value {
  return foreign.references ?? list([]);
}
