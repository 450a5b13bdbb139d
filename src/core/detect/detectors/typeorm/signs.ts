/** Whether a text is a migration of TypeORM, and which engine its SQL is quoted for. */

import type { EngineName } from "../../../impact.ts";

const WORDS = /\bMigrationInterface\b|\bQueryRunner\b|\bqueryRunner\b/u;

export function isTypeorm(text: string): boolean {
  return WORDS.test(text) && /\bup\b/u.test(text) && !/\bqueryInterface\b/u.test(text);
}

/** The words that begin a statement with names in it. */
const STATEMENT = /(?:CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|RENAME)\s[^\n]{0,200}/giu;

/** The last resort: nothing else says which engine the migration is for. */
export function quotedFor(text: string): EngineName | null {
  const statements = text.match(STATEMENT) ?? [];
  const mysql = statements.some((statement) => /\\`\w|[^\\(]`\w+`/u.test(statement));
  if (mysql) return "mysql";
  return statements.some((statement) =>
    /\bAUTOINCREMENT\b|\bdatetime\('now'\)|"temporary_\w+"/u.test(statement),
  )
    ? "sqlite"
    : null;
}
