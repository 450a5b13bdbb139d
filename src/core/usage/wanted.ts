/** A search made ready: the keys that words are compared with, and the plain strings that a file must have to be looked at. */

import { keyOf, prefixedKeys, rarityOf, relationKey, tableKeys } from "./spelling.ts";
import type { Rarity } from "./spelling.ts";
import type { NameSearch } from "./usage.ts";

export interface Wanted {
  search: NameSearch;
  /** Keys of the table and its models. */
  tables: ReadonlySet<string>;
  /** The key of the table's own name. */
  table: string;
  tableRarity: Rarity;
  /** Keys of classes that a framework could have for it. */
  prefixed: ReadonlySet<string>;
  /** Null: the table itself is looked for. */
  column: string | null;
  columnRarity: Rarity;
  /** Under this name the other object stands in a model. */
  relation: string | null;
  /** Keys of other tables, with how rare their names are. */
  others: ReadonlyMap<string, Rarity>;
  /** In lower case: a line without any of them does not name it. */
  tableStems: readonly string[];
  columnStems: readonly string[];
  otherStems: readonly string[];
}

export function wantedOf(search: NameSearch): Wanted {
  const { table, column, others } = search;
  const relation = column === null ? null : relationKey(column);
  const prefixed = column === null ? prefixedKeys(table) : new Set<string>();
  return {
    search,
    tables: tableKeys(table),
    table: keyOf(table),
    tableRarity: rarityOf(table),
    prefixed,
    column: column === null ? null : keyOf(column),
    columnRarity: column === null ? 0 : rarityOf(column),
    relation,
    others: new Map(
      others.flatMap((other) => [...tableKeys(other)].map((key) => [key, rarityOf(other)] as const)),
    ),
    tableStems: stemsOf(table),
    columnStems:
      column === null ? [] : [...stemsOf(column, false), ...(relation === null ? [] : relationStems(column))],
    otherStems: [...others.flatMap((other) => stemsOf(other)), ...prefixed],
  };
}

/** What takes columns or tables as they are. */
export const dynamicMarks = [
  "applicationrecord",
  "activerecord::base",
  "automap_base",
  "autoload_with",
  "autoload=true",
  ".reflect(",
  "sequel::model",
  "schema::loader",
];

/** In lower case; a file without any of them names nothing. */
export function patternsOf(searches: readonly NameSearch[]): string[] {
  const all = new Set(dynamicMarks);
  for (const search of searches) {
    const { tableStems, columnStems, prefixed } = wantedOf(search);
    for (const stem of [...tableStems, ...columnStems]) all.add(stem);
    for (const other of search.others) for (const stem of stemsOf(other)) all.add(stem);
    for (const key of prefixed) for (const mark of marksOf(key)) all.add(mark);
  }
  const sorted = [...all].filter((one) => one !== "").toSorted((a, b) => a.length - b.length);
  return sorted.filter((one, at) => !sorted.slice(0, at).some((shorter) => one.includes(shorter)));
}

/** Classes in the namespace of an application. */
function marksOf(key: string): string[] {
  return ["class ", "struct ", "type ", "model ", "defmodule ", "::", "."].map((mark) => mark + key);
}

/** The name with its underscores and without; of a table what its singular and plural have in common. */
function stemsOf(name: string, plural = true): string[] {
  const own = [name.toLowerCase(), keyOf(name)];
  return [
    ...new Set(
      plural ? own.map((one) => one.replace(/(?<=.{3})(?:ies|y|es|s|people|person|ren)$/u, "")) : own,
    ),
  ];
}

function relationStems(column: string): string[] {
  return stemsOf(column.replace(/_?id$/iu, ""), false);
}
