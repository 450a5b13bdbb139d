/** What is known of a partitioned table that an operation is about. */

import type { Scene } from "../engine.ts";
import { tableOf } from "../known-schema.ts";
import type { KnownTable } from "../known-schema.ts";
import { targetTable } from "../target.ts";

function partitionedTable(scene: Scene): KnownTable | null {
  const target = targetTable(scene);
  const table = target === null ? null : tableOf(scene.schema, target);
  return table?.partitioned === true ? table : null;
}

export function isPartitioned(scene: Scene): boolean {
  return partitionedTable(scene) !== null;
}

/** Whether it is known that the columns of a unique key leave out one that the table is partitioned by. */
export function lacksKey(scene: Scene): boolean {
  const key = partitionedTable(scene)?.partitionKey ?? null;
  return key !== null && key.some((column) => column === null || !scene.operation.columns.includes(column));
}

export function hasDefaultPartition(scene: Scene): boolean {
  return (partitionedTable(scene)?.defaultPartition ?? null) !== null;
}
