/** Reads SQL for tests: the reader with a plain context, and operations as short lines. */

import type { SqlContext, SqlReading } from "../../src/core/detect/reading/sql/read-sql.ts";
import { readSql } from "../../src/core/detect/reading/sql/read-sql.ts";
import type { ReadOperation } from "../../src/core/operation.ts";
import { targetOf } from "../../src/core/operation.ts";
import { Lines, type Place } from "../../src/core/place.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

const { postgresql } = await loadParsers(["postgresql"]);
if (postgresql === null) throw new Error("the parser did not load");

export const parser = postgresql;

export function read(text: string, context: Partial<SqlContext> = {}): SqlReading {
  const lines = new Lines("m.sql", text);
  return readSql(
    { text, place: (start, end) => lines.place(start, end) },
    {
      direction: "up",
      phase: null,
      revision: null,
      transaction: "file",
      conditional: false,
      statement: null,
      parser,
      expired: () => false,
      ...context,
    },
  );
}

/** `kind target`, with ` if` for a conditional one. */
export function short(operation: ReadOperation): string {
  return `${operation.kind} ${targetOf(operation)}${operation.conditional ? " if" : ""}`;
}

/** The text at a place. */
export function at(text: string, place: Place): string {
  const lines = new Lines("m.sql", text);
  return text.slice(lines.offset(place.line, place.column), lines.offset(place.endLine, place.endColumn));
}
