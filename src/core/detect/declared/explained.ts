/** Which differences of a schema the migrations of the same change account for. Leniently: a migration may go another way to the same end. */

import type { Kind, ReadOperation } from "../../operation.ts";
import { declare } from "./declaring.ts";
import { Deeds } from "./deeds.ts";

/** Those that no operation of a migration speaks of. */
export function unexplained(
  differences: readonly ReadOperation[],
  done: readonly ReadOperation[],
): ReadOperation[] {
  const deeds = new Deeds(done);
  return differences.filter((difference) => !isExplained(difference, deeds));
}

const columnKinds = new Set<Kind>([
  "alter_column_type",
  "set_not_null",
  "drop_not_null",
  "set_default",
  "drop_default",
]);

const keyKinds = new Set<Kind>([
  "create_index",
  "drop_index",
  "add_primary_key",
  "add_foreign_key",
  "add_unique",
  "add_check",
  "add_exclusion",
  "drop_constraint",
]);

/** No schema catches up by more. */
const mostCaughtUp = 200;

/** Those that earlier migrations did not do either: a schema may catch up with them. The last word on a thing counts. */
export function notCaughtUp(
  differences: readonly ReadOperation[],
  earlier: readonly ReadOperation[],
): ReadOperation[] {
  if (differences.length > mostCaughtUp) return [...differences];
  const about = new Map<string, ReadOperation[]>();
  for (const operation of earlier)
    for (const name of namesIn(operation)) {
      const list = about.get(name) ?? [];
      list.push(operation);
      about.set(name, list);
    }
  return differences.filter((difference) => {
    const opposite = oppositeOf(difference);
    const last = [...namesIn(difference)]
      .flatMap((name) => about.get(name) ?? [])
      .findLast((one) => says(one, difference) || says(one, opposite));
    return last === undefined || !says(last, difference);
  });
}

/** What an operation could be looked for by: its table and its name, before and after. */
function namesIn(operation: ReadOperation): Set<string> {
  const { table, name, details } = operation;
  const newName = "newName" in details ? details.newName : null;
  return new Set([table, name, newName].flatMap((one) => (one === null ? [] : [one.toLowerCase()])));
}

/** Whether one operation alone does it. That its table was once made says nothing of what became of it. */
function says(operation: ReadOperation, difference: ReadOperation): boolean {
  const { kind, table, columns } = difference;
  if (operation.kind === "create_table" && kind !== "create_table") {
    if (kind !== "add_column" || table?.toLowerCase() !== operation.table?.toLowerCase()) return false;
    const [column = ""] = columns;
    return operation.details.columns.some(({ name }) => name.toLowerCase() === column.toLowerCase());
  }
  return isExplained(difference, new Deeds([operation]));
}

const opposites: Partial<Record<Kind, Kind>> = {
  create_table: "drop_table",
  drop_table: "create_table",
  add_column: "drop_column",
  drop_column: "add_column",
};

function oppositeOf(difference: ReadOperation): ReadOperation {
  const { kind, place, schema, table, columns } = difference;
  const opposite = opposites[kind];
  if (opposite === undefined) return difference;
  return declare(opposite, place, { schema, table, columns, details: {} as never });
}

function isExplained(difference: ReadOperation, deeds: Deeds): boolean {
  const { kind, table, columns, name } = difference;
  const [column = ""] = columns;
  if (table === null) return deeds.touchesObject(kind, name);
  if (kind === "create_table") return deeds.makes(table) || deeds.rewrites(table);
  if (kind === "drop_table") return deeds.unmakes(table);
  // A table that is made, renamed or made anew may have got all of it on the way.
  if (deeds.makes(table) || deeds.rewrites(table)) return true;
  if (kind === "add_column") return deeds.adds(table, column);
  if (kind === "drop_column") return deeds.drops(table, column);
  if (columnKinds.has(kind)) return deeds.touchesColumn(table, column);
  if (keyKinds.has(kind)) return deeds.touchesKey(table, columns, name) || isAboutOther(difference, deeds);
  return deeds.touchesObject(kind, name ?? table);
}

/** A key that points at a table which is renamed, made anew or dropped goes with it. */
function isAboutOther(difference: ReadOperation, deeds: Deeds): boolean {
  if (difference.kind !== "add_foreign_key") return false;
  const { table } = difference.details.references;
  return deeds.rewrites(table) || deeds.makes(table);
}
