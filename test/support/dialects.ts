/** Operations and impacts from SQL of MySQL, MariaDB or SQLite, for tests of what comes after reading. */

import { assess } from "../../src/core/assess/assess.ts";
import type { Impact } from "../../src/core/impact.ts";
import type { AssessedOperation, IdentifiedOperation } from "../../src/core/operation.ts";
import { parseEngine } from "../../src/core/judge/engine-text.ts";
import { readAs } from "./tolerant.ts";

type Dialect = "mysql" | "mariadb" | "sqlite";

/** What the text does, with ids that count up. Throws on what cannot be read. */
export function operationsOf(
  dialect: Dialect,
  text: string,
  transaction: string | null = null,
): IdentifiedOperation[] {
  const { operations, unread } = readAs(dialect, text, { transaction });
  if (unread.length > 0) throw new Error(`unread: ${JSON.stringify(unread)}`);
  return operations.map(
    (operation, index) => ({ ...operation, id: `${index}`, database: "default" }) as IdentifiedOperation,
  );
}

/** The impacts of a text on one engine (`mysql@8.0.29`), after what was there before it. */
export function assessed(
  engine: string,
  text: string,
  { base = "", transaction = null }: { base?: string; transaction?: string | null } = {},
): AssessedOperation[] {
  const read = parseEngine(engine);
  if ("error" in read) throw new Error(read.error);
  const dialect = read.engine.engine as Dialect;
  const change = operationsOf(dialect, text, transaction);
  return assess(change, operationsOf(dialect, base), { engines: [read.engine], smallTables: [] });
}

export function impactsOf(...args: Parameters<typeof assessed>): Impact[] {
  return assessed(...args).map(({ impact }) => impact);
}
