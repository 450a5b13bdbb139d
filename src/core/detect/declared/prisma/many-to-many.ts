/** The tables that Prisma makes by itself for two lists that point at each other: `_PostToTag`. */

import type { ReadOperation } from "../../../operation.ts";
import { declare, plainIndex, plainTable } from "../declaring.ts";
import { columnOf } from "./columns.ts";
import { listKey, mapped, relationOf, schemaOf } from "./model.ts";
import type { Names } from "./model.ts";
import type { Block, Field } from "./parse.ts";
import type { PlaceAt } from "./tables.ts";

/** Those of which this file declares the first model. */
export function manyToMany(block: Block, names: Names, placeAt: PlaceAt): ReadOperation[] {
  const made = new Set<string>();
  return block.fields.flatMap((field) => {
    const other = names.models.get(field.type ?? "");
    if (other === undefined || !field.list || other.name < block.name) return [];
    const relation = relationOf(field);
    const table = `_${relation ?? `${block.name}To${other.name}`}`;
    if (made.has(table)) return [];
    const own = names.lists.get(listKey(block.name, other.name, relation)) ?? [];
    const back = names.lists.get(listKey(other.name, block.name, relation)) ?? [];
    if (!own.includes(field) || back.every((one) => one === field)) return [];
    made.add(table);
    return joinTable(table, [block, other], names, () => placeAt(field.start, field.end));
  });
}

function joinTable(
  table: string,
  sides: readonly Block[],
  names: Names,
  at: () => ReturnType<PlaceAt>,
): ReadOperation[] {
  const place = at();
  const on = { schema: sides[0] === undefined ? null : schemaOf(sides[0]), table };
  const columns = sides.map((side, index) => keyColumn(side, index === 0 ? "A" : "B", names));
  const keys = sides.map((side, index) => {
    const references = { schema: schemaOf(side), table: mapped(side), columns: [] as string[] };
    const name = index === 0 ? "A" : "B";
    return declare("add_foreign_key", place, {
      ...on,
      name: `${table}_${name}_fkey`,
      columns: [name],
      details: { references, notValid: false, onDelete: "cascade" },
    });
  });
  return [
    declare("create_table", place, { ...on, details: plainTable(columns, []) }),
    declare("create_index", place, {
      ...on,
      name: `${table}_B_index`,
      columns: ["B"],
      details: plainIndex(false),
    }),
    ...(names.withoutKeys ? [] : keys),
  ];
}

function keyColumn(side: Block, name: string, names: Names): ReturnType<typeof columnOf> {
  const [first] = names.keys.get(side)?.fields ?? [];
  const field = first === undefined ? undefined : side.named.get(first);
  const key =
    field === undefined ? null : columnOf({ ...field, attributes: nativeOnly(field), list: false }, names);
  const plain = key ?? columnOf(unknownKey, names);
  return { ...plain, name, nullable: false };
}

function nativeOnly(field: Field): Field["attributes"] {
  return field.attributes.filter((attribute) => attribute.name.startsWith("db."));
}

const unknownKey: Field = {
  name: "id",
  type: null,
  unsupported: null,
  list: false,
  optional: false,
  attributes: [],
  start: 0,
  end: 0,
};
