/** Picks the variant of an operation that PostgreSQL's facts speak of. */

import type { Scene } from "../engine.ts";
import { choice } from "./choice.ts";
import type { Choice, Choosers } from "./choice.ts";
import { columnVariants } from "./variants/columns.ts";
import { constraintVariants } from "./variants/constraints.ts";
import { indexVariants } from "./variants/indexes.ts";
import { objectVariants } from "./variants/objects.ts";
import { tableVariants } from "./variants/tables.ts";

/** Kinds that are not here have one variant. */
const choosers: Choosers = {
  ...tableVariants,
  ...columnVariants,
  ...indexVariants,
  ...constraintVariants,
  ...objectVariants,
};

const plain = choice("plain");

export function variantOf(scene: Scene): Choice {
  const choose = choosers[scene.operation.kind] as ((scene: Scene) => Choice) | undefined;
  return choose === undefined ? plain : choose(scene);
}
