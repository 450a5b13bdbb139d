/** The loaded parsers, as the readers see them: they come in as arguments, because loading WASM is asynchronous. */

import type { ParseResult } from "libpg-query";
import type { Parser } from "web-tree-sitter";

/** PostgreSQL's own parser. Offsets in its results are UTF-8 bytes, an error's `cursorPosition` is code points. */
export interface PostgresqlParser {
  parse(sql: string): ParseResult;
}

/** The programming languages that tree-sitter parses for us. */
export type SourceLanguage = "python" | "ruby" | "php" | "typescript";

/** The parsers that the wanted files need. A reader that asks for one that was not loaded is a fault of ours. */
export interface Parsers extends Record<SourceLanguage, Parser | null> {
  postgresql: PostgresqlParser | null;
}

/** The names by which `edges/parsing` loads parsers. */
export type ParserName = keyof Parsers;
