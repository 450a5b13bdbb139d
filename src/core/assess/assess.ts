/** Says what each operation means on each engine of its database. */

import { matchesAny } from "../glob.ts";
import type { Engine, Impact, Topology } from "../impact.ts";
import type { AssessedOperation, IdentifiedOperation, ReadOperation, TableName } from "../operation.ts";
import { qualified } from "../operation.ts";
import type { Scene } from "./engine.ts";
import { Statements } from "./statements.ts";
import { fold } from "./fold/fold.ts";
import { enterBranch } from "./fold/tables.ts";
import { impactOf, isNewTarget } from "./impacts.ts";
import { emptySchema } from "./known-schema.ts";
import type { KnownSchema } from "./known-schema.ts";
import { engines } from "./registry.ts";
import { remadeIn } from "./remade.ts";
import { hold, remember, Transactions } from "./transactions.ts";

export interface AssessSettings {
  /** At least one. Each operation gets one impact per engine. */
  engines: Engine[];
  /** Globs over `table` or `schema.table`: growing work on these counts as brief. */
  smallTables: string[];
  /** What the database runs on; absent or null where nobody said. */
  topology?: Topology | null;
  /** Operations that no code of the previous release can miss, by id, with the reason in words. */
  unnamed?: ReadonlyMap<string, string>;
}

/**
 * The impacts of the judged operations of one database, in their order, which is migration order; both directions.
 * `base` is what is known before the change: the up operations of the base's migrations that mention the same tables, in
 * migration order. What it does not say is unknown, and the worst that is plausible is assumed.
 */
export function assess(
  operations: readonly IdentifiedOperation[],
  base: readonly ReadOperation[],
  settings: AssessSettings,
): AssessedOperation[] {
  const results = new Map<IdentifiedOperation, AssessedOperation>();
  for (const database of new Set(operations.map((operation) => operation.database))) {
    const own = operations.filter((operation) => operation.database === database);
    const schema = emptySchema();
    for (const operation of base) if (operation.direction === "up") fold(schema, operation, "base");
    const up = own.filter(({ direction }) => direction === "up");
    const down =
      up.length === own.length ? [] : backwards(own.filter(({ direction }) => direction === "down"));
    assessAll(up, schema, settings, results);
    settle(schema);
    assessAll(down, schema, settings, results);
  }
  return operations.map((operation) => results.get(operation) as AssessedOperation);
}

/** Going back starts with the migration that ran last. */
function backwards(operations: readonly IdentifiedOperation[]): IdentifiedOperation[] {
  const files = new Map<string, IdentifiedOperation[]>();
  for (const operation of operations) {
    const file = files.get(operation.place.path);
    if (file === undefined) files.set(operation.place.path, [operation]);
    else file.push(operation);
  }
  return [...files.values()].toReversed().flat();
}

/** For those who go back, what the change made is there. */
function settle(schema: KnownSchema): void {
  for (const table of schema.tables.values()) {
    table.isNew = false;
    for (const column of table.columns.values()) column.isNew = false;
  }
  for (const index of schema.indexes.values()) index.isNew = false;
  for (const type of schema.types.values()) type.isNew = false;
  schema.made.clear();
  schema.branched = emptySchema().branched;
}

function assessAll(
  operations: readonly IdentifiedOperation[],
  schema: KnownSchema,
  settings: AssessSettings,
  results: Map<IdentifiedOperation, AssessedOperation>,
): void {
  if (operations.length === 0) return;
  const runs = settings.engines.map((engine) => ({
    engine,
    rules: engines[engine.engine],
    transactions: new Transactions(),
  }));
  const statements = new Statements(operations);
  const remade = remadeIn(operations);
  const isSmall = (table: TableName): boolean =>
    matchesAny(table.table, settings.smallTables) ||
    matchesAny(qualified(table.schema, table.table), settings.smallTables);
  for (const operation of operations) {
    enterBranch(schema, operation);
    const statement = statements.of(operation);
    const unnamed = settings.unnamed?.get(operation.id);
    const known = unnamed === undefined ? {} : { unnamed };
    const around = { operation, schema, remade: remade.has(operation), statement, ...known };
    const impacts = runs.map(({ engine, rules, transactions }) => {
      const transaction = transactions.of(operation);
      const { freshValues, freshTypes } = transaction;
      const scene: Scene = { ...around, freshValues, freshTypes };
      const impact = impactOf(engine, rules, {
        scene,
        transaction,
        isSmall,
        topology: settings.topology ?? null,
      });
      if (rules.transactional) hold(transaction, operation, impact.locks);
      remember(transaction, operation);
      return impact;
    });
    const impact = worstOf(impacts);
    const newTable = isNewTarget(around);
    fold(schema, operation, "change");
    results.set(operation, { ...operation, newTable, impacts, impact } as AssessedOperation);
  }
}

const works = ["none", "metadata", "scan", "data", "rewrite", "unknown"];

/** Throws when there is none: settings without an engine are a fault of ours. */
export function worstOf(impacts: readonly Impact[]): Impact {
  const rank = (impact: Impact): number =>
    (impact.offline ? 100 : 0) +
    (impact.breaksOldCode ? 50 : 0) +
    (impact.grows ? 20 : 0) +
    works.indexOf(impact.work);
  return impacts.reduce((a, b) => (rank(b) > rank(a) ? b : a));
}
