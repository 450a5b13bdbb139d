/** Values and defaults, as Liquibase writes them into SQL by the attribute that holds them. */

import type { Change } from "./change.ts";
import type { ChangelogNode } from "./node.ts";
import type { WrittenType } from "./types.ts";

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/iu;
const NOW =
  /^(?:current_?(?:timestamp|date|time)|now|sysdate|systimestamp|getdate|localtimestamp)(?:\s*\([^()]*\))?$/iu;
/** What a date, a time or both look like. */
const MOMENT =
  /^\d{1,4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[-+]\d{2}:?\d{2})?)?$|^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/u;

/** `current_timestamp()` is no call in PostgreSQL, `now()` is one everywhere. */
function called(brackets: string, _at: number, whole: string): string {
  return /^current/iu.test(whole) ? "" : brackets;
}

export function stringSql(change: Change, text: string): string {
  const escaped = change.isMysql ? text.replaceAll("\\", "\\\\") : text;
  return `'${escaped.replaceAll("'", "''")}'`;
}

export function booleanSql(change: Change, value: boolean): string {
  if (change.engine === "postgresql") return value ? "TRUE" : "FALSE";
  return value ? "1" : "0";
}

function momentSql(change: Change, text: string): string {
  if (/^(?:sysdate|systimestamp|getdate\(\))$/iu.test(text)) return "CURRENT_TIMESTAMP";
  return MOMENT.test(text) ? stringSql(change, text.replace("T", " ")) : text;
}

function nextValue(change: Change, sequence: string): string {
  return change.engine === "postgresql"
    ? `nextval(${stringSql(change, sequence)})`
    : `NEXT VALUE FOR ${sequence
        .split(".")
        .map((part) => change.quoted(part))
        .join(".")}`;
}

/** The value of a column in a row: `value`, `valueNumeric` ..., null when none is given. */
export function valueSql(change: Change, node: ChangelogNode): string | null {
  return typedValue(change, node, "value") ?? plainValue(change, node, "value", null);
}

/** `defaultValue`, `defaultValueComputed` ...; null when there is none. */
export function defaultSql(change: Change, node: ChangelogNode, type: WrittenType | null): string | null {
  return typedValue(change, node, "defaultValue") ?? plainValue(change, node, "defaultValue", type);
}

function typedValue(change: Change, node: ChangelogNode, prefix: string): string | null {
  const boolean = change.flag(`${prefix}Boolean`, node);
  if (boolean !== null) return booleanSql(change, boolean);
  const numeric = change.get(`${prefix}Numeric`, node);
  if (numeric !== null) return /^null$/iu.test(numeric) ? "NULL" : numeric.replace(/^(\d+),(\d+)$/u, "$1$2");
  const date = change.get(`${prefix}Date`, node);
  if (date !== null) return momentSql(change, date);
  const computed = change.get(`${prefix}Computed`, node);
  if (computed !== null) return NOW.test(computed) ? computed.replace(/\(\s*\)$/u, called) : computed;
  const sequence = change.get(`${prefix}SequenceNext`, node);
  if (sequence !== null) return nextValue(change, sequence);
  const current = change.get(`${prefix}SequenceCurrent`, node);
  if (current !== null) return `currval(${stringSql(change, current)})`;
  const file = change.get(`${prefix}ClobFile`, node) ?? change.get(`${prefix}BlobFile`, node);
  return file === null ? null : stringSql(change, file);
}

function plainValue(
  change: Change,
  node: ChangelogNode,
  attribute: string,
  type: WrittenType | null,
): string | null {
  const text = change.raw(attribute, node);
  if (text === null) return null;
  if (/^null$/iu.test(text)) return "NULL";
  const word = text.trim();
  if (type?.family === "number" && (NUMBER.test(word) || /^\w+\(.*\)$/su.test(word))) return word;
  if (type?.family === "boolean") {
    if (/^(?:true|1|t|b'1')$/iu.test(word)) return booleanSql(change, true);
    if (/^(?:false|0|f|b'0')$/iu.test(word)) return booleanSql(change, false);
  }
  if (type?.family === "time" && NOW.test(word)) return momentSql(change, word);
  return stringSql(change, text);
}
