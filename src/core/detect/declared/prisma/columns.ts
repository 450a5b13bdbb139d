/** The columns and foreign keys of a model. */

import type { Column, Constraint, DefaultValue } from "../../../column.ts";
import { argument, namesIn, wordsOf } from "./attributes.ts";
import { defaultOf } from "./defaults.ts";
import { attributeOf, columnsOf, isColumn, mapped, schemaOf } from "./model.ts";
import type { Names } from "./model.ts";
import type { Block, Field } from "./parse.ts";
import { countingType, isScalar, scalarType } from "./types.ts";

export function columnOf(field: Field, names: Names): Column {
  const value = argument(attributeOf(field, "default"), "value", true);
  const counts = value?.kind === "call" && value.name === "autoincrement";
  const plain = plainType(field, names);
  const type = counts ? countingType(plain, names.provider) : plain;
  const updated = attributeOf(field, "updatedAt") === undefined ? null : byClient;
  const values = names.enums.get(field.type ?? "");
  return {
    name: mapped(field),
    type: field.list ? `${type}[]` : type,
    nullable: field.optional || field.list,
    default: value === null ? updated : defaultOf(value, names.provider, (name) => valueName(values, name)),
    identity: false,
    generated: null,
    primaryKey: false,
    unique: false,
    check: null,
    references: null,
    collation: null,
  };
}

const byClient: DefaultValue = { text: "@updatedAt", kind: "client", functions: [] };

function plainType(field: Field, names: Names): string {
  const { type } = field;
  const attribute = field.attributes.find(({ name }) => name.startsWith("db."));
  if (type === null) return (field.unsupported ?? "unsupported").toLowerCase();
  if (isScalar(type)) return scalarType(type, names.provider, attribute);
  const values = names.enums.get(type);
  if (values === undefined) return type;
  if (names.provider === "mysql") return `enum(${enumValues(values).map((value) => `'${value}'`)})`;
  if (names.provider === "sqlite") return "TEXT";
  const schema = schemaOf(values);
  return schema === null ? mapped(values) : `${schema}.${mapped(values)}`;
}

export function enumValues(block: Block): string[] {
  return block.fields.map(mapped);
}

function valueName(block: Block | undefined, name: string): string {
  const field = block?.named.get(name);
  return field === undefined ? name : mapped(field);
}

/** The foreign key that the field of a relation makes, null where the other side makes it. */
export function foreignKeyOf(field: Field, block: Block, names: Names): Constraint | null {
  const relation = attributeOf(field, "relation");
  const fields = namesIn(argument(relation, "fields"));
  if (relation === undefined || fields.length === 0 || isColumn(field, names) || names.withoutKeys)
    return null;
  const target = names.models.get(field.type ?? "");
  const columns = columnsOf(block, fields);
  return {
    name: wordsOf(argument(relation, "map")) ?? `${mapped(block)}_${columns.join("_")}_fkey`,
    type: "foreign_key",
    columns,
    references: {
      schema: target === undefined ? null : schemaOf(target),
      table: target === undefined ? (field.type ?? "") : mapped(target),
      columns: columnsOf(target, namesIn(argument(relation, "references"))),
    },
    expression: null,
  };
}

/** `onDelete` as SQL says it, null where Prisma's own choice holds. */
export function onDeleteOf(field: Field): string | null {
  const word = wordsOf(argument(attributeOf(field, "relation"), "onDelete"));
  return word === null ? null : word.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ").toLowerCase();
}
