/** What a text looks like, whatever it is said to be: words and signs that only one dialect has. */

import type { EngineName } from "../../../impact.ts";
import { Lexer } from "./tokens.ts";

export interface Look {
  /** The sign that says so, as a range of the text (UTF-16 offsets, end exclusive). */
  start: number;
  end: number;
  /** The dialect, as people write it. */
  words: string;
}

type Family = "mysql" | "sqlite" | "postgresql";

const familyOf: Record<EngineName, Family> = {
  mysql: "mysql",
  mariadb: "mysql",
  sqlite: "sqlite",
  postgresql: "postgresql",
};

const WORDS: Record<Family, string> = { mysql: "MySQL", sqlite: "SQLite", postgresql: "PostgreSQL" };

const SIGNS: Record<string, Family> = {
  AUTO_INCREMENT: "mysql",
  INNODB: "mysql",
  UTF8MB4: "mysql",
  MEDIUMTEXT: "mysql",
  LONGTEXT: "mysql",
  UNSIGNED: "mysql",
  DELIMITER: "mysql",
  AUTOINCREMENT: "sqlite",
  PRAGMA: "sqlite",
  ROWID: "sqlite",
  TIMESTAMPTZ: "postgresql",
  BIGSERIAL: "postgresql",
  JSONB: "postgresql",
  BYTEA: "postgresql",
  PLPGSQL: "postgresql",
  CONCURRENTLY: "postgresql",
  ILIKE: "postgresql",
  EXTENSION: "postgresql",
};

/** The other dialect that the text has signs of, when it has none of the one that it is said to be; null when it has not. */
export function readsAs(text: string, said: EngineName): Look | null {
  const own = familyOf[said];
  const lexer = new Lexer(text, { dialect: "mysql", backslashes: own === "mysql", ansiQuotes: true });
  let found: Look | null = null;
  for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
    const family = signAt(lexer, kind);
    // SQLite takes backticks as well.
    if (family === null || (kind === "name" && own === "sqlite")) continue;
    if (family === own) return null;
    found ??= { start: lexer.start, end: lexer.end, words: WORDS[family] };
  }
  return found;
}

function signAt(lexer: Lexer, kind: Lexer["kind"]): Family | null {
  const { text, start, end } = lexer;
  if (kind === "word") {
    const word = text.slice(start, Math.min(end, start + 20)).toUpperCase();
    return Object.hasOwn(SIGNS, word) ? (SIGNS[word] as Family) : null;
  }
  if (kind === "symbol") return text.startsWith("::", start) ? "postgresql" : null;
  if (kind === "comment") return text.startsWith("/*!", start) ? "mysql" : null;
  return kind === "name" && text.charAt(start) === "`" ? "mysql" : null;
}
