/** Migrations that ask which database system they run on: what they do on another than that of the project is listed as well, and marked. */

import type { ReadOperation } from "../../../operation.ts";
import { textOf, walk, type SourceFile } from "./syntax.ts";
import type { Reader } from "./reader.ts";

/** The systems besides PostgreSQL that migrations are written for. */
export const otherSystems = ["mysql", "mariadb", "sqlite", "oracle", "mssql"];

/** What people and adapters call them. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:postgres|pg$|pgsql$|postgis)/u, "postgresql"],
  [/^(?:mysql|trilogy)/u, "mysql"],
  [/^mariadb/u, "mariadb"],
  [/^sqlite/u, "sqlite"],
  [/^oracle/u, "oracle"],
  [/^(?:mssql|sqlserver|sqlsrv)/u, "mssql"],
];

const WORDS = new Set([
  "string_content",
  "simple_symbol",
  "bare_symbol",
  "hash_key_symbol",
  "string_fragment",
  "regex_pattern",
  "name",
]);

/** The systems that the file names besides the one that it is read for. */
export function otherDialects(file: SourceFile, own: string): string[] {
  const named = new Set<string>();
  for (const node of walk(file.root)) {
    if (!WORDS.has(node.type)) continue;
    const word = textOf(file, node).replace(/^:/u, "").toLowerCase();
    const found = word.length > 20 ? undefined : NAMES.find(([pattern]) => pattern.test(word));
    if (found !== undefined) named.add(found[1]);
  }
  const found = ["postgresql", ...otherSystems].filter((dialect) => dialect !== own && named.has(dialect));
  if (found.length > 0) return found;
  // `!= "postgresql"` names no other: any other will do.
  return [own === "mysql" ? "postgresql" : "mysql"];
}

/** Adds what only another system does, each behind what it follows there. */
export function addMissing(reader: Reader, other: Reader): void {
  const known = new Map(reader.operations.map((operation) => [keyOf(operation), operation]));
  let behind = -1;
  for (const operation of other.operations) {
    const same = known.get(keyOf(operation));
    if (same !== undefined) {
      behind = reader.operations.indexOf(same);
      continue;
    }
    const marked: ReadOperation = { ...operation, conditional: true, onlyOn: other.dialect };
    known.set(keyOf(operation), marked);
    behind += 1;
    reader.operations.splice(behind, 0, marked);
  }
  for (const item of other.unread) reader.cannotRead(item.place, item.reason);
}

/** The same call doing the same thing; what differs only in types or transactions is the same. */
function keyOf(operation: ReadOperation): string {
  const { direction, kind, schema, table, columns, name, place } = operation;
  return JSON.stringify([direction, kind, schema, table, columns, name, place.line, place.column]);
}
