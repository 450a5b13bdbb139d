/** How sure it is that a word of a line of code means the column or the table, as a person would say who reads the line. */

import type { Sureness } from "./usage.ts";

/** A word of a line, and what is known around it. */
export interface Mention {
  /** The line, cut off where it is long; the word is in it. */
  line: string;
  start: number;
  end: number;
  /** `exact`: the name in one of its spellings; `within`: a part of a longer one, as in `find_by_legacy_id`; `model`: the name that a class has for the table. */
  word: "exact" | "within" | "model";
  path: string;
  distinctive: boolean;
  /** What the declaration around it is about: this table, another one, or nobody knows. */
  owner: "own" | "other" | null;
  /** The table is named on the line, or within a few lines of it. */
  near: boolean;
  /** The table is named somewhere in the file. */
  inFile: boolean;
}

/** How the word is used. */
type Form = "definition" | "qualified" | "sql" | "quoted" | "key" | "attribute" | "call" | "bare";

/** Null: it means another thing. */
export function judgeColumn(mention: Mention, isTable: (name: string) => boolean): Sureness | null {
  const { word, distinctive, owner, near, inFile } = mention;
  if (isIgnored(mention)) return null;
  const form = columnForm(mention);
  if (word === "within") {
    if (!distinctive) return null;
    return near || inFile ? "likely" : "hardly";
  }
  const receiver = /([\p{L}_][\p{L}\p{N}_$]*)["`\])]*(?:\(\))?\??!?\s*(?:\.|->|::)\s*["`[]?$/u.exec(
    mention.line.slice(0, mention.start),
  )?.[1];
  if (form === "qualified" || form === "attribute") {
    if (receiver !== undefined && isTable(receiver))
      return distinctive || form === "qualified" ? "surely" : "likely";
    if (distinctive) return near ? "surely" : "likely";
    return near && form === "qualified" ? "likely" : "hardly";
  }
  if (form === "bare" || form === "call") {
    if (!distinctive) return owner === "own" && form === "bare" && isField(mention) ? "likely" : "hardly";
    return near || inFile || owner === "own" ? "likely" : "hardly";
  }
  if (isData(mention.path)) return distinctive ? "likely" : "hardly";
  if (owner === "own") return "surely";
  if (owner === "other" && !near) return "hardly";
  if (form === "sql" || form === "definition") {
    if (near) return distinctive ? "surely" : "likely";
    return distinctive ? (inFile ? "surely" : "likely") : "hardly";
  }
  if (distinctive) return near || inFile ? "surely" : "likely";
  return near ? "likely" : "hardly";
}

/** What Rails is told not to read is named so that it can go. */
function isIgnored({ line }: Mention): boolean {
  return /\bignored_columns\b/u.test(line);
}

const sqlWord =
  /\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|SET|JOIN|VALUES|RETURNING|GROUP BY|ORDER BY|AND|OR|HAVING|ON CONFLICT|COALESCE|COUNT|DISTINCT|IS NULL|IS NOT NULL)\b/u;
const sqlPhrase =
  /\b(?:select\b.*\bfrom|insert\s+into|update\b.*\bset|delete\s+from|where\b.*(?:=|<|>|\bin\b|\bis\b|\blike\b)|order\s+by|group\s+by|set\s+\S+\s*=)/iu;

/** How the word is used on its line. */
function columnForm({ line, start, end, path }: Mention): Form {
  const before = line.slice(0, start);
  const after = line.slice(end);
  if (
    /(?:\b(?:Column|column|mapped_column|JoinColumn|field|Field|attribute|property|deferred|sa\.Column|db\.Column)\s*\(\s*(?:name\s*[=:]\s*)?[bru]?["'`:]|column:)$/u.test(
      before,
    )
  )
    return "definition";
  if (
    /^\s*(?::\s*[\w.[\], |"']+)?\s*=\s*(?:[\w.]+\.)?(?:Column|mapped_column|relationship|deferred|column_property|[A-Z]\w*(?:Field|Key))\s*\(/u.test(
      after,
    )
  )
    return "definition";
  if (/^\s*:\s*(?:orm\.)?Mapped\b/u.test(after) || /^\s*->\s*(?:Nullable\s*<\s*)?[A-Z]/u.test(after))
    return "definition";
  if (
    /\b(?:t|table)(?:\.|->)\w+\s*\(?\s*[:"']$/u.test(before) ||
    /\b(?:field|attribute|validates|belongs_to|enum)\s*\(?\s*:$/u.test(before)
  )
    return "definition";
  const quote = before.at(-1) ?? "";
  const quoted = /["'`]/u.test(quote) && after.startsWith(quote);
  const isSql = /\.(?:sql|psql|pgsql)$/iu.test(path) || sqlWord.test(line) || sqlPhrase.test(line);
  if (/[\p{L}\p{N}_$"`\])!]\??\s*(?:\.|->|::)\s*["`[]?$/u.test(before)) {
    const inText = isSql || insideQuotes(before);
    if (inText) return "qualified";
    return /^\s*\(/u.test(after) ? "call" : "attribute";
  }
  if (isSql && (!quoted || quote !== "'")) return "sql";
  if (quoted) return "quoted";
  if (
    insideQuotes(before) &&
    /^[\w\s,."`()=:%?$*]*["'`]?/u.test(after) &&
    /[,(\s"'`]$/u.test(before) &&
    /(?:^|["'`\s,(])[\w\s,.`"()=]*$/u.test(before) &&
    /,|\bas\b|=/iu.test(after + before.slice(-3))
  )
    return "sql";
  if (/(?<!:):$/u.test(before) && !/\s$/u.test(before)) return "key";
  if (/^\s*=(?!=|>|~)/u.test(after) && /[(,]\s*$|^\s+$/u.test(before)) return "key";
  if (/^\s*(?:\?\s*)?:(?!:)/u.test(after) || /^\s*=>/u.test(after)) return "key";
  if (/^\s*\(/u.test(after)) return "call";
  return "bare";
}

/** An odd number of quotes stands before it. */
function insideQuotes(before: string): boolean {
  return [`"`, `'`, "`"].some((quote) => (before.split(quote).length - 1) % 2 === 1);
}

/** A declared field: `private String name;`, `Name string`, `name: string`. */
function isField({ line, start, end }: Mention): boolean {
  const before = line.slice(0, start).trim();
  const after = line.slice(end).trim();
  return (
    (before === "" && /^[\w*[\]<>.?]+/u.test(after)) ||
    (/^[\w<>[\]?., ]+$/u.test(before) && /^[;=]/u.test(after))
  );
}

/** Files of data and pages: a key in them is mostly that of a message. */
function isData(path: string): boolean {
  return /\.(?:json|ya?ml|toml|html?|hbs|ejs|erb|haml|vue|svelte|ini|conf|cfg|properties|env)$/iu.test(path);
}

const sqlBefore =
  /\b(?:from|join|into|update|table|truncate|references|only|exists|on)\s+(?:[\w"`[\]]+\s*\.\s*)?["'`[{]?$/iu;
const declared =
  /(?:__tablename__|tablename|table_name|tableName|\btable|db_table|\$table|\bname|@?Table|TableName|\bTable|\bcreateTable|pgTable|mysqlTable|sqliteTable|\bmodel|\bschema|hasTable|\bfrom|\binto|knex|\bdb)\s*[=:(]*\s*(?:\(?\s*(?:name\s*[=:]\s*|return\s*)?)[rub]?["'`]$/u;

/** Null: it means another thing. */
export function judgeTable(mention: Mention): Sureness | null {
  const { line, start, end, word, distinctive, path } = mention;
  const before = line.slice(0, start);
  const after = line.slice(end);
  if (
    /^\s*(?:from\s+[\w.]+\s+import|import|require|use|using|package|export\s.*\bfrom)\b/u.test(line) &&
    !/\btable\b/iu.test(line)
  )
    return distinctive && word !== "within" ? "hardly" : null;
  const quote = before.at(-1) ?? "";
  const quoted =
    /["'`]/u.test(quote) && (after.startsWith(quote) || (quote === "`" && after.startsWith("\\`")));
  if (word === "within") return distinctive ? "hardly" : null;
  const isSql = /\.(?:sql|psql|pgsql)$/iu.test(path) || insideQuotes(before) || sqlWord.test(line);
  if (
    word === "exact" &&
    sqlBefore.test(before) &&
    isSql &&
    (distinctive ||
      sqlPhrase.test(line) ||
      sqlWord.test(line) ||
      /^["'`\]}]?\s*(?:$|where|set|as\b|\w{1,3}\b|\(|;|["'`])/iu.test(after))
  )
    return "surely";
  if (declared.test(before) && quoted) return isData(path) ? "likely" : "surely";
  if (quoted && word === "exact") {
    if (!distinctive) return "hardly";
    return isData(path) || !line.slice(start, end).includes("_") ? "likely" : "surely";
  }
  // A foreign key: 'user.id'
  if (word === "exact" && /["'`]$/u.test(before) && /^\.\w+["'`]/u.test(after)) return "surely";
  if (/\b(?:class|struct|type|model|interface|defmodule|record|object|entity)\s+(?:[\w.]+\.)?$/u.test(before))
    return distinctive ? "likely" : "hardly";
  if (word === "exact" && /(?:^|[\s(,]):$/u.test(before)) return distinctive ? "surely" : "hardly";
  return distinctive ? "likely" : "hardly";
}
