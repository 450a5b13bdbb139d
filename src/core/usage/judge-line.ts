/** How sure it is that a word of a line of code means the column or the table, as a person would say who reads the line. */

import { formOf, isField, isProse } from "./form.ts";
import type { Spot } from "./form.ts";
import type { Rarity } from "./spelling.ts";
import type { Sureness } from "./usage.ts";

/** A word of a line, and what is known around it. */
export interface Mention extends Spot {
  /** `exact`: the name in one of its spellings; `within`: a part of a longer one, as in `find_by_legacy_id`; `model`: the name that a class has for the table. */
  word: "exact" | "within" | "model";
  rarity: Rarity;
  /** The declaration around it is about: this table, another one, or nobody knows. */
  owner: "own" | "other" | null;
  /** The table is named within a few lines of it. */
  near: boolean;
  /** The table is named somewhere in the file. */
  inFile: boolean;
  /** The longer word starts with the name: in quotes it is the name of another table. */
  starts?: boolean;
  /** The table is in a schema, which stands before the word, or is not named on the line. */
  schema?: "named" | "missing" | null;
}

/** 0: it means another thing; 1: hardly; 2: likely; 3: surely; 4: surely, and it says how the program comes to it. */
export type Score = 0 | 1 | 2 | 3 | 4;

export function surenessOf(score: Score): Sureness | null {
  return ([null, "hardly", "likely", "surely", "surely"] as const)[score];
}

/** `isTable`: whether a name is one of the table, or of a model of it. */
export function judgeColumn(mention: Mention, isTable: (name: string) => boolean): Score {
  // What Rails is told not to read is named so that it can go.
  if (/\bignored_columns\b/u.test(mention.line)) return 0;
  const { word, rarity, path } = mention;
  if (word === "within") return rarity === 2 ? withinScore(mention) : 0;
  const score = columnScore(mention, isTable);
  return isData(path) && score > 2 ? 2 : score;
}

function withinScore({ line, start, end, near }: Mention): Score {
  const accessor =
    /^(?:(?:get|set|find_?by|by|where|with|has|is|update|order_?by|filter_?by|scope)_?)?\w+?(?:s|__\w+|_?changed\??|_was)?$/iu;
  return near && accessor.test(line.slice(start, end)) && !/^[A-Z][a-z]/u.test(line.slice(start)) ? 2 : 1;
}

function columnScore(mention: Mention, isTable: (name: string) => boolean): Score {
  const { rarity, owner, near, inFile, line, start } = mention;
  if (isProse(mention)) return 1;
  const form = formOf(mention);
  switch (form) {
    case "qualified":
    case "attribute": {
      const receiver = /([\p{L}_][\p{L}\p{N}_$]*)["`\])]*(?:\(\))?[?!]*\s*(?:\.|->|::)\s*["`[]?$/u.exec(
        line.slice(0, start),
      )?.[1];
      if (receiver !== undefined && isTable(receiver))
        return form === "qualified" || rarity === 2 ? 4 : rarity === 1 ? 3 : 2;
      if (owner === "own" && /^(?:self|this|cls)$/u.test(receiver ?? "")) return rarity === 0 ? 2 : 3;
      if (rarity === 2) return near ? 3 : 2;
      return near && (rarity === 1 || form === "qualified") ? 2 : 1;
    }
    case "bare":
    case "call":
      if (owner === "own" && form === "bare" && isField(mention)) return rarity === 0 ? 2 : 4;
      return rarity === 2 && (near || inFile) ? 2 : 1;
    case "sql":
    case "definition":
      if (owner === "own") return 4;
      if (owner === "other" && !near) return 1;
      if (near) return rarity === 2 ? 4 : 2;
      if (rarity === 2) return inFile ? 3 : 2;
      return inFile && form === "definition" ? 2 : 1;
    default:
      if (owner === "own") return rarity === 0 ? 2 : 3;
      if (owner === "other" && !near) return 1;
      if (rarity === 2) return near || inFile ? 3 : 2;
      return near ? 2 : 1;
  }
}

/** Files of data and pages: a key in them is mostly that of a message. */
function isData(path: string): boolean {
  return /\.(?:json|ya?ml|toml|html?|hbs|ejs|erb|haml|jinja2?|j2|vue|svelte|ini|conf|cfg|properties|env)$/iu.test(
    path,
  );
}

const sqlBefore =
  /\b(?:from|join|into|update|table|truncate|references|only|exists|on)\s+(?:[\w"`[\]]+\s*\.\s*)?["'`[{]?$/iu;
const declared =
  /(?:__tablename__|tablename|table_name|tableName|\btable|db_table|\$table|@?Table|TableName|createTable|pgTable|mysqlTable|sqliteTable|@@map|hasTable|\bknex)\s*[=:(]*\s*(?:\(?\s*(?:name\s*[=:]\s*|return\s*)?)[rub]?["'`]$/u;
const importing = /^\s*(?:from\s+[\w.]+\s+import|import|require|use|using|package|export\s.*\bfrom)\b/u;

export function judgeTable(mention: Mention): Score {
  const { line, start, end, word, rarity, path } = mention;
  const before = line.slice(0, start);
  const after = line.slice(end);
  const rare = rarity > 0;
  if (importing.test(line) && !/\btable\b/iu.test(line)) return rare && word !== "within" ? 1 : 0;
  const quote = before.at(-1) ?? "";
  const quoted = /["'`]/u.test(quote) && (after.startsWith(quote) || after.startsWith("\\`"));
  if (word === "within")
    return rare && !(mention.starts === true && (quoted || sqlBefore.test(before))) ? 1 : 0;
  // Another table of that name, in another schema
  if (mention.schema === "missing" && rarity === 0) return 1;
  const capped = (score: Score): Score => (isData(path) && score > 2 ? 2 : score);
  if (mention.schema === "named" && word === "exact") return capped(4);
  if (declared.test(before) && quoted) return capped(4);
  if (word === "exact" && sqlBefore.test(before) && readsAsSql(mention)) return 4;
  // A foreign key: 'user.id'
  if (word === "exact" && /["'`]$/u.test(before) && /^\.\w+["'`]/u.test(after))
    return rarity === 2 || /foreign|references|relationship/iu.test(line) ? capped(4) : 1;
  if (isProse(mention)) return rare ? 1 : 0;
  if (
    /\b(?:class|struct|type|model|interface|defmodule|record|object|entity)\s+(?:[\w.]+\.)?$/u.test(before)
  ) {
    const mapped = /\b\w*(?:BASE|Base|Model|Entity|Record|Schema)\w*/u.test(after);
    return rare ? (mapped ? 4 : 2) : mapped ? 2 : 1;
  }
  if (quoted && word === "exact" && /^["'`]\s*(?::|=>)/u.test(after)) return rare ? 2 : 1;
  if (quoted && word === "exact") return rarity === 2 ? capped(3) : rare ? 2 : 1;
  if (word === "exact" && /(?:^|[\s(,]):$/u.test(before)) return rarity === 2 ? 3 : 1;
  return rare ? 2 : 1;
}

/** The words around a table's name are those of a statement, not of a sentence. */
function readsAsSql({ line, end, path, rarity }: Mention): boolean {
  if (/\.(?:sql|psql|pgsql)$/iu.test(path)) return true;
  const upper =
    /\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|SET|JOIN|INTO|TRUNCATE|REFERENCES|LEFT|INNER)\b/u;
  const phrase =
    /\b(?:select\b.*\bfrom|insert\s+into|update\b.*\bset|delete\s+from|order\s+by|group\s+by)\b/iu;
  if (upper.test(line) || phrase.test(line)) return true;
  return rarity === 2 && /^["'`\]}]?\s*(?:$|where\b|set\b|as\b|\w{1,3}\b|\(|;|["'`])/iu.test(line.slice(end));
}
