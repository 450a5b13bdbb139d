/** A search made ready: the keys that words are compared with, and the plain strings that a file must have to be looked at. */

import { isDistinctive, keyOf, prefixedKeys, relationKey, tableKeys } from "./spelling.ts";
import type { NameSearch } from "./usage.ts";

export interface Wanted {
  search: NameSearch;
  /** Keys of the table and its models. */
  tables: ReadonlySet<string>;
  /** The key of the table's own name. */
  table: string;
  /** Keys of classes that a framework could have for it. */
  prefixed: ReadonlySet<string>;
  distinctiveTable: boolean;
  /** Null: the table itself is looked for. */
  column: string | null;
  distinctiveColumn: boolean;
  /** Under this name the other object stands in a model. */
  relation: string | null;
  others: ReadonlySet<string>;
}

export function wantedOf(search: NameSearch): Wanted {
  const { table, column, others } = search;
  return {
    search,
    tables: tableKeys(table),
    table: keyOf(table),
    prefixed: column === null ? prefixedKeys(table) : new Set(),
    distinctiveTable: isDistinctive(table),
    column: column === null ? null : keyOf(column),
    distinctiveColumn: column !== null && isDistinctive(column),
    relation: column === null ? null : relationKey(column),
    others: new Set(others.flatMap((other) => [...tableKeys(other)])),
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
  const all = new Set<string>(dynamicMarks);
  const add = (name: string): void => {
    all.add(name.toLowerCase());
    all.add(keyOf(name));
  };
  for (const { table, column, others } of searches) {
    for (const name of [table, ...others]) {
      add(name);
      add(stemOf(name));
    }
    if (column !== null) add(column);
    const relation = column === null ? null : relationKey(column);
    if (relation !== null && column !== null) add(column.replace(/_?id$/iu, ""));
    if (column !== null) continue;
    for (const key of prefixedKeys(table)) for (const mark of marksOf(key)) all.add(mark);
  }
  const sorted = [...all].filter((one) => one !== "").toSorted((a, b) => a.length - b.length);
  return sorted.filter((one, at) => !sorted.slice(0, at).some((shorter) => one.includes(shorter)));
}

function marksOf(key: string): string[] {
  return ["class ", "struct ", "type ", "model ", "::", "."].map((mark) => mark + key);
}

/** What the singular and the plural have in common. */
function stemOf(name: string): string {
  return name.replace(/(?<=.{3})(?:ies|y|es|s|people|person|ren)$/iu, "");
}
