/** The impacts and demands of a change: the part of the line that needs no notes, so that it starts fast. */

import { assess, worstOf } from "./assess/assess.ts";
import { baseOperations } from "./base-operations.ts";
import type { BaseMigration } from "./base-operations.ts";
import { assessedElsewhere, runsOn } from "./elsewhere.ts";
import { demandOf } from "./judge/demand.ts";
import type { Database, Policy } from "./judge/policy.ts";
import type { AssessedOperation, IdentifiedOperation, Operation, ReadOperation } from "./operation.ts";
import { whyUnnamed } from "./usage/usage-of.ts";
import type { Usage } from "./usage/usage.ts";
import type { MigrationChange } from "./verdict.ts";

/** The impacts and demands of what a change does, database by database, in migration order. `usages`: what old code still names, by the operation's id. */
export function assessChange(
  migrations: readonly MigrationChange[],
  base: readonly BaseMigration[],
  policy: Policy,
  usages: ReadonlyMap<string, Usage> = new Map(),
): Operation[] {
  const unnamed = whyUnnamed(usages);
  const assessed = new Map<IdentifiedOperation, AssessedOperation>();
  const all = migrations.flatMap((migration) => migration.operations);
  for (const database of policy.databases) {
    const own: IdentifiedOperation[] = [];
    for (const operation of all) {
      if (operation.database !== database.name) continue;
      if (runsOn(operation, database.engines)) own.push(operation);
      else assessed.set(operation, assessedElsewhere(operation, database.engines));
    }
    const known = baseOperations(base, database.name);
    for (const [operation, result] of assessedOn(own, known, database, unnamed))
      assessed.set(operation, result);
  }
  const ordered = all.flatMap((operation) => assessed.get(operation) ?? []);
  const here = ordered.filter((operation) => runsHere(operation, policy));
  const listed = new Set(here.length === ordered.length ? [] : ordered);
  for (const operation of here) listed.delete(operation);
  return ordered.map((operation): Operation => {
    const demand = listed.has(operation) ? "listed" : demandOf(operation, policy, here);
    // They were made for this list just now, and nobody else has them.
    const usage = usages.get(operation.id);
    return Object.assign(operation, usage === undefined ? { demand } : { demand, usage });
  });
}

/** What is for one engine only builds up the schema of that engine alone, and has an impact on no other. */
function assessedOn(
  own: readonly IdentifiedOperation[],
  known: readonly ReadOperation[],
  { engines, smallTables, topology }: Database,
  unnamed: ReadonlyMap<string, string>,
): Map<IdentifiedOperation, AssessedOperation> {
  const found = new Map<IdentifiedOperation, AssessedOperation>();
  const differ = [...own, ...known].some(({ onlyOn }) => onlyOn !== undefined);
  for (const some of differ ? engines.map((engine) => [engine]) : [engines]) {
    const here = own.filter((operation) => runsOn(operation, some));
    const before = known.filter((operation) => runsOn(operation, some));
    for (const [index, result] of assess(here, before, {
      engines: some,
      smallTables,
      topology,
      unnamed,
    }).entries()) {
      const operation = here[index] as IdentifiedOperation;
      const other = found.get(operation);
      found.set(operation, other === undefined ? result : onBoth(other, result));
    }
  }
  return found;
}

function onBoth(one: AssessedOperation, other: AssessedOperation): AssessedOperation {
  const impacts = [...one.impacts, ...other.impacts];
  return { ...one, newTable: one.newTable && other.newTable, impacts, impact: worstOf(impacts) };
}

/** Whether the operation runs on an engine of its database; what does not is listed, and judged by no rule. */
export function runsHere(operation: IdentifiedOperation, policy: Policy): boolean {
  const database = policy.databases.find(({ name }) => name === operation.database);
  return runsOn(operation, database?.engines ?? []);
}
