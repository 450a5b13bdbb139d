/** The tables that code seems to name, for code that cannot be read: by the words before them. */

import type { TableName } from "../../../operation.ts";
import { Lexer } from "./lexer.ts";

const BEFORE = new Set(["from", "join", "into", "update", "table", "truncate"]);
const BETWEEN = new Set(["only", "if", "exists", "not", "table"]);
const NEVER = new Set(["select", "set", "strict", "values", "lateral", "unnest"]);

/** At most 20 names. */
export function tablesNamed(code: string): TableName[] {
  const found = new Map<string, TableName>();
  const lexer = new Lexer(code);
  let expects = false;
  while (lexer.nextMeaning() !== "end" && found.size < 20) {
    const token = code.slice(lexer.start, lexer.end);
    const word = lexer.kind === "word" ? token.toLowerCase() : "";
    if (expects && (lexer.kind === "word" || lexer.kind === "identifier") && !BETWEEN.has(word)) {
      expects = BEFORE.has(word);
      if (!expects && !NEVER.has(word)) note(lexer, token, found);
    } else if (BEFORE.has(word)) expects = true;
    else if (!BETWEEN.has(word)) expects = false;
  }
  return [...found.values()];
}

/** Takes the name and, behind a dot, the rest of it. */
function note(lexer: Lexer, first: string, found: Map<string, TableName>): void {
  const parts = [plain(first)];
  while (lexer.text.charAt(lexer.end) === ".") {
    lexer.next();
    const kind = lexer.next();
    if (kind !== "word" && kind !== "identifier") break;
    parts.push(plain(lexer.text.slice(lexer.start, lexer.end)));
  }
  const table = parts.pop() ?? "";
  const schema = parts.length === 0 ? null : parts.join(".");
  found.set(`${schema}.${table}`, { schema, table });
}

function plain(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
