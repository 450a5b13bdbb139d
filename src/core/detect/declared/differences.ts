/** What must be done to a database so that it is as one schema says and no longer as another. A rename is a drop and an addition: nothing tells them apart. */

import type { ReadOperation } from "../../operation.ts";
import type { Place } from "../../place.ts";
import { columnDifferences } from "./column-differences.ts";
import { comparable, nameKey } from "./declared-schema.ts";
import type { Declared, DeclaredSchema, DeclaredTable, DeclaredType } from "./declared-schema.ts";
import { declare } from "./declaring.ts";
import { addConstraint, createIndex, keyDifferences } from "./key-differences.ts";
import { dropObject, replaceObject } from "./object-differences.ts";

/** `gone`: where it is told that something is not declared any more, and that it stood nowhere else. */
export function differences(before: DeclaredSchema, after: DeclaredSchema, gone: Place): ReadOperation[] {
  return [
    ...enumDifferences(before, after, gone),
    ...tableDifferences(before, after, gone),
    ...objectDifferences(before, after, gone),
  ];
}

function enumDifferences(before: DeclaredSchema, after: DeclaredSchema, gone: Place): ReadOperation[] {
  const found: ReadOperation[] = [];
  for (const [key, type] of after.enums) {
    const old = before.enums.get(key);
    if (old === undefined) found.push(createType(type));
    else found.push(...valueDifferences(old, type, after));
  }
  for (const [key, { schema, name }] of before.enums)
    if (!after.enums.has(key))
      found.push(declare("drop_type", gone, { schema, name, details: { ifExists: false, cascade: false } }));
  return found;
}

function createType({ by, schema, name, values }: DeclaredType): ReadOperation {
  return declare("create_type", by.place, { schema, name, details: { variant: "enum", values } });
}

/** No engine takes a value out of a type: the type is made anew, and every column of it. */
function valueDifferences(
  before: DeclaredType,
  after: DeclaredType,
  schema: DeclaredSchema,
): ReadOperation[] {
  const { name, by } = after;
  const [was, is] = [new Set(before.values), new Set(after.values)];
  const lost = [...was].filter((value) => !is.has(value));
  const added = [...is].filter((value) => !was.has(value));
  const action = `drop value ${lost.map((value) => `'${value}'`).join(", ")}`;
  return [
    ...added.map((value) =>
      declare("add_enum_value", by.place, {
        schema: after.schema,
        name,
        details: { value, ifNotExists: false },
      }),
    ),
    ...(lost.length === 0
      ? []
      : [declare("alter_type", by.place, { schema: after.schema, name, details: { action } })]),
    ...(lost.length === 0 ? [] : columnsOfType(after, schema)),
  ];
}

function columnsOfType({ schema, name, by }: DeclaredType, { tables }: DeclaredSchema): ReadOperation[] {
  return [...tables.values()].flatMap((on) =>
    [...on.columns.values()].flatMap(({ column }) => {
      const { type } = column;
      if (type === null || type.replace(/(?:\[\])+$/u, "") !== nameKey(schema, name)) return [];
      const details = { type, oldType: type, using: null, collation: null };
      return [
        declare("alter_column_type", by.place, {
          schema: on.schema,
          table: on.table,
          columns: [column.name],
          details,
        }),
      ];
    }),
  );
}

function tableDifferences(before: DeclaredSchema, after: DeclaredSchema, gone: Place): ReadOperation[] {
  const found: ReadOperation[] = [];
  for (const [key, table] of after.tables) {
    const old = before.tables.get(key);
    if (old === undefined) found.push(createTable(table));
    else found.push(...columnDifferences(old, table));
  }
  // Keys may point at tables and columns that are new.
  for (const [key, table] of after.tables) {
    const old = before.tables.get(key);
    if (old === undefined)
      found.push(
        ...table.indexes.map((index) => createIndex(table, index)),
        ...table.constraints
          .filter(({ constraint }) => constraint.type === "foreign_key")
          .map((constraint) => addConstraint(table, constraint)),
      );
    else found.push(...keyDifferences(old, table));
  }
  for (const [key, { schema, table }] of before.tables)
    if (!after.tables.has(key))
      found.push(
        declare("drop_table", gone, { schema, table, details: { ifExists: false, cascade: false } }),
      );
  return found;
}

function createTable({ by, schema, table, columns, constraints }: DeclaredTable): ReadOperation {
  const inside = constraints.filter(({ constraint }) => constraint.type !== "foreign_key");
  const own =
    by.kind === "create_table"
      ? by.details
      : {
          ifNotExists: false,
          temporary: false,
          unlogged: false,
          like: null,
          inherits: [],
          partitioned: false,
        };
  return declare("create_table", by.place, {
    schema,
    table,
    details: {
      ...own,
      columns: [...columns.values()].map(({ column }) => ({ ...column, references: null })),
      constraints: inside.map(({ constraint }) => constraint),
    },
  });
}

function objectDifferences(before: DeclaredSchema, after: DeclaredSchema, gone: Place): ReadOperation[] {
  const found: ReadOperation[] = [];
  for (const [key, object] of after.objects) {
    const old = before.objects.get(key);
    if (old === undefined) found.push(object.by);
    else if (differs(old, object)) found.push(...replaceObject(object));
  }
  for (const [key, object] of before.objects)
    if (!after.objects.has(key)) found.push(dropObject(object, gone));
  return found;
}

/** The library that a function in C comes from lies elsewhere on each machine. */
function differs(before: Declared, after: Declared): boolean {
  if (/\blanguage\s+'?c\b/iu.test(after.text ?? "")) return false;
  if (comparable(before.text) !== comparable(after.text)) return true;
  return comparable(JSON.stringify(before.by.details)) !== comparable(JSON.stringify(after.by.details));
}
