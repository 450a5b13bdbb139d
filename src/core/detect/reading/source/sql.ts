/** SQL inside host code: read by the SQL reader, with places in the host file, and never guessed where a part is not known. */

import type { ReadOperation } from "../../../operation.ts";
import type { Place } from "../../../place.ts";
import type { Interpreter } from "./interpreter.ts";
import { placeOf, type Syntax } from "./syntax.ts";
import { literal, shown, slice, sourceRange, type Piece } from "./text.ts";
import { readSql } from "../sql/read-sql.ts";
import type { SqlReading } from "../sql/read-sql.ts";
import { isDialect, readInDialect } from "./dialect-sql.ts";
import type { Reader } from "./reader.ts";

/** Numbers of the parameters that stand in for what is not in the text: unlikely enough in real SQL. */
const HOLE = 907_000;
const PARAMETER = 806_000;

interface Prepared {
  pieces: Piece[];
  /** What stands behind each stand-in, for people. */
  names: Map<string, string>;
}

/** How the text reaches the database: `text`: `:name` is a parameter; `driver`: `%s` and `%(name)s` are; `pdo`: `?` and `:name` are; `plain`: as it is. */
export type Style = "text" | "driver" | "pdo" | "plain";

/** Reads the SQL of one call. `node` is the call; `written` the string, whose place counts when a part has none of its own. */
export function readSqlText(
  reader: Reader,
  run: Interpreter,
  pieces: readonly Piece[],
  style: Style,
  node: Syntax,
): void {
  const prepared = prepare(pieces, style);
  const text = prepared.pieces.map((piece) => piece.text).join("");
  const word = text.trim().replace(/;$/u, "").trim().toUpperCase();
  if (word === "COMMIT" || word === "COMMIT WORK" || word === "END") {
    reader.transaction = null;
    return;
  }
  if (word === "BEGIN" || word === "START TRANSACTION" || word === "BEGIN TRANSACTION") {
    if (reader.transaction === null) reader.leave(reader.transaction ?? "block");
    return;
  }
  if (/^PRAGMA (?:FOREIGN_KEYS|DEFER_FOREIGN_KEYS|LEGACY_ALTER_TABLE|BUSY_TIMEOUT)\b[^;]*$/u.test(word))
    return;
  const isOther = reader.dialect !== "postgresql" && !isDialect(reader.dialect);
  if (isOther && !word.includes(";") && /^(?:SELECT|SHOW|SET|USE|DESCRIBE)\b/u.test(word)) return;
  const reading = readingOf(reader, run, text, prepared, node);
  if (reading === null) return;
  const holes = pieces.filter((piece) => piece.hole !== null);
  const isVague = (): boolean =>
    reading.unread.length > 0 || reading.operations.some((operation) => hidden(operation));
  if (holes.length > 0 && isVague()) {
    const names = [...new Set(holes.map((piece) => piece.hole))].slice(0, 5).join(", ");
    reader.emit(run, "unknown_statement", node, {
      details: {
        source: shown(pieces).replaceAll(/\s+/gu, " ").trim(),
        reason: `it depends on ${names}, which is not known before it runs`,
      },
    });
    return;
  }
  reader.texts += 1;
  for (const operation of reading.operations) {
    const sent = operation.sent === undefined ? {} : { sent: `${reader.texts}:${operation.sent}` };
    reader.add({ ...restore(operation, prepared.names), ...sent });
  }
  for (const item of reading.unread) reader.cannotRead(item.place, item.reason);
}

/** Null: what could not be read of it is noted. */
function readingOf(
  reader: Reader,
  run: Interpreter,
  text: string,
  prepared: Prepared,
  node: Syntax,
): Omit<SqlReading, "directives"> | null {
  const place = (start: number, end: number): Place => placeIn(reader, prepared.pieces, start, end, node);
  const { dialect } = reader;
  if (isDialect(dialect)) return readInDialect(reader, run, dialect, text, place, node);
  const parser = reader.context.parsers.postgresql;
  if (parser === null) {
    reader.vague(run, node, "no parser for SQL was loaded");
    return null;
  }
  const reading = readSql(
    { text, place },
    {
      direction: reader.direction,
      phase: reader.phase,
      revision: reader.revision,
      transaction: reader.transaction,
      conditional: run.conditional > 0,
      condition: run.condition,
      statement: reader.statementAround(run, node),
      settings: reader.settings[reader.direction],
      parser,
      expired: reader.context.expired,
    },
  );
  if (dialect === "postgresql" || reading.unread.length === 0) return reading;
  reader.vague(run, node, `it is written for ${dialect}`);
  return null;
}

function placeIn(reader: Reader, pieces: readonly Piece[], start: number, end: number, node: Syntax): Place {
  const range = sourceRange(pieces, start, end);
  return range === null ? placeOf(reader.file, node) : reader.file.lines.place(range.start, range.end);
}

function prepare(pieces: readonly Piece[], style: Style): Prepared {
  const names = new Map<string, string>();
  const standIn = (base: number, name: string): Piece[] => {
    const sign = `$${base + names.size}`;
    names.set(sign, name);
    return literal(sign);
  };
  const prepared = pieces.flatMap((piece, at) => {
    if (piece.hole === null) return parameters(piece, style, (name) => standIn(PARAMETER, name));
    const before = pieces[at - 1]?.text ?? "";
    const after = pieces[at + 1]?.text ?? "";
    // A schema: the table behind the dot can still be known, and a parameter cannot stand before a dot.
    const qualifies = /^"?\./u.test(after) && !/[\w'$]$/u.test(before);
    if (!qualifies) return standIn(HOLE, `{${piece.hole}}`);
    const sign = `hole_${HOLE + names.size}`;
    names.set(sign, `{${piece.hole}}`);
    return literal(sign);
  });
  return { pieces: prepared, names };
}

const NAMED = /(?<![:\w\\]):([A-Za-z_]\w*)(?!:)|\\:/gu;
const DRIVER = /%(?:\((\w+)\))?s|%%/gu;
const PDO = /(?<![:\w\\]):([A-Za-z_]\w*)(?!:)|\?\??/gu;
const PARAMETERS = { text: NAMED, driver: DRIVER, pdo: PDO };

function parameters(piece: Piece, style: Style, standIn: (name: string) => Piece[]): Piece[] {
  if (style === "plain") return [piece];
  const result: Piece[] = [];
  let at = 0;
  for (const match of piece.text.matchAll(PARAMETERS[style])) {
    result.push(...slice([piece], at, match.index));
    if (match[0] === "\\:") result.push(...literal(":"));
    else if (match[0] === "??") result.push(...literal("?"));
    else if (match[0] === "%%") result.push(...literal("%"));
    else result.push(...standIn(match[0]));
    at = match.index + match[0].length;
  }
  result.push(...slice([piece], at, piece.text.length));
  return result;
}

/** Is a name of the operation one that is not known? Values and conditions may be. */
function hidden(operation: ReadOperation): boolean {
  const { kind, table, columns, name, details } = operation;
  if (kind === "unknown_statement") return true;
  const names = [table, ...columns, kind === "run_code" || operation.table === null ? name : null];
  if (names.some((item) => item !== null && isStandIn(item))) return true;
  return isStandIn(JSON.stringify(details, (key, value: unknown) => (FREE.has(key) ? undefined : value)));
}

/** Keys whose text may hold what is not known. */
const FREE = new Set(["source", "where", "expression", "expressions", "text", "reason", "using"]);

function isStandIn(text: string): boolean {
  return /(?:\$|hole_)907\d{3}/u.test(text) || /\$806\d{3}/u.test(text);
}

/** Puts what people wrote back where a stand-in is; a name that is not known is none. */
function restore(operation: ReadOperation, names: ReadonlyMap<string, string>): ReadOperation {
  if (names.size === 0) return operation;
  const put = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value.replaceAll(/(?:\$|hole_)[89]0[67]\d{3}/gu, (sign) => names.get(sign) ?? sign);
    }
    if (Array.isArray(value)) return value.map(put);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, put(item)]));
  };
  const { name, schema, details } = operation;
  return {
    ...operation,
    name: name !== null && isStandIn(name) ? null : name,
    schema: schema !== null && isStandIn(schema) ? null : schema,
    details: put(details),
  } as ReadOperation;
}

/** What the SQL reader makes of a statement that Lockstep builds itself, to know what an expression says. */
export function analysed(reader: Reader, sql: string): ReadOperation | null {
  const parser = reader.context.parsers.postgresql;
  if (parser === null) return null;
  const reading = readSql(
    { text: sql, place: () => placeOf(reader.file, reader.file.root) },
    {
      direction: "up",
      phase: null,
      revision: null,
      transaction: null,
      conditional: false,
      statement: null,
      parser,
      expired: reader.context.expired,
    },
  );
  const [only] = reading.operations;
  return reading.operations.length === 1 && only !== undefined ? only : null;
}
