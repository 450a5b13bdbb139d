/** Reads SQL for PostgreSQL into operations: what cannot be read is unread or an unknown statement, never dropped. */

import { readDirectives } from "./directives.ts";
import { dispatch } from "./operations/dispatch.ts";
import { readPieces } from "./pieces.ts";
import { SessionTimeouts } from "./session-timeouts.ts";
import { split } from "./split.ts";
import type { Split } from "./split.ts";
import type { SqlContext, SqlReading, SqlSource, Surroundings } from "./statement.ts";

export type { SqlContext, SqlReading, SqlSource } from "./statement.ts";

/** Reads one text; never throws on any text. */
export function readSql(source: SqlSource, context: SqlContext): SqlReading {
  const parts = split(source.text);
  const directives = readDirectives(source, parts.comments, parts.bodies);
  return { ...readParts(source, parts, context), directives };
}

/** The same without the comments that speak to Lockstep, for a part of a file whose comments are read as a whole. */
export function readPart(source: SqlSource, context: SqlContext): Omit<SqlReading, "directives"> {
  return readParts(source, split(source.text), context);
}

function readParts(
  source: SqlSource,
  { pieces }: Split,
  context: SqlContext,
): Omit<SqlReading, "directives"> {
  const around: Surroundings = {
    context,
    operations: [],
    unread: [],
    routines: context.routines ?? new Map(),
    prepared: new Set(),
    settings: context.settings ?? new SessionTimeouts(),
    open: new Set(),
    blocks: 0,
    branches: 0,
    dispatch,
  };
  const { transaction, conditional, condition = null } = context;
  readPieces(source, pieces, around, { transaction, conditional, condition, host: null });
  return { operations: around.operations, unread: around.unread };
}
