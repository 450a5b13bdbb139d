/** Variants of operations on indexes. */

import { keyOf, tableOf } from "../../known-schema.ts";
import { code } from "../../names.ts";
import { choice } from "../choice.ts";
import type { Choice, Choosers, SceneOf } from "../choice.ts";
import { isPartitioned, lacksKey } from "../partitioned.ts";
import { targetTable } from "../../target.ts";

export const indexVariants: Choosers = {
  create_index: createIndex,
  drop_index: dropIndex,
  rename_index: (scene) => choice("plain", ...unknownTable(scene)),
  rebuild_index: rebuildIndex,
};

type IndexScene = SceneOf<"create_index" | "drop_index" | "rename_index" | "rebuild_index">;

function createIndex(scene: SceneOf<"create_index">): Choice {
  const { concurrently, only, unique } = scene.operation.details;
  if (concurrently && scene.operation.transaction !== null) return choice("concurrently in a transaction");
  const parted = isPartitioned(scene);
  if (parted && unique && lacksKey(scene)) return choice("unique without the partition key");
  if (concurrently) return choice(parted ? "concurrently on a partitioned table" : "concurrently");
  if (!parted) return choice("plain");
  return choice(only ? "only" : "on a partitioned table");
}

function dropIndex(scene: SceneOf<"drop_index">): Choice {
  const unknown = unknownTable(scene);
  if (isOfConstraint(scene)) return choice("of a constraint");
  if (!scene.operation.details.concurrently) return choice("plain", ...unknown);
  if (scene.operation.transaction !== null) return choice("concurrently in a transaction");
  return choice(isPartitioned(scene) ? "concurrently on a partitioned table" : "concurrently", ...unknown);
}

function rebuildIndex(scene: SceneOf<"rebuild_index">): Choice {
  const { scope, concurrently } = scene.operation.details;
  const inside = scene.operation.transaction !== null;
  if (concurrently) return choice(inside ? "concurrently in a transaction" : "concurrently");
  if (scope === "schema" || scope === "database") return choice(inside ? "many in a transaction" : "many");
  if (isPartitioned(scene)) {
    const what = scope === "index" ? "partitioned index" : "partitioned table";
    return choice(inside ? `${what} in a transaction` : what);
  }
  return choice("plain", ...unknownTable(scene));
}

/** PostgreSQL drops it with its constraint only. Said only where all constraints of the table are known. */
function isOfConstraint(scene: SceneOf<"drop_index">): boolean {
  const target = targetTable(scene);
  const table = target === null ? null : tableOf(scene.schema, target);
  if (table === null || !table.complete) return false;
  const { name, schema } = scene.operation;
  const known = table.constraints.get(name ?? "");
  if (known === undefined || keyOf({ schema, table: "" }) !== keyOf({ schema: table.schema, table: "" }))
    return false;
  return known.type === "primary_key" || known.type === "unique" || known.type === "exclusion";
}

/** An index that is named alone may be on any table. */
function unknownTable(scene: IndexScene): string[] {
  if (targetTable(scene) !== null) return [];
  return [
    `the table of ${code(scene.operation.name ?? "the index")} is not known: it is taken for an existing one`,
  ];
}
