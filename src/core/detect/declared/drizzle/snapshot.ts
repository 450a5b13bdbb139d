/** A snapshot of Drizzle as the operations that would make it: one mapping per table until version 7, a list of entities since. */

import type { ReadOperation } from "../../../operation.ts";
import type { Place } from "../../../place.ts";
import {
  checkOperation,
  columnOperation,
  enumOperation,
  foreignKeyOperation,
  indexOperation,
  keyOperation,
  partsOf,
  schemaIn,
  tableOperation,
  viewOperation,
} from "./entities.ts";
import type { TableName } from "./entities.ts";
import { mapping, mappingsAt, textAt } from "./json.ts";
import type { Mapping } from "./json.ts";

export interface Snapshot {
  dialect: string | null;
  operations: ReadOperation[];
}

/** Null: it is no snapshot. */
export function readSnapshot(value: unknown, place: Place): Snapshot | null {
  const whole = mapping(value);
  const dialect = textAt(whole, "dialect");
  if (Array.isArray(whole["ddl"])) return { dialect, operations: entities(mappingsAt(whole, "ddl"), place) };
  if (dialect === null || typeof whole["tables"] !== "object") return null;
  const tables = mappingsAt(whole, "tables").map((table) => ({ table, on: nameOf(table, "name") }));
  const operations = [
    ...mappingsAt(whole, "enums").map((one) => enumOperation(one, place)),
    ...tables.flatMap(({ table, on }) => partsOf(table, on, place)),
    ...mappingsAt(whole, "views").map((one) => viewOperation(one, place)),
  ];
  return { dialect, operations };
}

function nameOf(of: Mapping, key: string): TableName {
  return { schema: schemaIn(of), table: textAt(of, key) ?? "" };
}

/** Entities stand in no order that one could do them in. */
const order = ["enums", "tables", "columns", "pks", "uniques", "checks", "indexes", "fks", "views"] as const;

type Entity = (typeof order)[number];

const readers: Readonly<Record<Entity, (of: Mapping, place: Place) => ReadOperation>> = {
  enums: enumOperation,
  tables: (of, place) => tableOperation(nameOf(of, "name"), place),
  columns: (of, place) => columnOperation(of, nameOf(of, "table"), place),
  pks: (of, place) => keyOperation("add_primary_key", of, nameOf(of, "table"), place),
  uniques: (of, place) => keyOperation("add_unique", of, nameOf(of, "table"), place),
  checks: (of, place) => checkOperation(of, nameOf(of, "table"), place),
  indexes: (of, place) => indexOperation(of, nameOf(of, "table"), place),
  fks: (of, place) => foreignKeyOperation(of, nameOf(of, "table"), place),
  views: viewOperation,
};

function entities(all: readonly Mapping[], place: Place): ReadOperation[] {
  const byType = new Map<string, Mapping[]>();
  for (const one of all) {
    const type = textAt(one, "entityType") ?? "";
    const list = byType.get(type) ?? [];
    list.push(one);
    byType.set(type, list);
  }
  return order.flatMap((type) => (byType.get(type) ?? []).map((one) => readers[type](one, place)));
}
