/** The operations that would make the tables, indexes and types of one file of a schema. */

import type { Constraint } from "../../../column.ts";
import type { ReadOperation } from "../../../operation.ts";
import type { Place } from "../../../place.ts";
import { declare, plainIndex, plainTable } from "../declaring.ts";
import { argument, namesIn, wordsOf } from "./attributes.ts";
import type { Attribute } from "./attributes.ts";
import { columnOf, enumValues, foreignKeyOf, onDeleteOf } from "./columns.ts";
import { attributeOf, columnsOf, isColumn, mapped, schemaOf } from "./model.ts";
import type { Names, PrimaryKey } from "./model.ts";
import type { Block, Field } from "./parse.ts";

/** Where a range of the file stands. */
export type PlaceAt = (start: number, end: number) => Place;

export function enumOperation(block: Block, placeAt: PlaceAt): ReadOperation {
  return declare("create_type", placeAt(block.start, block.head), {
    schema: schemaOf(block),
    name: mapped(block),
    details: { variant: "enum", values: enumValues(block) },
  });
}

export function modelOperations(block: Block, names: Names, placeAt: PlaceAt): ReadOperation[] {
  const on = { schema: schemaOf(block), table: mapped(block) };
  const place = placeAt(block.start, block.head);
  const fields = block.fields.filter((field) => isColumn(field, names));
  const key = names.keys.get(block) ?? null;
  const constraints = key === null ? [] : [primaryKey(block, key)];
  const at = (part: { start: number; end: number }): Place => placeAt(part.start, part.end);
  return [
    declare("create_table", place, { ...on, details: plainTable([], constraints) }),
    ...fields.map((field) => {
      const column = columnOf(field, names);
      const details = { column, ifNotExists: false, separateReference: false };
      return declare("add_column", at(field), { ...on, columns: [column.name], details });
    }),
    ...indexes(block, fields).map(({ name, columns, unique, method, part }) =>
      declare("create_index", at(part), {
        ...on,
        name,
        columns,
        details: { ...plainIndex(unique), method },
      }),
    ),
    ...block.fields.flatMap((field) => {
      const made = foreignKeyOf(field, block, names);
      if (made === null || made.references === null) return [];
      const details = { references: made.references, notValid: false, onDelete: onDeleteOf(field) };
      return [
        declare("add_foreign_key", at(field), { ...on, name: made.name, columns: made.columns, details }),
      ];
    }),
  ];
}

function primaryKey(block: Block, { fields, attribute }: PrimaryKey): Constraint {
  return {
    name: wordsOf(argument(attribute, "map")) ?? `${mapped(block)}_pkey`,
    type: "primary_key",
    columns: columnsOf(block, fields),
    references: null,
    expression: null,
  };
}

interface DeclaredIndex {
  name: string;
  columns: string[];
  unique: boolean;
  method: string | null;
  part: Field | Attribute;
}

const kinds: Readonly<Record<string, { unique: boolean; suffix: string }>> = {
  unique: { unique: true, suffix: "key" },
  index: { unique: false, suffix: "idx" },
  fulltext: { unique: false, suffix: "idx" },
};

function indexes(block: Block, fields: readonly Field[]): DeclaredIndex[] {
  const table = mapped(block);
  const own = fields.flatMap((part): DeclaredIndex[] => {
    const attribute = attributeOf(part, "unique");
    if (attribute === undefined) return [];
    const columns = [mapped(part)];
    const name = wordsOf(argument(attribute, "map")) ?? `${table}_${columns[0]}_key`;
    return [{ name, columns, unique: true, method: null, part }];
  });
  const others = block.attributes.flatMap((part): DeclaredIndex[] => {
    const kind = Object.hasOwn(kinds, part.name) ? kinds[part.name] : undefined;
    if (kind === undefined) return [];
    const columns = columnsOf(block, namesIn(argument(part, "fields", true)));
    const said = wordsOf(argument(part, "map")) ?? (kind.unique ? null : wordsOf(argument(part, "name")));
    const type = wordsOf(argument(part, "type"));
    const method = part.name === "fulltext" ? "fulltext" : (type?.toLowerCase() ?? null);
    const name = said ?? `${table}_${columns.join("_")}_${kind.suffix}`;
    return [{ name, columns, unique: kind.unique, method: method === "btree" ? null : method, part }];
  });
  return [...own, ...others];
}
