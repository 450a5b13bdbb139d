/** Reads SQL of MySQL, MariaDB and SQLite for tests: the reader with a plain context. */

import { readTolerant } from "../../src/core/detect/reading/tolerant/read-tolerant.ts";
import type { TolerantReading } from "../../src/core/detect/reading/tolerant/read-tolerant.ts";
import type { TolerantContext } from "../../src/core/detect/reading/tolerant/statement.ts";
import { Lines } from "../../src/core/place.ts";

export function readAs(
  dialect: TolerantContext["dialect"],
  text: string,
  context: Partial<TolerantContext> = {},
): TolerantReading {
  const lines = new Lines("m.sql", text);
  return readTolerant(
    { text, place: (start, end) => lines.place(start, end) },
    {
      dialect,
      direction: "up",
      phase: null,
      revision: null,
      transaction: "file",
      conditional: false,
      statement: null,
      expired: () => false,
      ...context,
    },
  );
}
