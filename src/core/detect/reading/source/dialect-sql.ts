/** SQL inside host code that runs on MySQL, MariaDB or SQLite. */

import type { Place } from "../../../place.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Syntax } from "./syntax.ts";
import type { Dialect } from "../tolerant/dialect.ts";
import { readTolerant } from "../tolerant/read-tolerant.ts";
import type { TolerantReading } from "../tolerant/read-tolerant.ts";
import type { Reader } from "./reader.ts";

const known = new Set<string>(["mysql", "mariadb", "sqlite"] satisfies Dialect[]);

export function isDialect(name: string): name is Dialect {
  return known.has(name);
}

/** `place`: of a range of the text, in the host file. */
export function readInDialect(
  reader: Reader,
  run: Interpreter,
  dialect: Dialect,
  text: string,
  place: (start: number, end: number) => Place,
  node: Syntax,
): Omit<TolerantReading, "directives"> {
  return readTolerant(
    { text, place },
    {
      dialect,
      direction: reader.direction,
      phase: reader.phase,
      revision: reader.revision,
      transaction: reader.transaction,
      conditional: run.conditional > 0,
      condition: run.condition,
      statement: reader.statementAround(run, node),
      settings: reader.sessionOf(dialect),
      expired: reader.context.expired,
    },
  );
}

/** Runs what a framework runs while the session heeds no foreign keys, and puts back what was said before. */
export function withoutForeignKeyChecks<T>(reader: Reader, visit: () => T): T {
  if (!isDialect(reader.dialect)) return visit();
  const session = reader.sessionOf(reader.dialect);
  const before = session.foreignKeyChecks;
  session.foreignKeyChecks = false;
  const result = visit();
  session.foreignKeyChecks = before;
  return result;
}
