/** Variants of operations on indexes. */

import { tableOf } from "../../known-schema.ts";
import { code } from "../../names.ts";
import { choice } from "../choice.ts";
import type { Choice, Choosers, SceneOf } from "../choice.ts";
import { targetTable } from "../../target.ts";

export const indexVariants: Choosers = {
  create_index: createIndex,
  drop_index: dropIndex,
  rename_index: (scene) => choice("plain", ...unknownTable(scene)),
  rebuild_index: rebuildIndex,
};

type IndexScene = SceneOf<"create_index" | "drop_index" | "rename_index" | "rebuild_index">;

function partitioned(scene: IndexScene): boolean {
  const target = targetTable(scene);
  return target !== null && tableOf(scene.schema, target)?.partitioned === true;
}

function createIndex(scene: SceneOf<"create_index">): Choice {
  const { concurrently, only } = scene.operation.details;
  if (concurrently && scene.operation.transaction !== null) return choice("concurrently in a transaction");
  const parted = partitioned(scene);
  if (concurrently) return choice(parted && !only ? "concurrently on a partitioned table" : "concurrently");
  if (!parted) return choice("plain");
  return choice(only ? "only" : "on a partitioned table");
}

function dropIndex(scene: SceneOf<"drop_index">): Choice {
  const unknown = unknownTable(scene);
  if (!scene.operation.details.concurrently) return choice("plain", ...unknown);
  if (scene.operation.transaction !== null) return choice("concurrently in a transaction");
  return choice(partitioned(scene) ? "concurrently on a partitioned table" : "concurrently", ...unknown);
}

function rebuildIndex(scene: SceneOf<"rebuild_index">): Choice {
  const { scope, concurrently } = scene.operation.details;
  const inside = scene.operation.transaction !== null;
  if (concurrently) return choice(inside ? "concurrently in a transaction" : "concurrently");
  if (scope === "schema" || scope === "database") return choice(inside ? "many in a transaction" : "many");
  return choice("plain", ...unknownTable(scene));
}

/** An index that is named alone may be on any table. */
function unknownTable(scene: IndexScene): string[] {
  if (targetTable(scene) !== null) return [];
  return [
    `the table of ${code(scene.operation.name ?? "the index")} is not known: it is taken for an existing one`,
  ];
}
