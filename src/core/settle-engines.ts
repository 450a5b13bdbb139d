/** The engines of a database whose policy names none: those that its migrations were read as. */

import type { ReadMigration, ReadVersion } from "./detect/compare.ts";
import type { SaidDialect } from "./detect/file-dialect.ts";
import { numberings } from "./engine-version.ts";
import type { Engine, EngineName } from "./impact.ts";
import type { Policy } from "./judge/policy.ts";

const order: readonly EngineName[] = ["postgresql", "mysql", "mariadb", "sqlite"];

export interface SettledEngines<M> {
  policy: Policy;
  /** Where they were read as several engines, each is for its own only. */
  migrations: M[];
  /** What files were read as and who says so, each once; empty where the policy names all engines, and where nothing speaks. */
  dialects: SaidDialect[];
}

export function settleEngines<M extends Pick<ReadMigration, "database" | "before" | "after">>(
  policy: Policy,
  migrations: readonly M[],
): SettledEngines<M> {
  const said = new Map<string, SaidDialect>();
  const several = new Set<string>();
  const databases = policy.databases.map((database) => {
    if (database.engines.some(({ assumed }) => assumed !== true)) return database;
    const found = new Set<EngineName>();
    for (const { database: name, before, after } of migrations) {
      const reading = (after ?? before)?.reading;
      if (name !== database.name || reading === undefined) continue;
      const { dialect } = reading;
      if (dialect !== undefined) said.set(JSON.stringify(dialect), dialect);
      // What nothing speaks of runs on the default, where it does anything.
      const engine = dialect?.engine ?? (reading.operations.length > 0 ? "postgresql" : null);
      if (engine !== null) found.add(engine);
    }
    if (found.size === 0) return database;
    if (found.size > 1) several.add(database.name);
    return { ...database, engines: order.filter((engine) => found.has(engine)).map(assumed) };
  });
  return {
    policy: said.size === 0 ? policy : { ...policy, databases },
    migrations: migrations.map((one) => (several.has(one.database) ? onItsOwn(one) : one)),
    dialects: [...said.values()],
  };
}

function onItsOwn<M extends Pick<ReadMigration, "before" | "after">>(migration: M): M {
  return { ...migration, before: marked(migration.before), after: marked(migration.after) };
}

function marked(version: ReadVersion | null): ReadVersion | null {
  if (version === null) return null;
  const { reading } = version;
  const engine = reading.dialect?.engine ?? "postgresql";
  const operations = reading.operations.map((operation) => ({ onlyOn: engine, ...operation }));
  return { ...version, reading: { ...reading, operations } };
}

function assumed(engine: EngineName): Engine {
  return { engine, from: numberings[engine].usual, to: null, assumed: true };
}
