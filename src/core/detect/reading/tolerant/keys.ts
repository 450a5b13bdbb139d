/** Keys and constraints, as CREATE TABLE, ALTER TABLE and CREATE INDEX declare them. */

import type { Clause, Constraint } from "../../../operation.ts";
import { references } from "./columns.ts";
import type { Cursor } from "./cursor.ts";
import type { Dialect } from "./dialect.ts";
import { readExpression, readParenthesised } from "./grammar/grammar.ts";

export interface ReadKey {
  type: Constraint["type"] | "index";
  name: string | null;
  columns: string[];
  /** The source texts of the parts that are no column. */
  expressions: string[];
  prefixes: (number | null)[];
  /** `fulltext`, `spatial`, `vector`, `hash`; null: a B-tree. */
  method: string | null;
  ifNotExists: boolean;
  references: Constraint["references"];
  onDelete: string | null;
  expression: string | null;
  enforced: boolean;
  ignored: boolean | null;
  options: Record<string, string>;
}

const STARTS = new Set(["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK"]);
const MYSQL = new Set(["KEY", "INDEX", "FULLTEXT", "SPATIAL"]);

/** Does a key or constraint begin here, and no column? */
export function startsKey(cursor: Cursor, dialect: Dialect): boolean {
  const word = cursor.word();
  if (STARTS.has(word)) return true;
  if (dialect === "sqlite") return false;
  if (word === "VECTOR")
    return cursor.is("VECTOR", "KEY") || cursor.is("VECTOR", "INDEX") || cursor.is("VECTOR", "(");
  return MYSQL.has(word);
}

/** Constraints that MySQL names itself. */
const NAMELESS = new Set(["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"]);

export function readKey(cursor: Cursor, dialect: Dialect): ReadKey {
  const key = blankKey();
  if (cursor.take("CONSTRAINT")) {
    if (cursor.take("IF", "NOT", "EXISTS")) key.ifNotExists = true;
    // SQLite's constraints have their names.
    if (dialect === "sqlite" || !NAMELESS.has(cursor.word())) key.name = cursor.name();
  }
  const word = cursor.word();
  switch (word) {
    case "PRIMARY":
      cursor.expect("PRIMARY", "KEY");
      key.type = "primary_key";
      nameAndParts(cursor, dialect, key);
      key.name = null;
      break;
    case "UNIQUE":
      cursor.at += 1;
      key.type = "unique";
      if (!cursor.lenient) cursor.takeOne("KEY", "INDEX");
      nameAndParts(cursor, dialect, key);
      break;
    case "FOREIGN":
      foreignKey(cursor, key);
      return key;
    case "CHECK":
      check(cursor, key);
      return key;
    case "FULLTEXT":
    case "SPATIAL":
    case "VECTOR":
      cursor.at += 1;
      cursor.takeOne("KEY", "INDEX");
      key.method = word.toLowerCase();
      nameAndParts(cursor, dialect, key);
      break;
    default:
      if (cursor.lenient || cursor.takeOne("KEY", "INDEX") === null) cursor.fail("a key or a constraint");
      nameAndParts(cursor, dialect, key);
  }
  if (dialect === "sqlite") {
    if (cursor.take("ON", "CONFLICT")) cursor.anyWord("what to do in a conflict");
  } else indexOptions(cursor, key);
  return key;
}

export function blankKey(): ReadKey {
  return {
    type: "index",
    name: null,
    columns: [],
    expressions: [],
    prefixes: [],
    method: null,
    ifNotExists: false,
    references: null,
    onDelete: null,
    expression: null,
    enforced: true,
    ignored: null,
    options: {},
  };
}

function nameAndParts(cursor: Cursor, dialect: Dialect, key: ReadKey): void {
  if (cursor.lenient) return keyParts(cursor, dialect, key);
  if (cursor.take("IF", "NOT", "EXISTS")) key.ifNotExists = true;
  if (cursor.word() !== "(" && !isMethod(cursor)) key.name = cursor.name();
  method(cursor, key);
  keyParts(cursor, dialect, key);
}

function isMethod(cursor: Cursor): boolean {
  return cursor.is("USING") || (cursor.is("TYPE") && ["BTREE", "HASH", "RTREE"].includes(cursor.word(1)));
}

/** `USING HASH`. */
export function method(cursor: Cursor, key: ReadKey): boolean {
  if (!isMethod(cursor)) return false;
  cursor.at += 1;
  const word = cursor.anyWord("the kind of the index").toLowerCase();
  if (word !== "btree") key.method = word;
  return true;
}

const BEHIND_COLUMN = new Set([",", ")", "ASC", "DESC", "COLLATE", "WITHOUT"]);

/** `(a, b(10) DESC, (lower(c)))`. */
export function keyParts(cursor: Cursor, dialect: Dialect, key: ReadKey): void {
  cursor.expect("(");
  do {
    const start = cursor.at;
    const prefix = prefixOf(cursor);
    if (cursor.isName() && (BEHIND_COLUMN.has(cursor.word(1)) || prefix !== null)) {
      key.columns.push(cursor.name());
      key.prefixes.push(prefix);
      if (prefix !== null) cursor.parentheses();
    } else {
      // MySQL takes an expression only in parentheses of its own, MariaDB none.
      if (dialect === "mariadb" || (dialect === "mysql" && cursor.word() !== "("))
        cursor.fail("a column of the key");
      readExpression(cursor);
      key.expressions.push(cursor.source(start));
    }
    if (cursor.take("COLLATE")) cursor.name();
    cursor.takeOne("ASC", "DESC");
    cursor.take("WITHOUT", "OVERLAPS");
  } while (cursor.take(","));
  cursor.expect(")");
}

/** The number in `name(10)`; SQLite would call a function there. */
function prefixOf(cursor: Cursor): number | null {
  if (cursor.lenient || cursor.word(1) !== "(" || cursor.word(3) !== ")") return null;
  const token = cursor.token(2);
  return token?.kind === "number" ? Number(cursor.text.slice(token.start, token.end)) : null;
}

/** Options of an index; the statement's own (ALGORITHM, LOCK) are left to it. */
export function indexOptions(cursor: Cursor, key: ReadKey): void {
  for (;;) {
    if (method(cursor, key)) continue;
    const word = cursor.takeOne("VISIBLE", "INVISIBLE", "IGNORED");
    if (word !== null) key.ignored = word !== "VISIBLE";
    else if (cursor.take("NOT", "IGNORED")) key.ignored = false;
    else if (key.method === "fulltext" && cursor.take("WITH", "PARSER"))
      key.options["parser"] = cursor.name();
    else if (cursor.take("COMMENT")) {
      cursor.take("=");
      cursor.stringValue();
    } else if (!namedOption(cursor, key)) return;
  }
}

function namedOption(cursor: Cursor, key: ReadKey): boolean {
  const word = cursor.word();
  if (word === "ALGORITHM" || word === "LOCK") return false;
  const isKnown = word === "KEY_BLOCK_SIZE" || word.endsWith("ENGINE_ATTRIBUTE");
  if (!isKnown && (cursor.token()?.kind !== "word" || cursor.word(1) !== "=")) return false;
  cursor.at += 1;
  cursor.take("=");
  const start = cursor.at;
  if (cursor.done) cursor.fail("a value");
  cursor.at += 1;
  key.options[word.toLowerCase()] = cursor.source(start);
  return true;
}

function foreignKey(cursor: Cursor, key: ReadKey): void {
  cursor.expect("FOREIGN", "KEY");
  key.type = "foreign_key";
  if (!cursor.lenient && cursor.take("IF", "NOT", "EXISTS")) key.ifNotExists = true;
  // The name behind FOREIGN KEY is that of the index, and of the constraint where nothing else names it.
  if (cursor.word() !== "(" && !cursor.lenient) {
    const index = cursor.name();
    key.name ??= index;
  }
  key.columns = cursor.names();
  const { table, onDelete } = references(cursor);
  key.references = table;
  key.onDelete = onDelete;
}

function check(cursor: Cursor, key: ReadKey): void {
  cursor.expect("CHECK");
  key.type = "check";
  const { from, to } = readParenthesised(cursor);
  key.expression = cursor.source(from, to);
  key.columns = [];
  if (!cursor.take("ENFORCED") && cursor.take("NOT", "ENFORCED")) key.enforced = false;
  if (cursor.lenient && cursor.take("ON", "CONFLICT")) cursor.anyWord("what to do in a conflict");
}

/** The same as a table constraint; null for an index. */
export function constraintOf(key: ReadKey): Constraint | null {
  const { type, name, columns, expression } = key;
  if (type === "index") return null;
  return { name, type, columns, references: key.references, expression };
}

/** What a key says besides its columns. */
export function keyClause(key: ReadKey): Partial<Clause> {
  const options = Object.keys(key.options).length > 0 ? key.options : null;
  const prefixes = key.prefixes.some((prefix) => prefix !== null) ? key.prefixes : null;
  return { prefixes, ignored: key.ignored, options };
}

/** The column of a CHECK that says only that it IS NOT NULL. */
export function notNullOf(expression: string | null): string | null {
  return /^\(*[`"]?([\w$]+)[`"]? is not null\)*$/i.exec(expression ?? "")?.[1] ?? null;
}
