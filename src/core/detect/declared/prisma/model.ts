/** A schema of Prisma with its names resolved: which fields are columns, and what the database calls them. */

import { argument, namesIn, wordsOf } from "./attributes.ts";
import type { Attribute } from "./attributes.ts";
import type { Block, Field, ParsedSchema } from "./parse.ts";
import { isScalar, providerOf } from "./types.ts";
import type { Provider } from "./types.ts";

export interface Names {
  models: ReadonlyMap<string, Block>;
  keys: ReadonlyMap<Block, PrimaryKey | null>;
  /** By `listKey`. */
  lists: ReadonlyMap<string, readonly Field[]>;
  enums: ReadonlyMap<string, Block>;
  provider: Provider;
  /** As the datasource writes it; undefined where none was read. */
  said: string | undefined;
  /** The database has no foreign keys: Prisma's client stands in for them. */
  withoutKeys: boolean;
}

/** Everything that the files of one schema declare. */
export function namesOf(files: readonly ParsedSchema[]): Names {
  const blocks = files.flatMap((file) => file.blocks);
  const byName = (keyword: string): Map<string, Block> =>
    new Map(blocks.filter((block) => block.keyword === keyword).map((block) => [block.name, block]));
  const settings = blocks.find(({ keyword }) => keyword === "datasource")?.settings;
  const said = settings?.get("provider");
  const mode = settings?.get("relationMode") ?? settings?.get("referentialIntegrity");
  const models = byName("model");
  return {
    models,
    keys: new Map(blocks.map((block) => [block, primaryKeyOf(block)])),
    lists: listsOf(models),
    enums: byName("enum"),
    provider: providerOf(said),
    said,
    withoutKeys: mode === "prisma",
  };
}

export function attributeOf(of: Pick<Field | Block, "attributes">, name: string): Attribute | undefined {
  return of.attributes.find((attribute) => attribute.name === name);
}

/** What the database calls a table, a type or a value. */
export function mapped(of: Pick<Field | Block, "attributes" | "name">): string {
  return wordsOf(argument(attributeOf(of, "map"), "name", true)) ?? of.name;
}

export function schemaOf(block: Block): string | null {
  return wordsOf(argument(attributeOf(block, "schema"), "name", true));
}

/** A field of an unknown type is a relation where it says so or is a list, and else a column: an enum of a file that is not here. */
export function isColumn(field: Field, { models, enums }: Names): boolean {
  const { type } = field;
  if (type === null || isScalar(type) || enums.has(type)) return type !== null || field.unsupported !== null;
  return !models.has(type) && attributeOf(field, "relation") === undefined && !field.list;
}

/** The columns behind the names of fields. */
export function columnsOf(block: Block | undefined, fields: readonly string[]): string[] {
  return fields.map((name) => {
    const field = block?.named.get(name);
    return field === undefined ? name : mapped(field);
  });
}

export interface PrimaryKey {
  fields: string[];
  attribute: Attribute;
}

function primaryKeyOf(block: Block): PrimaryKey | null {
  const own = block.fields.find((field) => attributeOf(field, "id") !== undefined);
  const attribute = own === undefined ? attributeOf(block, "id") : attributeOf(own, "id");
  if (attribute === undefined) return null;
  const fields = own === undefined ? namesIn(argument(attribute, "fields", true)) : [own.name];
  return { fields, attribute };
}

/** Lists of models that no foreign key stands behind, by their model, the model of their items and the name of the relation. */
function listsOf(models: ReadonlyMap<string, Block>): Map<string, Field[]> {
  const lists = new Map<string, Field[]>();
  for (const block of models.values())
    for (const field of block.fields) {
      if (!field.list || !models.has(field.type ?? "")) continue;
      if (namesIn(argument(attributeOf(field, "relation"), "fields")).length > 0) continue;
      const key = listKey(block.name, field.type ?? "", relationOf(field));
      const found = lists.get(key) ?? [];
      found.push(field);
      lists.set(key, found);
    }
  return lists;
}

export function listKey(model: string, items: string, relation: string | null): string {
  return JSON.stringify([model, items, relation]);
}

/** The name of a relation. */
export function relationOf(field: Field): string | null {
  return wordsOf(argument(attributeOf(field, "relation"), "name", true));
}
