/** Options of tables and databases: `ENGINE=InnoDB`, `DEFAULT CHARSET utf8mb4`, `WITH SYSTEM VERSIONING`. */

import type { Cursor } from "./cursor.ts";

export interface TableOption {
  /** Lower-case, `charset` for all its spellings. */
  name: string;
  value: string | null;
}

/** Options of tables that do without an equals sign. */
export const knownOptions = new Set(
  (
    "ENGINE TYPE AUTO_INCREMENT AVG_ROW_LENGTH CHECKSUM TABLE_CHECKSUM COMMENT COMPRESSION CONNECTION DELAY_KEY_WRITE ENCRYPTION " +
    "INSERT_METHOD KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS PACK_KEYS PAGE_CHECKSUM PASSWORD ROW_FORMAT STATS_AUTO_RECALC STATS_PERSISTENT " +
    "STATS_SAMPLE_PAGES TABLESPACE TRANSACTIONAL COLLATE CHARSET SECONDARY_ENGINE AUTOEXTEND_SIZE ENGINE_ATTRIBUTE " +
    "SECONDARY_ENGINE_ATTRIBUTE SEQUENCE NODEGROUP STORAGE"
  ).split(" "),
);

/** The option that stands here; null when none does. */
export function tableOption(cursor: Cursor): TableOption | null {
  const start = cursor.at;
  const isDefault = cursor.take("DEFAULT");
  if (cursor.take("CHARSET") || cursor.take("CHARACTER", "SET") || cursor.take("CHAR", "SET")) {
    cursor.take("=");
    return { name: "charset", value: cursor.nameOrString().toLowerCase() };
  }
  if (cursor.is("DATA", "DIRECTORY") || cursor.is("INDEX", "DIRECTORY")) {
    const name = `${cursor.word().toLowerCase()} directory`;
    cursor.at += 2;
    cursor.take("=");
    return { name, value: cursor.stringValue() };
  }
  if (cursor.take("WITH", "SYSTEM", "VERSIONING")) return { name: "system versioning", value: "on" };
  if (cursor.take("START", "TRANSACTION")) return { name: "start transaction", value: null };
  if (cursor.take("UNION")) {
    cursor.take("=");
    const { from, to } = cursor.parentheses();
    return { name: "union", value: cursor.source(from, to) };
  }
  if (cursor.token()?.kind === "name" && cursor.word(1) === "=") {
    const name = cursor.name().toLowerCase();
    cursor.expect("=");
    return { name, value: optionValue(cursor) };
  }
  const word = cursor.word();
  if (
    !knownOptions.has(word) &&
    (cursor.token()?.kind !== "word" || cursor.word(1) !== "=" || NEVER.has(word))
  ) {
    cursor.at = start;
    return null;
  }
  if (isDefault && word !== "COLLATE" && word !== "ENCRYPTION") cursor.fail("CHARACTER SET or COLLATE");
  cursor.at += 1;
  cursor.take("=");
  if (word === "ENGINE" || word === "TYPE") return { name: "engine", value: engineName(cursor) };
  return { name: word.toLowerCase(), value: optionValue(cursor) };
}

const NEVER = new Set(["ALGORITHM", "LOCK"]);

/** As written in quotes, else in lower case. */
function engineName(cursor: Cursor): string {
  return cursor.token()?.kind === "word" ? cursor.name().toLowerCase() : cursor.stringValue();
}

function optionValue(cursor: Cursor): string {
  const token = cursor.token();
  if (token === undefined || token.kind === "symbol") cursor.fail("a value");
  if (token.kind === "string" || token.kind === "name") return cursor.stringValue();
  cursor.at += 1;
  return cursor.source(cursor.at - 1).toLowerCase();
}

/** All options that stand here, with or without commas between them. */
export function tableOptions(cursor: Cursor): Record<string, string> {
  const found: Record<string, string> = {};
  for (let option = tableOption(cursor); option !== null; option = tableOption(cursor)) {
    found[option.name] = option.value ?? "on";
    if (cursor.word() === ",") cursor.at += 1;
  }
  return found;
}
