/** Which framework a migration in JavaScript or TypeScript is written for, by its text. */

/** What no migration of Knex says. */
const OTHERS =
  /\bMigrationInterface\b|\bQueryRunner\b|\bqueryInterface\b|\bQueryInterface\b|\bnode-pg-migrate\b|\bMigrationBuilder\b|\bdb-migrate\b|\bdbm\b|\bKysely\b|\bmigrate-mongo\b|\bmongoose\b|\bumzug\b/u;

const EXPORTS =
  /\bexports\s*\.\s*(?:up|down)\b|\bexport\s+(?:default\b|(?:async\s+)?function\s*\*?\s*(?:up|down)\b|(?:const|let|var)\s+(?:up|down)\b|\{[^}]*\bup\b)|\bmodule\s*\.\s*exports\b/u;

/** A file beside migrations that has neither is a helper of theirs. */
const WAYS = /\b(?:up|down)\b/u;

/** Knex's own words: its name, its schema builder, or a transaction handed to `up`. */
const WORDS = /\bknex\b|\bKnex\b|\.schema\s*\.|\.schema\s*\n\s*\.|\.raw\s*\(|\bhasTable\s*\(/u;

export function isKnex(text: string): boolean {
  return WAYS.test(text) && EXPORTS.test(text) && WORDS.test(text) && !OTHERS.test(text);
}
