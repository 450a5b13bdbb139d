/** Operations from SQL, for tests of what comes after reading. */

import { readSql } from "../../src/core/detect/reading/sql/read-sql.ts";
import type { IdentifiedOperation } from "../../src/core/operation.ts";
import { Lines } from "../../src/core/place.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

const { postgresql } = await loadParsers(["postgresql"]);

export interface SqlOptions {
  path?: string;
  /** The transaction around the text; by default each statement commits by itself. */
  transaction?: string | null;
  direction?: "up" | "down";
  phase?: "expand" | "data" | "contract" | null;
  conditional?: boolean;
}

/** What the text does, with ids that count up. Throws on what cannot be read. */
export function operationsOf(text: string, options: SqlOptions = {}): IdentifiedOperation[] {
  const path = options.path ?? "1.sql";
  const lines = new Lines(path, text);
  if (postgresql === null) throw new Error("no parser");
  const reading = readSql(
    { text, place: (start, end) => lines.place(start, end) },
    {
      direction: options.direction ?? "up",
      phase: options.phase ?? null,
      revision: null,
      transaction: options.transaction ?? null,
      conditional: options.conditional ?? false,
      statement: null,
      parser: postgresql,
      expired: () => false,
    },
  );
  if (reading.unread.length > 0) throw new Error(`unread: ${JSON.stringify(reading.unread)}`);
  return reading.operations.map(
    (operation, index) =>
      ({ ...operation, id: `${path}-${index}`, database: "default" }) as IdentifiedOperation,
  );
}
